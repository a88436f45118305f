"""The profile: asked for rarely, and never at the cost of a reading."""

import httpx
import pytest

from fairmeter.limits import PlanFamily, Reading
from fairmeter.sources import LOCAL_ACCOUNT
from sources.service import ACCOUNT, NOW, Service, Store, always, answer, api, denied, failed, later

SCOPE = denied("permission_error", "OAuth token does not meet scope requirement user:profile")


def test_the_profile_is_asked_again_after_six_hours_only() -> None:
    service = Service()
    source = api(service)
    for at in (NOW, later(minutes=5), later(hours=5, minutes=59), later(hours=6), later(hours=6, minutes=5)):
        reading = source.read(at)
        assert isinstance(reading, Reading)
        assert reading.account == ACCOUNT
    assert service.paths == ["usage", "profile", "usage", "usage", "usage", "profile", "usage"]


def test_the_profile_is_asked_again_for_another_login() -> None:
    service, store = Service(), Store("first")
    source = api(service, store)
    source.read(NOW)
    store.now_holds("second")
    service.on_profile = always(500)
    reading = source.read(later(minutes=5))
    assert isinstance(reading, Reading)
    assert reading.account == LOCAL_ACCOUNT  # whose login the new one is, nobody knows yet
    assert reading.plan is None
    assert service.paths == ["usage", "profile"] * 2


def _raise(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("slow", request=request)


@pytest.mark.parametrize(
    "trouble",
    [always(401), always(403, SCOPE), always(429), always(500), always(200), always(200, {}), always(302), _raise],
)
def test_a_profile_that_fails_never_costs_the_reading_and_rests_for_half_an_hour(trouble: object) -> None:
    assert callable(trouble)
    service = Service(on_profile=trouble)
    source = api(service)
    for at in (NOW, later(minutes=29)):
        reading = source.read(at)
        assert isinstance(reading, Reading)
        assert (reading.account, reading.plan) == (LOCAL_ACCOUNT, None)
    assert service.paths == ["usage", "profile", "usage"]
    source.read(later(minutes=30))
    assert service.paths[3:] == ["usage", "profile"]


def test_a_known_profile_outlives_a_failed_question() -> None:
    service = Service()
    source = api(service)
    source.read(NOW)
    service.on_profile = always(500)
    for at in (later(hours=6), later(hours=6, minutes=10), later(hours=6, minutes=40)):
        reading = source.read(at)
        assert isinstance(reading, Reading)
        assert reading.account == ACCOUNT
    assert service.paths == ["usage", "profile"] * 2 + ["usage"] + ["usage", "profile"]


def test_a_profile_without_an_account_leaves_the_account_local() -> None:
    profile = {"organization": {"organization_type": "claude_pro"}}
    reading = answer(Service(on_profile=always(200, profile)))
    assert isinstance(reading, Reading)
    assert reading.account == LOCAL_ACCOUNT
    assert reading.plan is not None
    assert reading.plan.family is PlanFamily.PRO


def test_a_failed_usage_request_asks_for_no_profile() -> None:
    service = Service(on_usage=always(429))
    failed(service)
    assert service.paths == ["usage"]
