"""The picture for scripts and terminals: one JSON object, or a few plain lines."""

from datetime import UTC, datetime

from fairmeter.billing import Outcome, PotState, Request, decide, pots_at
from fairmeter.denials import Judged
from fairmeter.limits import Dated, ExtraUsage, Money, Snapshot, SourceFailure, Window, WindowState
from fairmeter.outlook import Outlook, Standing
from fairmeter.view import phrases, verdict_words
from fairmeter.view.popover import popover
from fairmeter.view.wording import Wording, limit_name

SCHEMA = 1
Json = dict[str, object]

_BAR_CELLS = 24


def status(outlook: Outlook, now: datetime, wording: Wording) -> Json:
    """The stable JSON form of `status --json`: times ISO 8601 UTC, money as decimal strings, unknown as null."""
    snapshot = outlook.snapshot
    taken_at = snapshot.taken_at if snapshot else None
    latest = snapshot.latest if snapshot else None
    body: Json = {
        "schema": SCHEMA,
        "taken_at": _time(taken_at),
        "age_s": None if taken_at is None else max(0, round((now - taken_at).total_seconds())),
        "source": latest.source.value if latest else None,
        "stale": outlook.standing(now) is not Standing.LIVE,
        "plan": snapshot.plan.value.name if snapshot and snapshot.plan else None,
        "limits": [_limit(dated, now) for dated in snapshot.windows] if snapshot else [],
        "extra": _extra(snapshot.money) if snapshot and snapshot.money else None,
        "next": _next(snapshot, now) if snapshot else None,
        "first_wall": None,
        "refusals": [_refusal(case) for case in outlook.refusals],
    }
    if outlook.problem is not None:
        body["problem"] = _problem(outlook.problem, outlook, now, wording)
    return body


def lines(outlook: Outlook, now: datetime, wording: Wording) -> list[str]:
    """The popover as plain text, one line a limit with a bar of characters."""
    view = popover(outlook, now, wording)
    out = [view.headline.first, view.headline.second]
    if view.banner is not None:
        out = [view.banner.heading, view.banner.error, view.banner.order_seen, view.banner.times]
    out = [line for line in out if line]
    if view.rows:
        out.append("")
    width = max((len(_title(row.name, row.suffix)) for row in view.rows), default=0)
    for row in view.rows:
        title = _title(row.name, row.suffix).ljust(width)
        out.append(f"{title}  {_bar(row.bar.used)}  {row.used:<12}  {row.reset}")
    if view.extra is not None:
        chip = f" ({view.extra.chip.casefold()})" if view.extra.chip else ""
        parts = (view.extra.spent, view.extra.balance, view.extra.note)
        out += ["", f"Extra usage{chip}: {', '.join(part for part in parts if part)}"]
    if view.chain is not None:
        stages = ", ".join(f"{node.name} {node.state}".strip() for node in view.chain.nodes)
        out.append(f"{view.chain.title}: {stages}")
    out += ["", view.footer]
    return [*out, view.notice] if view.notice else out


def _title(name: str, suffix: str) -> str:
    return f"{name} ({suffix})" if suffix else name


def _bar(used: float | None) -> str:
    if used is None:
        return "[" + "?" * _BAR_CELLS + "]"
    filled = min(_BAR_CELLS, max(1 if used > 0 else 0, round(used * _BAR_CELLS)))
    return "[" + "#" * filled + "." * (_BAR_CELLS - filled) + "]"


def _limit(dated: Dated[Window], now: datetime) -> Json:
    window = dated.value
    used = None if window.state(now) is WindowState.OVER else window.used_pct
    return {
        "kind": window.kind,
        "model": window.scope.model,
        "label": limit_name(window),
        "used_pct": int(used) if used is not None and used == int(used) else used,
        "resets_at": _time(window.resets_at),
        "at_reset": None,
        "runs_out": None,
        "run_out_chance": None,
    }


def _extra(extra: ExtraUsage) -> Json:
    named = next((value.currency for value in (extra.spent, extra.cap, extra.balance) if value is not None), None)
    return {
        "enabled": extra.enabled,
        "spent": _amount(extra.spent),
        "cap": _amount(extra.cap),
        "balance": _amount(extra.balance),
        "currency": named,
        "disabled_reason": extra.disabled_reason,
    }


def _next(snapshot: Snapshot, now: datetime) -> Json:
    """Who pays the next request, and who when the plan is used up, for a request whose model is not known."""
    pots = pots_at(snapshot, now)
    outcome = decide(pots, Request()).outcome
    extra = {PotState.HAS_ROOM: "extra", PotState.USED_UP: "nothing"}.get(pots.extra.state)
    pays = {Outcome.PLAN_PAYS: "plan", Outcome.EXTRA_PAYS: "extra", Outcome.REFUSED: "nothing"}.get(outcome)
    then = {Outcome.PLAN_PAYS: extra, Outcome.EXTRA_PAYS: "nothing", Outcome.REFUSED: "nothing"}.get(outcome)
    return {"pays": pays, "then": then}


def _refusal(case: Judged) -> Json:
    return {
        "id": case.identity,
        "at": _time(case.at),
        "text": case.refusal.text,
        "model": case.request.model or case.refusal.model,
        "verdict": case.verdict.verdict.value,
        "cause": case.verdict.cause.value if case.verdict.cause else None,
        "summary": verdict_words.summary(case.verdict),
        "looked_at": case.was_looked_at,
    }


def _problem(failure: SourceFailure, outlook: Outlook, now: datetime, wording: Wording) -> Json:
    retry_at = outlook.blocked_until or failure.retry_at
    sentence = phrases.problem(failure, now, wording.clock, retry_at)
    return {
        "kind": failure.kind.value,
        "hint": f"{sentence} {phrases.remedy(failure.hint)}",
        "retry_at": _time(retry_at),
    }


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _amount(value: Money | None) -> str | None:
    return None if value is None else f"{value.amount:.{max(0, value.exponent)}f}"
