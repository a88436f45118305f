"""What holds for every refusal: the judge never raises, never guesses, and reads a paste through any wrapping."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from denials.trial import Figures, tried
from fairmeter.billing import PotState, Request
from fairmeter.denials import (
    Cause,
    Context,
    QuotaLimits,
    Refusal,
    Ruling,
    Verdict,
    classify,
    from_hook,
    from_line,
    from_paste,
    from_record,
    judge,
)
from fairmeter.limits import (
    SESSION,
    WEEKLY,
    WEEKLY_SCOPED,
    ExtraUsage,
    Money,
    Reading,
    Scope,
    SourceName,
    Window,
    merge,
)
from fairmeter.view.verdict_page import as_json, page

AT = datetime(2026, 9, 1, 12, tzinfo=UTC)
SENTENCES = [
    "API Error: 400 You're out of extra usage. Add more at claude.ai/settings/usage and keep going.",
    "You're out of extra usage · resets 6:40pm (UTC)",
    "You're out of usage credits. Switch to another model to continue.",
    "You've hit your session limit · resets 3pm",
    "You've hit your weekly limit · resets Dec 2, 7pm",
    "You've hit your limit · resets 3pm",
    "You've reached your Fable 5 limit. Run /usage-credits to continue",
    "Fable 5 requires usage credits",
    "You've hit your monthly spend limit · raise it at claude.ai/settings/usage",
    "You've hit your monthly spend limit · your session limit resets 2pm",
    "You've hit your org's monthly usage limit",
    "Third-party apps now draw from your extra usage, not your plan limits.",
    "API Error: Rate limit reached",
    "API Error: 529 Overloaded",
    "Your organization has disabled Claude subscription access",
]

percents = st.none() | st.floats(0, 120)
flags = st.none() | st.booleans()
amounts = st.none() | st.decimals(Decimal(-5), Decimal(50), places=2).map(str)
texts = st.sampled_from(SENTENCES) | st.text(max_size=80)
models = st.none() | st.sampled_from(["fable 5", "claude-opus-4-6[1m]", "sonnet", "default", "", "[1m]", "5.1"])
instants = st.none() | st.integers(-2000, 2000).map(lambda minutes: AT + timedelta(minutes=minutes))


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    return Figures(
        session=draw(percents),
        weekly=draw(percents),
        models=draw(st.dictionaries(st.sampled_from(["Fable", "Opus", "Claude Design", ""]), st.floats(0, 120))),
        on=draw(flags),
        balance=draw(amounts),
        spent=draw(amounts),
        cap=draw(amounts),
        model=draw(models),
        long_context=draw(flags),
        fast_mode=draw(flags),
        third_party=draw(flags),
        status=draw(st.none() | st.integers(100, 599)),
        client=draw(st.none() | st.sampled_from(["latest", "2.0.76", "v9.9.9-beta"])),
        entrypoint=draw(st.none() | st.sampled_from(["cli", "sdk-cli", "opencode", "-"])),
        lists_all=draw(st.booleans()),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    kinds = st.sampled_from([SESSION, WEEKLY, WEEKLY_SCOPED, "daily_surface"])
    scopes = st.builds(Scope, model=models)
    windows = st.builds(Window, kind=kinds, used_pct=percents, resets_at=instants, scope=scopes)
    extra = st.builds(ExtraUsage, enabled=flags, balance=st.none() | st.builds(Money, st.integers(-5, 5)))
    return Reading(
        source=draw(st.sampled_from(list(SourceName))),
        account="a",
        taken_at=draw(instants) or AT,
        windows=tuple(draw(st.lists(windows, max_size=4))),
        extra=draw(st.none() | extra),
        lists_all=draw(st.booleans()),
    )


@st.composite
def refusals(draw: st.DrawFn) -> Refusal:
    types = ["five_hour", "seven_day", "seven_day_opus", "seven_day_overage_included", "overage", "new"]
    quota = st.builds(
        QuotaLimits,
        status=st.sampled_from(["allowed", "rejected"]) | st.none(),
        limit_type=st.none() | st.sampled_from(types),
        resets_at=instants,
    )
    return Refusal(
        text=draw(texts),
        at=draw(instants),
        status=draw(st.none() | st.integers(0, 700)),
        error_class=draw(st.none() | st.sampled_from(["rate_limit", "unknown", "server_error", ""])),
        client=draw(st.none() | st.text(max_size=8)),
        entrypoint=draw(st.none() | st.text(max_size=8)),
        model=draw(models),
        quota_limits=draw(st.none() | quota),
    )


def is_known(verdict: Verdict) -> bool:
    """Whether any plan limit said anything."""
    pots = (*verdict.pots.shared, *verdict.pots.models)
    return any(pot.state in {PotState.HAS_ROOM, PotState.USED_UP} for pot in pots)


@given(refusals(), st.lists(readings(), max_size=3), models, flags, flags)
def test_the_judge_never_raises_and_every_verdict_can_be_said(
    refusal: Refusal, taken: list[Reading], model: str | None, long_context: bool | None, plan_changed: bool | None
) -> None:
    context = Context(request=Request(model=model, long_context=long_context), plan_changed=plan_changed)
    verdict = judge(refusal, [merge([one]) for one in taken], context)
    assert page(verdict)
    assert as_json(verdict)["verdict"] == verdict.verdict.value
    assert (verdict.cause is None) == (verdict.verdict is Ruling.UNPROVEN)


@given(refusals(), st.lists(readings(), max_size=3))
def test_without_any_figure_of_the_plan_only_funded_extra_usage_contradicts(
    refusal: Refusal, taken: list[Reading]
) -> None:
    verdict = judge(refusal, [merge([one]) for one in taken])
    if verdict.verdict is Ruling.CONTRADICTION and not is_known(verdict):
        assert verdict.cause is Cause.EXTRA
        assert verdict.pots.extra.state is PotState.HAS_ROOM


@given(texts, figures())
def test_a_contradiction_of_the_plan_never_stands_beside_a_full_limit_of_all_models(text: str, given_: Figures) -> None:
    verdict = tried(text, given_)
    if verdict.cause in {Cause.PLAN, Cause.PLAN_AND_EXTRA, Cause.MODEL}:
        assert all(pot.state is not PotState.USED_UP for pot in verdict.pots.shared)
        assert any(pot.state is PotState.HAS_ROOM for pot in (*verdict.pots.shared, *verdict.pots.models))


@given(st.text(max_size=60), figures())
def test_a_strange_text_is_never_a_contradiction(text: str, given_: Figures) -> None:
    assert tried(text, given_).verdict is not Ruling.CONTRADICTION


@given(st.sampled_from(SENTENCES), st.data())
def test_wraps_colours_and_typographic_signs_change_nothing(text: str, data: st.DataObject) -> None:
    noise = st.sampled_from(["", "", "", " ", "\n     ", "\r\n", "\x1b[1m", "\x1b[0m", "\u200b", " │\n│ "])
    apostrophe = data.draw(st.sampled_from(["'", "\u2019", "\u02bc", "&#39;"]))
    pasted = "".join(apostrophe if sign == "'" else sign + data.draw(noise) for sign in text)
    plain, noisy = from_paste(text), from_paste(pasted)
    assert classify(noisy) == classify(plain)
    assert noisy.status == plain.status


@given(st.lists(st.sampled_from([" ", "  ", "\n", "\n     ", "\t", " \x1b[0m", " │\n│ "]), min_size=40, max_size=40))
def test_wraps_between_words_leave_the_sentence_as_it_was(gaps: list[str]) -> None:
    words = SENTENCES[0].split()
    pasted = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    assert from_paste(pasted).text == SENTENCES[0]


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
FIELDS = [
    "type",
    "message",
    "timestamp",
    "error",
    "isApiErrorMessage",
    "apiErrorStatus",
    "quotaLimits",
    "hook_event_name",
]
HOOK_FIELDS = ["error_details", "last_assistant_message", "session_id", "content", "model"]


@given(st.dictionaries(st.sampled_from(FIELDS + HOOK_FIELDS), json_values), st.binary(max_size=60))
def test_whatever_a_record_holds_recognising_never_raises(record: dict[str, object], raw: bytes) -> None:
    from_record({**record, "type": "assistant"})
    from_record({"type": "assistant", "isApiErrorMessage": True, "message": {"content": [record]}, **record})
    from_hook({**record, "hook_event_name": "StopFailure"})
    assert from_line(raw + b"isApiErrorMessage") is None
