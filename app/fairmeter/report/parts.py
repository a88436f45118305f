"""The parts that several reports share: meters with their source and age, the trace of an order, and who made it."""

from datetime import datetime

from fairmeter.billing import Decision, PotState
from fairmeter.limits import Dated, ExtraUsage, Snapshot, Window
from fairmeter.report.origin import Origin
from fairmeter.report.sheet import Facts, Table, facts
from fairmeter.view.amounts import money, percent, percent_left
from fairmeter.view.order_words import detail, pot_name, rule, state
from fairmeter.view.phrases import source
from fairmeter.view.report_times import apart, utc_stamp
from fairmeter.view.wording import limit_name

NOT_REPORTED = "not reported"
NOTHING_PRIVATE = (
    "This report contains no prompt text, no token, no path, no e-mail address and no id of an account or organisation."
)
_METER_COLUMNS = ("Limit", "Used", "Left", "Resets (UTC)", "Read (UTC)", "Age", "Source")


def meters_table(snapshot: Snapshot, at: datetime) -> Table:
    """Every limit as it was read nearest to `at`, each with its own age and source."""
    return Table(_METER_COLUMNS, tuple(_meter(dated, at) for dated in snapshot.windows))


def money_facts(snapshot: Snapshot, at: datetime) -> Facts:
    """What was known of extra usage: separate amounts, never subtracted."""
    extra = snapshot.money
    if extra is None or snapshot.extra is None:
        return facts(("Extra usage", NOT_REPORTED))
    read = f"read {utc_stamp(snapshot.extra.taken_at)}, {apart(snapshot.extra.taken_at, at)}"
    return facts(
        ("Extra usage", f"{switched(extra)} ({read}, {source(snapshot.extra.source)})"),
        ("Spent this month", NOT_REPORTED if extra.spent is None else money(extra.spent)),
        ("Monthly cap", "none set" if extra.uncapped else NOT_REPORTED if extra.cap is None else money(extra.cap)),
        ("Prepaid balance", NOT_REPORTED if extra.balance is None else money(extra.balance)),
        ("The service's reason", extra.disabled_reason),
    )


def switched(extra: ExtraUsage) -> str:
    """Whether the user has turned extra usage on."""
    return {True: "on", False: "off", None: "on or off is not known"}[extra.is_switched_on]


def order_table(decision: Decision) -> Table:
    """What every pot said in its turn; one that was not asked has no number."""
    rows = []
    turn = 0
    for step in decision.steps:
        asked = step.state is not PotState.NOT_ASKED
        turn += asked
        said = detail(step)
        rows.append((str(turn) if asked else "", pot_name(step.pot), state(step), "" if said == state(step) else said))
    return Table(("Turn", "Pot", "State", "Detail"), tuple(rows))


def rule_words(decision: Decision) -> str:
    """The exception that an order took, as a sentence; empty when it took none."""
    return rule(decision.rule) if decision.rule is not None else ""


def origin_facts(origin: Origin, *about: tuple[str, str | None]) -> Facts:
    """What the report is about in names and digests, and what made it."""
    return facts(*about, ("Report made by", f"Fairmeter {origin.fairmeter}"), ("Platform", origin.platform))


def _meter(dated: Dated[Window], at: datetime) -> tuple[str, ...]:
    window = dated.value
    used = window.used_pct
    return (
        limit_name(window),
        NOT_REPORTED if used is None else percent(used),
        NOT_REPORTED if used is None else percent_left(used),
        NOT_REPORTED if window.resets_at is None else utc_stamp(window.resets_at),
        utc_stamp(dated.taken_at),
        apart(dated.taken_at, at),
        source(dated.source),
    )
