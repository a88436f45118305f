"""The extra-usage pot of the simulated account: money that pays when the plan cannot."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraUsage:
    """Extra usage as the service keeps it. All sums are minor units. Immutable.

    Attributes:
        enabled: Whether overflow is possible as the service says it.
        cap_minor: Monthly limit, None without one.
        spent_minor: Spent this month; the last charge may overshoot the cap.
        balance_minor: Prepaid balance, None where the service does not report one; may turn negative.
        currency: ISO 4217.
        exponent: Decimal places of a minor unit.
        disabled_reason: The service's own word, once it switched the pot off.
        user_disabled: Whether the owner switched it off.
    """

    enabled: bool = False
    cap_minor: int | None = None
    spent_minor: int = 0
    balance_minor: int | None = None
    currency: str = "USD"
    exponent: int = 2
    disabled_reason: str | None = None
    user_disabled: bool = False

    @property
    def ever_enabled(self) -> bool:
        """Whether this account ever had extra usage; if not, most of its fields are null."""
        touched = self.spent_minor or self.cap_minor is not None or self.balance_minor is not None
        return bool(self.enabled or self.user_disabled or self.disabled_reason or touched)

    @property
    def cap_reached(self) -> bool:
        """Whether the monthly limit is spent."""
        return self.cap_minor is not None and self.spent_minor >= self.cap_minor

    @property
    def is_empty(self) -> bool:
        """Whether a known balance holds nothing."""
        return self.balance_minor is not None and self.balance_minor <= 0

    @property
    def can_pay(self) -> bool:
        """Whether the next request can be charged.

        Usage contract: sums are charged afterwards, so the last one may overshoot cap and balance.
        """
        return self.enabled and not self.cap_reached and not self.is_empty

    @property
    def refusal_reason(self) -> str:
        """Why the pot does not pay, in the service's words.

        Usage contract: on a personal plan `org_level_disabled` only means that the owner's switch is off.
        """
        if self.disabled_reason is not None:
            return self.disabled_reason
        if not self.enabled:
            return "org_level_disabled"
        return "out_of_credits" if self.is_empty else "org_spend_cap_reached"

    def charged(self, minor: int) -> "ExtraUsage":
        """The pot after a charge. A drained balance switches it off (usage contract, body I)."""
        balance = None if self.balance_minor is None else self.balance_minor - minor
        after = replace(self, spent_minor=self.spent_minor + minor, balance_minor=balance)
        return replace(after, enabled=False, disabled_reason="out_of_credits") if after.is_empty else after

    def topped_up(self, minor: int) -> "ExtraUsage":
        """The pot after the owner added money; one that was off for want of money is on again."""
        after = replace(self, balance_minor=(self.balance_minor or 0) + minor)
        revived = after.disabled_reason == "out_of_credits" and not after.is_empty and not after.user_disabled
        return replace(after, enabled=True, disabled_reason=None) if revived else after

    def switched(self, *, on: bool) -> "ExtraUsage":
        """The pot after the owner used the switch."""
        return replace(self, enabled=on, user_disabled=not on, disabled_reason=None)
