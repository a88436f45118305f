"""What a decoded profile body says: whose account it is and which plan it is on. Names and e-mail are never kept."""

from dataclasses import dataclass
from uuid import UUID

from fairmeter.limits import Plan, plan_of
from fairmeter.sources.json_values import BodyUnreadable, fields, flag, word


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An account as far as Fairmeter wants to know it.

    `account` and `organization` are UUIDs. `plan` is None when the service sent no organisation, which is unknown and
    not Free. `toggle_on` is whether extra usage is turned on, which does not say that it can pay.
    """

    account: str | None = None
    organization: str | None = None
    plan: Plan | None = None
    toggle_on: bool | None = None


def read_profile(body: object) -> Profile:
    """Read a profile body (usage contract, profile).

    Raises:
        BodyUnreadable: the body names neither an account nor an organisation.
    """
    account, organization = fields(fields(body).get("account")), fields(fields(body).get("organization"))
    if not account and not organization:
        raise BodyUnreadable("no profile in it")
    return Profile(
        account=_uuid(account.get("uuid")),
        organization=_uuid(organization.get("uuid")),
        plan=plan_of(
            word(organization.get("organization_type")),
            word(organization.get("rate_limit_tier")),
            word(organization.get("seat_tier")),
        ),
        toggle_on=flag(organization.get("has_extra_usage_enabled")),
    )


def _uuid(value: object) -> str | None:
    """Only what really is a UUID: whatever else stood there might be a name."""
    try:
        return str(UUID(value)) if isinstance(value, str) else None
    except ValueError:
        return None
