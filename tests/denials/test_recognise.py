"""Refusals found in records of every client version, in hook payloads and in what people paste; and nothing else."""

import json
from datetime import UTC, datetime

import pytest

from denials.trial import Figures, short, tried
from fairmeter.denials import QuotaLimits, Refusal, TextClass, classify, from_hook, from_line, from_paste, from_record

LANE = "You're out of extra usage. Add more at claude.ai/settings/usage and keep going."
ID = "req_011CabcdefghijkLMNOPQRSt"
BODY = f'{{"type":"error","error":{{"type":"invalid_request_error","message":"{LANE}"}},"request_id":"{ID}"}}'
RAW = f"API Error: 400 {BODY}"


def record(text: str, **fields: object) -> dict[str, object]:
    message = {"model": "<synthetic>", "role": "assistant", "content": [{"type": "text", "text": text}]}
    return {"type": "assistant", "timestamp": "2026-09-11T10:12:00.000Z", "message": message, **fields}


def line(record_: dict[str, object]) -> bytes:
    return json.dumps(record_).encode()


def found(record_: dict[str, object]) -> Refusal:
    refusal = from_line(line(record_))
    assert refusal is not None
    return refusal


def test_a_new_record_gives_everything_it_holds() -> None:
    quota = {
        "status": "rejected",
        "resetsAt": 1789124400,
        "rateLimitType": "five_hour",
        "overageStatus": "rejected",
        "overageDisabledReason": "org_level_disabled",
        "isUsingOverage": False,
    }
    refusal = found(
        record(
            "You've hit your session limit · resets 1pm (Europe/Berlin)",
            error="rate_limit",
            isApiErrorMessage=True,
            apiErrorStatus=429,
            requestId="req_1",
            sessionId="s-1",
            version="2.1.268",
            entrypoint="cli",
            isSidechain=True,
            quotaLimits=quota,
        )
    )
    assert refusal.at == datetime(2026, 9, 11, 10, 12, tzinfo=UTC)
    assert (refusal.status, refusal.error_class, refusal.request_id) == (429, "rate_limit", "req_1")
    assert (refusal.session, refusal.client, refusal.entrypoint) == ("s-1", "2.1.268", "cli")
    assert refusal.sidechain is True
    assert refusal.quota_limits == QuotaLimits(
        status="rejected",
        limit_type="five_hour",
        resets_at=datetime(2026, 9, 11, 11, tzinfo=UTC),
        overage_status="rejected",
        overage_disabled_reason="org_level_disabled",
        is_using_overage=False,
    )
    assert refusal.model is None
    assert refusal.digest is not None
    assert len(refusal.digest) == 64


def test_a_record_without_a_status_takes_it_and_the_id_from_its_text() -> None:
    refusal = found(record(RAW, isApiErrorMessage=True))
    assert (refusal.status, refusal.request_id, refusal.error_class) == (400, ID, None)
    assert refusal.text == RAW


@pytest.mark.parametrize(
    "fields",
    [
        {"isApiErrorMessage": True},
        {"error": "rate_limit"},
        {"apiErrorStatus": 429},
        {"error": "invalid_request", "isApiErrorMessage": True, "apiErrorStatus": 400},
        {},
    ],
)
def test_every_era_of_records_is_recognised(fields: dict[str, object]) -> None:
    assert found(record(f"API Error: {LANE}", **fields)).text == f"API Error: {LANE}"


@pytest.mark.parametrize(
    "text", ["Claude AI usage limit reached|1760004000", LANE, "5-hour limit reached ∙ resets 3pm"]
)
def test_an_old_record_without_any_mark_is_recognised_by_how_it_opens(text: str) -> None:
    assert found(record(text)).text == text


def test_a_record_whose_message_has_no_model_is_recognised_by_its_flag() -> None:
    bare = {"type": "assistant", "isApiErrorMessage": True, "message": {"content": [{"type": "text", "text": LANE}]}}
    assert found(bare).text == LANE
    assert found({"isApiErrorMessage": True, "message": {"content": LANE}}).text == LANE


@pytest.mark.parametrize(
    "other",
    [
        record("This session is being continued from a previous conversation. The user saw: " + LANE),
        record(LANE, isCompactSummary=True, isApiErrorMessage=True),
        record("No response requested."),
        record("You've used 91% of your weekly limit · resets Fri 9am"),
        record(LANE, isApiErrorMessage=False),
        record("x" * 900 + LANE),
        {**record(LANE), "type": "user", "isApiErrorMessage": True},
        {**record(LANE), "message": {"model": "claude-opus-5", "content": [{"type": "text", "text": LANE}]}},
        {**record(LANE), "message": {"model": "<synthetic>", "content": []}, "isApiErrorMessage": True},
        {**record(LANE), "message": None},
        {"type": "summary", "summary": LANE},
        {"type": "system", "subtype": "api_error", "error": "rate_limit", "content": "<synthetic>" + LANE},
    ],
)
def test_what_quotes_or_sums_up_a_refusal_is_none(other: dict[str, object]) -> None:
    assert from_line(line(other)) is None


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"null", b"[]", b'{"isApiErrorMessage":true', b"\xff\xfeisApiErrorMessage", b'"isApiErrorMessage"'],
)
def test_a_line_that_is_broken_or_no_record_is_none(raw: bytes) -> None:
    assert from_line(raw) is None


@pytest.mark.parametrize(
    "odd",
    [
        {"timestamp": "yesterday"},
        {"timestamp": 7},
        {"apiErrorStatus": True},
        {"apiErrorStatus": 99},
        {"quotaLimits": "none"},
        {"quotaLimits": {"resetsAt": 10**30}},
        {"quotaLimits": {"resetsAt": True, "status": 4}},
        {"requestId": 3, "sessionId": [], "version": None, "entrypoint": "", "isSidechain": "no"},
    ],
)
def test_fields_of_another_shape_are_unknown(odd: dict[str, object]) -> None:
    refusal = found(record(LANE, isApiErrorMessage=True, **odd))
    assert refusal.status is None
    assert (refusal.request_id, refusal.session, refusal.client, refusal.sidechain) == (None, None, None, None)


def test_a_time_without_a_zone_is_utc() -> None:
    refusal = found({**record(LANE, isApiErrorMessage=True), "timestamp": "2026-09-11T10:12:00"})
    assert refusal.at == datetime(2026, 9, 11, 10, 12, tzinfo=UTC)


def test_a_hook_payload_gives_the_sentence_and_the_status_of_its_details() -> None:
    at = datetime(2026, 9, 1, tzinfo=UTC)
    payload = {
        "session_id": "abc",
        "hook_event_name": "StopFailure",
        "error": "rate_limit",
        "error_details": "429 Too Many Requests",
        "last_assistant_message": "API Error: Rate limit reached",
    }
    refusal = from_hook(payload, at=at)
    assert refusal is not None
    assert (refusal.text, refusal.status, refusal.error_class) == ("API Error: Rate limit reached", 429, "rate_limit")
    assert (refusal.session, refusal.at) == ("abc", at)


def test_a_hook_of_another_event_or_without_words_is_none() -> None:
    assert from_hook({"hook_event_name": "Stop", "last_assistant_message": LANE}) is None
    assert from_hook({"hook_event_name": "StopFailure"}) is None


def test_a_hook_with_its_class_alone_is_still_judged_by_it() -> None:
    refusal = from_hook({"hook_event_name": "StopFailure", "error": "authentication_failed"})
    assert refusal is not None
    assert classify(refusal).text_class is TextClass.SIGN_IN


@pytest.mark.parametrize(
    "pasted",
    [
        RAW,
        RAW.replace("'", "\u2019"),
        RAW.replace("'", "\\u2019"),
        RAW.replace('"', '\\"'),
        RAW.replace('"', "'"),
        RAW[:150],
        f"  ⎿  {RAW}",
        f"\x1b[31m{RAW}\x1b[0m",
        "\x1b]8;;https://claude.ai\x07" + RAW + "\x1b]8;;\x07",
        "│ API Error: 400 │\n│ You're out of extra us │\n│ age. Add more at claude.ai │\n│ /settings/usage │",
        "> API Error: 400 You're out of\n> extra usage. Add mo\n> re at claude.ai",
        f"Claude Code returned an error result: {RAW}",
        f"gateway: 502 upstream said: {RAW}",
        f"Error code: 400 - {BODY}",
        RAW.upper(),
    ],
)
def test_a_paste_is_read_through_wraps_quotes_colours_and_boxes(pasted: str) -> None:
    assert classify(from_paste(pasted)).text_class is TextClass.CREDITS_EMPTY
    assert short(tried(pasted, Figures(session=3, weekly=3))) == "contradiction/plan"


def test_an_id_that_the_terminal_wrapped_is_whole_again() -> None:
    assert from_paste(RAW.replace("jkLM", "jk\n     LM")).request_id == ID
    assert from_paste("no id here").request_id is None


def test_a_pasted_record_is_read_as_a_record_and_what_is_given_by_hand_outranks_it() -> None:
    pasted = line(record(LANE, isApiErrorMessage=True, version="2.1.300", apiErrorStatus=400)).decode()
    refusal = from_paste(pasted)
    assert (refusal.text, refusal.client, refusal.status, refusal.at) == (LANE, "2.1.300", 400, None)
    assert from_paste(pasted, status=429, client="2.0.1").status == 429


def test_a_record_and_its_line_are_one_refusal() -> None:
    one = record(LANE, isApiErrorMessage=True)
    assert from_record(one, digest=found(one).digest) == found(one)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("API Error: 529 Overloaded", 529),
        ("API error (attempt 1/11): 429 429 {", 429),
        ("[400] Third-party apps", 400),
        ("Error code: 403 - {", 403),
        ("HTTP/1.1 503 Service Unavailable", 503),
        ("Request rejected (429)", 429),
        ("400: nothing", 400),
        ("took 400 ms at error 5000", None),
        ("http://localhost:4000 is down", None),
    ],
)
def test_the_status_is_the_one_in_front(text: str, status: int | None) -> None:
    assert from_paste(text).status == status
