"""Where a report was made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What made the report, and for which plan.

    `fairmeter` is its version, `platform` the system in words without the computer's name, `plan` the plan's name as
    it stands now, None when not known.
    """

    fairmeter: str
    platform: str
    plan: str | None = None
