"""What is known of a request, as far as it decides who pays."""

from dataclasses import dataclass
from enum import StrEnum

from fairmeter.billing.model_name import ModelName, model_name
from fairmeter.limits import PlanFamily


class RuleName(StrEnum):
    """The documented exceptions by name: requests that draw extra usage at once."""

    FAST_MODE = "fast_mode"
    THIRD_PARTY = "third_party"
    LONG_CONTEXT = "long_context"
    NO_ALLOWANCE = "no_allowance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request that was made or could be made. Every part may be unknown, which is None and never "no".

    `model` is the name as it was asked for. `long_context` is whether the million-token context was in use, `fast_mode`
    whether fast mode was, `third_party` whether another app than the vendor's own sent it. `surface` is where it came
    from in the service's word. `plan` is the family of the plan that it was sent on. `stated` is the exception that the
    service itself named when it answered; it holds whatever else is known.
    """

    model: str | None = None
    long_context: bool | None = None
    fast_mode: bool | None = None
    third_party: bool | None = None
    surface: str | None = None
    plan: PlanFamily | None = None
    stated: RuleName | None = None

    @property
    def asked_model(self) -> ModelName | None:
        """The model, told apart from its spelling."""
        return model_name(self.model)

    @property
    def uses_long_context(self) -> bool | None:
        """Whether the long context is in use: as stated, or because the model's name says so."""
        name = self.asked_model
        return True if name is not None and name.one_million else self.long_context
