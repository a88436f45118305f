"""A verdict as a whole: the stable JSON object, and the lines for a terminal."""

from collections.abc import Iterator

from fairmeter.billing import Decision, Order, PotState
from fairmeter.denials.verdict import Verdict
from fairmeter.view.cause_words import cause, rank, to_try
from fairmeter.view.order_words import detail, outcome, pot_name, rule
from fairmeter.view.verdict_words import change, missing, reasons, ruling, summary

_TITLES = {Order.PLAN_FIRST: "Expected order, plan first", Order.EXTRA_FIRST: "Faulty order, extra usage first"}
_MARKS = {
    PotState.HAS_ROOM: "+",
    PotState.USED_UP: "x",
    PotState.NOT_APPLICABLE: "-",
    PotState.UNKNOWN: "?",
    PotState.NOT_ASKED: ".",
}


def as_json(verdict: Verdict) -> dict[str, object]:
    """The object that `explain --json` prints. Its names are stable; the sentences in it are not."""
    return {
        "verdict": verdict.verdict.value,
        "cause": verdict.cause.value if verdict.cause is not None else None,
        "summary": summary(verdict),
        "reasons": list(reasons(verdict)),
        "missing": list(missing(verdict)),
        "expected_order": _order(verdict.expected),
        "faulty_order": _order(verdict.faulty),
    }


def page(verdict: Verdict) -> tuple[str, ...]:
    """The lines for a terminal."""
    return tuple(_page(verdict))


def _order(decision: Decision) -> dict[str, object]:
    steps = [
        {"pot": step.pot.name.value, "state": step.state.value, "detail": f"{pot_name(step.pot)}: {detail(step)}"}
        for step in decision.steps
    ]
    return {"outcome": decision.outcome.value, "steps": steps}


def _page(verdict: Verdict) -> Iterator[str]:
    yield ruling(verdict)
    yield summary(verdict)
    yield from _listed("Why", reasons(verdict))
    yield from _listed("Missing", missing(verdict))
    yield from _listed("Would change it", tuple(change(one) for one in verdict.would_change))
    for decision in (verdict.expected, verdict.faulty):
        yield ""
        yield f"{_TITLES[decision.order]}:"
        if decision.rule is not None:
            yield f"  {rule(decision.rule)}"
        yield from (f"  {_MARKS[step.state]} {pot_name(step.pot)}: {detail(step)}" for step in decision.steps)
        yield f"  = {outcome(decision)}"
    if not verdict.causes:
        return
    yield ""
    yield "Probable causes (the service does not state its order, this is inferred):"
    for probable in verdict.causes:
        yield f"  {rank(probable)}: {cause(probable)}"
    yield f"Try: {to_try(verdict.causes[0])}"


def _listed(title: str, sentences: tuple[str, ...]) -> Iterator[str]:
    if sentences:
        yield ""
        yield f"{title}:"
        yield from (f"  {sentence}" for sentence in sentences)
