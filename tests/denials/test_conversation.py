"""What the answered requests of a session tell of the one that was refused."""

import pytest

from fairmeter.denials import Answered, answered


def spoken(model: object = "claude-opus-5", **usage: object) -> dict[str, object]:
    return {"type": "assistant", "sessionId": "s", "message": {"model": model, "usage": usage}}


def test_an_answer_gives_its_model_its_mode_and_what_it_carried_in() -> None:
    usage = {"input_tokens": 10, "cache_creation_input_tokens": 20, "cache_read_input_tokens": 199_971, "speed": "fast"}
    assert answered(spoken(**usage)) == Answered(
        session="s", model="claude-opus-5", fast_mode=True, context_tokens=200_001
    )


@pytest.mark.parametrize(("tokens", "long_context"), [(200_000, None), (200_001, True)])
def test_beyond_the_standard_context_it_is_long_and_below_it_nobody_knows(
    tokens: int, *, long_context: bool | None
) -> None:
    answer = answered(spoken(input_tokens=tokens, speed="standard"))
    assert answer is not None
    assert (answer.long_context, answer.fast_mode) == (long_context, False)


@pytest.mark.parametrize(
    "other",
    [
        spoken("<synthetic>"),
        spoken(None),
        {**spoken(), "type": "user"},
        {**spoken(), "message": "claude-opus-5"},
        {**spoken(), "isApiErrorMessage": True},
        {},
    ],
)
def test_other_records_answer_nothing(other: dict[str, object]) -> None:
    assert answered(other) is None


def test_a_record_without_usage_leaves_the_rest_unknown() -> None:
    record: dict[str, object] = {"type": "assistant", "message": {"model": "haiku"}}
    assert answered(record) == Answered(session=None, model="haiku")
