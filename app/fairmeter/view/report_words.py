"""What the report says of one refusal: its heading, who asked what, and the error text made readable."""

import json

from fairmeter.billing import PotName, PotState, model_name
from fairmeter.denials import Cause, Judged, ReasonCode, Refusal, Ruling, Verdict
from fairmeter.view.amounts import percent_left
from fairmeter.view.clock import Clock
from fairmeter.view.glyph import Glyph, Tone
from fairmeter.view.report_times import day, time_of_event
from fairmeter.view.verdict_words import ruling

_GLYPHS = {
    Ruling.CONTRADICTION: Glyph.CONTRADICTION,
    Ruling.EXPLAINED: Glyph.EXPLAINED,
    Ruling.NOT_QUOTA: Glyph.NOT_QUOTA,
    Ruling.UNPROVEN: Glyph.UNPROVEN,
}
_SURFACES = {"cli": "interactive", "claude-desktop": "desktop app", "claude-vscode": "VS Code"}
_SHARES = {PotName.SESSION: "session", PotName.WEEKLY: "week"}
NO_READING = "No meter reading near that time, so nothing can be said."
NO_READING_NEEDED = "No meter reading near that time. The error text alone says what it was."


def glyph(verdict: Verdict) -> Glyph:
    """The mark of a verdict on a refusal."""
    return _GLYPHS[verdict.verdict]


def tone(verdict: Verdict) -> Tone:
    """The tone of a verdict's words: only a contradiction is an alarm."""
    return Tone.OUT if verdict.verdict is Ruling.CONTRADICTION else Tone.QUIET


def heading(case: Judged, clock: Clock) -> str:
    """What happened, as a title: "Refused at 09:42 although 28% of your session was left"."""
    at = time_of_event(case.at, clock)
    verdict = case.verdict
    if verdict.verdict is Ruling.CONTRADICTION:
        return f"Refused at {at} although {what_was_left(verdict)}"
    if verdict.verdict is Ruling.NOT_QUOTA:
        return f"Failed at {at}, not about quota"
    if any(reason.code is ReasonCode.NOT_A_REFUSAL for reason in verdict.reasons):
        return f"A notice at {at}, nothing was refused"
    return f"Refused at {at}, {lower_first(ruling(verdict))}"


def what_was_left(verdict: Verdict) -> str:
    """The room that makes a contradiction: "28% of your session was left", "extra usage was funded"."""
    if verdict.cause is Cause.EXTRA:
        return "extra usage was funded"
    pots = (reason.pot for reason in verdict.reasons if reason.code is ReasonCode.HAS_ROOM)
    rooms = {pot.name: pot for pot in pots if pot is not None and pot.used_pct is not None}
    if verdict.cause is not Cause.MODEL:
        rooms = {pot.name: pot for pot in verdict.pots.shared if pot.state is PotState.HAS_ROOM} | rooms
    wanted = [PotName.MODEL_WEEKLY] if verdict.cause is Cause.MODEL else list(_SHARES)
    for name in wanted:
        pot = rooms.get(name)
        if pot is not None and pot.used_pct is not None:
            share = _SHARES.get(name) or f"{pot.model or 'model'} week"
            return f"{percent_left(pot.used_pct)} of your {share} was left"
    return "the plan had room"


def byline(case: Judged, clock: Clock) -> str:
    """The second line: day, model, client, and where the request came from."""
    refusal = case.refusal
    client = f"Claude Code {refusal.client}" if refusal.client else ""
    parts = (day(case.at, clock), model_label(case), client, surface(refusal.entrypoint))
    return ", ".join(part for part in parts if part)


def model_label(case: Judged) -> str:
    """The model that was asked, as its name is shown: "Fable 5", "Opus 5 [1m]"; empty when it is not known."""
    name = model_name(case.request.model or case.refusal.model or case.verdict.wording.model)
    if name is None:
        return ""
    return f"{name.label} [1m]" if name.one_million else name.label


def surface(entrypoint: str | None) -> str:
    """Where a request came from in plain words; a word that is not known stands as it is, empty is not known."""
    if not entrypoint:
        return ""
    known = _SURFACES.get(entrypoint)
    if known is None and entrypoint.startswith("sdk-"):
        return f"headless ({entrypoint})"
    return known or entrypoint


def error_lines(refusal: Refusal) -> tuple[str, ...]:
    """The error as a person reads it: what kind it is, then its sentence; as it stands where it is not JSON."""
    before, brace, rest = refusal.text.partition("{")
    body = _body(brace + rest)
    error = body.get("error")
    if not isinstance(error, dict):
        return tuple(line for line in (part.strip() for part in refusal.text.splitlines()) if line)
    kind, sentence = error.get("type"), error.get("message")
    first = " ".join(part for part in (before.strip(), kind if isinstance(kind, str) else "") if part)
    return tuple(line for line in (first, sentence if isinstance(sentence, str) else "") if line)


def first_words(refusal: Refusal) -> str:
    """The sentence of an error alone, on one line, for a list."""
    lines = error_lines(refusal)
    return " ".join(lines[-1].removeprefix("API Error:").split()) if lines else "No error text"


def reset_note(case: Judged) -> str:
    """Whether the error itself said when its limit resets."""
    quota = case.refusal.quota_limits
    if case.verdict.wording.has_reset or (quota is not None and quota.rejected_type and quota.resets_at is not None):
        return "A reset time was given"
    return "No reset time was given"


def lower_first(sentence: str) -> str:
    """A sentence made to stand after a comma."""
    return sentence[:1].lower() + sentence[1:]


def _body(text: str) -> dict[str, object]:
    try:
        found, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
