"""Money as the service counts it: whole minor units and an exponent, never a float."""

from dataclasses import dataclass
from decimal import Decimal

DEFAULT_EXPONENT = 2
"""Exponent of bodies that do not state one (bodies before July 2026, usage contract)."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money.

    `minor` counts units of 10^-`exponent` of the currency: 4001 with exponent 2 is 40.01. It may be negative: a
    balance can be overdrawn. `currency` is an ISO 4217 code; None means the service named none (credits).
    """

    minor: int
    exponent: int = DEFAULT_EXPONENT
    currency: str | None = None

    @property
    def amount(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-self.exponent)

    @classmethod
    def of_minor(cls, units: Decimal, exponent: int, currency: str | None) -> "Money":
        """An amount from minor units that may carry a fraction, as `used_credits` does; nothing is rounded away."""
        places = max(0, -int(units.normalize().as_tuple().exponent))
        return cls(int(units.scaleb(places)), exponent + places, currency)

    @classmethod
    def of_major(cls, amount: Decimal, currency: str | None) -> "Money":
        """An amount from major units, as the dollar pools state it; at least two places are kept."""
        places = max(DEFAULT_EXPONENT, -int(amount.normalize().as_tuple().exponent))
        return cls(int(amount.scaleb(places)), places, currency)

    @property
    def is_positive(self) -> bool:
        """Whether there is anything at all: zero and overdrawn are not."""
        return self.minor > 0

    def reaches(self, other: "Money") -> bool:
        """Whether this amount is at least `other`; False when the currencies differ, for then nobody knows."""
        return self.currency == other.currency and self.amount >= other.amount
