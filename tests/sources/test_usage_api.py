"""The usage API asked: what is sent, what is understood, and when a login is left alone."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import httpx
import pytest

from fairmeter import __version__
from fairmeter.limits import FailureKind, Hint, PlanFamily, Reading, SourceFailure, SourceName
from fairmeter.sources import LoginProblem
from sources.bodies import BODY_I, BODY_K
from sources.service import ACCOUNT, MARKED, NOW, Service, Store, always, answer, api, denied, failed, later, usage

SCOPE = denied("permission_error", "OAuth token does not meet scope requirement user:profile")
PORTAL = b"<html><body>Sign in to the guest network. Stethoscope user:profile</body></html>"


def test_a_reading_is_the_body_with_account_plan_and_evidence() -> None:
    service = Service()
    reading = answer(service)
    assert isinstance(reading, Reading)
    assert [window.used_pct for window in reading.windows] == [30.0, 60.0, 86.0]
    assert (reading.source, reading.account, reading.taken_at) == (SourceName.API, ACCOUNT, NOW)
    assert reading.plan is not None
    assert reading.plan.family is PlanFamily.MAX
    assert reading.digest == sha256(BODY_I.encode()).hexdigest()
    assert reading.requests == 2
    assert service.paths == ["usage", "profile"]


def test_what_is_sent_is_honest_and_complete() -> None:
    service = Service()
    answer(service)
    for request in service.asked:
        assert request.method == "GET"
        assert request.url.host == "api.anthropic.com"
        assert request.url.scheme == "https"
        assert not request.url.query
        assert request.headers["Authorization"] == f"Bearer {MARKED}"
        assert request.headers["anthropic-beta"] == "oauth-2025-04-20"
        assert request.headers["Accept"] == "application/json"
        assert request.headers["User-Agent"] == f"Fairmeter/{__version__}"
        assert not request.content


def test_cookies_are_not_sent_back() -> None:
    service = Service(on_usage=lambda _: httpx.Response(200, text=BODY_I, headers={"Set-Cookie": "id=1; Path=/"}))
    source = api(service)
    source.read(NOW)
    source.read(NOW)
    assert not [request for request in service.asked if "Cookie" in request.headers]


def test_an_account_without_limits_is_a_reading() -> None:
    reading = answer(Service(on_usage=lambda _: httpx.Response(200, text=BODY_K)))
    assert isinstance(reading, Reading)
    assert reading.windows == ()
    assert reading.lists_all


@pytest.mark.parametrize(
    ("status", "body", "kind", "hint"),
    [
        (401, denied("authentication_error", "expired"), FailureKind.EXPIRED, Hint.OPEN_CLAUDE_CODE),
        (401, PORTAL, FailureKind.EXPIRED, Hint.OPEN_CLAUDE_CODE),
        (403, SCOPE, FailureKind.SCOPE_MISSING, Hint.USE_A_FULL_LOGIN),
        (
            403,
            denied("permission_error", "Missing permission user:profile"),
            FailureKind.SCOPE_MISSING,
            Hint.USE_A_FULL_LOGIN,
        ),
        (403, denied("oauth_scope_insufficient", ""), FailureKind.SCOPE_MISSING, Hint.USE_A_FULL_LOGIN),
        (403, denied("permission_error", "not for this organization"), FailureKind.EXPIRED, Hint.OPEN_CLAUDE_CODE),
        (403, PORTAL, FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE),
        (403, b"", FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE),
        (403, {"detail": "scope"}, FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE),
        (403, {"error": {"scope": 5}}, FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE),
        (429, denied("rate_limit_error", "Rate limited."), FailureKind.RATE_LIMITED, Hint.SERVICE_BUSY),
        (500, b"", FailureKind.SERVER_ERROR, Hint.SERVICE_TROUBLE),
        (502, PORTAL, FailureKind.SERVER_ERROR, Hint.SERVICE_TROUBLE),
        (503, b"", FailureKind.SERVER_ERROR, Hint.SERVICE_TROUBLE),
        (529, denied("overloaded_error", "Overloaded"), FailureKind.SERVER_ERROR, Hint.SERVICE_TROUBLE),
        (301, b"", FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE),
        (304, b"", FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE),
        (400, denied("invalid_request_error", "x"), FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE),
        (404, b"", FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE),
        (407, b"", FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE),
        (204, b"", FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE),
        (200, b"", FailureKind.UNREADABLE, Hint.NOT_JSON),
        (200, PORTAL, FailureKind.UNREADABLE, Hint.NOT_JSON),
        (200, BODY_I.encode()[:900], FailureKind.UNREADABLE, Hint.NOT_JSON),
        (200, BODY_I.encode("utf-16"), FailureKind.UNREADABLE, Hint.NOT_JSON),
        (200, b'{"disclaimer": "\xe2\x80', FailureKind.UNREADABLE, Hint.NOT_JSON),
        (200, b"[" * 90_000, FailureKind.UNREADABLE, Hint.NOT_JSON),
        (200, [1], FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE),
        (200, {"hello": "world"}, FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE),
    ],
)
def test_what_an_answer_means(status: int, body: object, kind: FailureKind, hint: Hint) -> None:
    service = Service(on_usage=always(status, body))
    expected = SourceFailure(kind=kind, hint=hint, source="api", at=NOW, status=status, requests=1)
    assert failed(service) == expected
    assert service.paths == ["usage"]


@pytest.mark.parametrize("location", ["https://evil.example/api/oauth/usage", "/api/oauth/usage", "http://[", ""])
def test_a_redirect_is_not_followed_wherever_it_leads(location: str) -> None:
    service = Service(on_usage=always(302, b"", Location=location))
    assert failed(service).hint is Hint.NOT_THE_SERVICE
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("3037", 3037.0),
        ("0", 0.0),
        ("12.5", 12.5),
        (" 60 ", 60.0),
        ("Sat, 26 Sep 2026 02:40:00 GMT", 600.0),
        ("Sat, 26 Sep 2026 02:40:00 -0000", 600.0),
        ("Sat, 26 Sep 2026 04:40:00 +0200", 600.0),
        ("Sat, 26 Sep 2026 02:00:00 GMT", 0.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("1e3", None),
        ("nan", None),
        ("inf", None),
        ("99999999", None),
        ("9" * 5000, None),
        ("\u0663", None),
        ("Sat, 26 Sep 9999 02:40:00 GMT", None),
        ("Sat, 99 Sep 2026 02:40:00 GMT", None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_how_long_to_wait(status: int, header: str, seconds: float | None) -> None:
    headers = httpx.Headers({b"Retry-After": header.encode()})
    failure = failed(Service(on_usage=lambda _: httpx.Response(status, headers=headers)))
    assert failure.retry_after_s == seconds
    assert failure.retry_at == (NOW + timedelta(seconds=seconds) if seconds else None)


def test_without_the_header_nothing_is_known_of_the_wait() -> None:
    failure = failed(Service(on_usage=always(429)))
    assert (failure.retry_after_s, failure.retry_at) == (None, None)


@pytest.mark.parametrize("hint", [Hint.NO_LOGIN, Hint.LOGIN_EMPTY, Hint.LOGIN_HALF_WRITTEN, Hint.LOGIN_NOT_ALLOWED])
def test_without_a_login_nothing_is_asked(hint: Hint) -> None:
    service = Service()
    problem = LoginProblem(hint)
    failure = failed(service, store=Store(problem))
    assert failure == SourceFailure(kind=problem.kind, hint=hint, source="api", at=NOW, requests=0)
    assert service.asked == []


def test_the_login_is_read_anew_for_every_reading() -> None:
    service, store = Service(), Store("first")
    source = api(service, store)
    source.read(NOW)
    store.now_holds("second")
    source.read(later(minutes=5))
    assert service.tokens == ["first", "second"]


def test_a_login_renewed_in_between_is_tried_at_once() -> None:
    def only_renewed(request: httpx.Request) -> httpx.Response:
        return usage(request) if "renewed" in request.headers["Authorization"] else httpx.Response(401)

    service = Service(on_usage=only_renewed)
    reading = answer(service, store=Store("old", "renewed"))
    assert isinstance(reading, Reading)
    assert service.tokens == ["old", "renewed"]
    assert reading.requests == 3
    assert reading.account == ACCOUNT


@pytest.mark.parametrize("second", ["same", LoginProblem(Hint.LOGIN_HALF_WRITTEN)])
def test_an_unchanged_login_is_not_sent_a_second_time(second: str | LoginProblem) -> None:
    service = Service(on_usage=always(401))
    store = Store("same", second)
    failure = failed(service, store=store)
    assert (failure.kind, failure.requests) == (FailureKind.EXPIRED, 1)
    assert store.looks == 2


def test_two_refused_logins_are_two_requests() -> None:
    failure = failed(Service(on_usage=always(401)), store=Store("old", "renewed"))
    assert (failure.kind, failure.requests) == (FailureKind.EXPIRED, 2)


@pytest.mark.parametrize("refusal", [always(401), always(403, SCOPE), always(403, denied("permission_error", "no"))])
def test_a_refused_login_rests_until_it_changes(refusal: object) -> None:
    assert callable(refusal)
    service, store = Service(on_usage=refusal), Store("refused")
    source = api(service, store)
    first = source.read(NOW)
    assert isinstance(first, SourceFailure)
    assert source.read(later(minutes=5)) == replace(first, at=later(minutes=5), requests=0)
    assert source.read(later(minutes=29)) == replace(first, at=later(minutes=29), requests=0)
    assert service.tokens == ["refused"]
    service.on_usage = usage
    store.now_holds("new")
    assert isinstance(source.read(later(minutes=29)), Reading)


def test_a_refused_login_is_tried_once_more_after_half_an_hour() -> None:
    service = Service(on_usage=always(401))
    source = api(service)
    source.read(NOW)
    again = source.read(later(minutes=30))
    assert isinstance(again, SourceFailure)
    assert again.requests == 1
    assert source.read(later(minutes=59)) == replace(again, at=later(minutes=59), requests=0)
    service.on_usage = usage
    assert isinstance(source.read(later(minutes=60)), Reading)
    assert isinstance(source.read(later(minutes=61)), Reading)


def test_a_clock_set_back_does_not_make_a_login_rest_for_ever() -> None:
    service = Service(on_usage=always(401))
    source = api(service)
    source.read(NOW)
    service.on_usage = usage
    assert isinstance(source.read(later(days=-1)), Reading)


@pytest.mark.parametrize("status", [429, 500, 404])
def test_other_failures_do_not_make_a_login_rest(status: int) -> None:
    service = Service(on_usage=always(status))
    source = api(service)
    source.read(NOW)
    service.on_usage = usage
    assert isinstance(source.read(NOW), Reading)


def test_a_closed_source_opens_again() -> None:
    source = api(Service())
    source.close()
    source.read(NOW)
    source.close()
    source.close()
    assert isinstance(source.read(NOW), Reading)
