"""The money that can pay when the plan is used up, and credit pools."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from fairmeter.limits.money import Money

OUT_OF_CREDITS = "out_of_credits"
"""The reason the service gives when extra usage was turned on but its balance is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraUsage:
    """Extra usage ("usage credits") of one account: three separate amounts that are never subtracted.

    `spent` is this month's spend, `cap` the monthly limit, `balance` the prepaid money that is left. Each is None when
    not reported. `uncapped` is True when the service says that there is no monthly limit. `enabled` is whether it can
    pay now in the service's eyes; it is False also when the user turned it on and the balance ran out, which
    `disabled_reason` tells.
    """

    enabled: bool | None
    spent: Money | None = None
    cap: Money | None = None
    uncapped: bool = False
    balance: Money | None = None
    disabled_reason: str | None = None
    user_disabled: bool | None = None
    ever_enabled: bool | None = None

    @property
    def is_at_cap(self) -> bool | None:
        """Whether the spend has reached the cap; derived, because the service's own flag was seen false there."""
        if self.uncapped:
            return False
        if self.spent is None or self.cap is None:
            return None
        return self.spent.reaches(self.cap)

    @property
    def is_empty(self) -> bool | None:
        """Whether the prepaid money is gone: by the reason given, else by the balance, else unknown."""
        if self.disabled_reason == OUT_OF_CREDITS:
            return True
        return None if self.balance is None else not self.balance.is_positive

    @property
    def can_pay(self) -> bool | None:
        """Whether the next request could be charged to it; None as long as a figure that decides is not reported."""
        if self.enabled is False or self.is_at_cap or self.is_empty:
            return False
        if self.enabled and self.is_at_cap is False and self.is_empty is False:
            return True
        return None

    @property
    def is_switched_on(self) -> bool | None:
        """Whether the user has turned it on: an empty balance makes the service say "not enabled" all the same."""
        if self.user_disabled:
            return False
        return True if self.disabled_reason == OUT_OF_CREDITS else self.enabled

    @property
    def used_share(self) -> float | None:
        """Spent as a share of the cap, 0 to 1 and beyond; None without a cap above zero: no denominator, no bar."""
        if self.uncapped or self.spent is None or self.cap is None or not self.cap.is_positive:
            return None
        if self.spent.currency != self.cap.currency:
            return None
        share: Decimal = self.spent.amount / self.cap.amount
        return float(share)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditPool:
    """A one-time credit: it expires, it is never reset, and it is shown as money.

    `name` is the service's own word for it.
    """

    name: str
    used: Money | None = None
    limit: Money | None = None
    remaining: Money | None = None
    expires_at: datetime | None = None
