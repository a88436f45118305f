"""What a decoded body of prepaid credits says: the money that is left, which the usage body does not tell."""

from fairmeter.limits import Money
from fairmeter.sources.extra_body import minor_money, read_money
from fairmeter.sources.json_values import BodyUnreadable, fields


def read_balance(body: object) -> Money:
    """The balance, in money or in credits; it may be negative (usage contract, the credit balance).

    Granted amounts are never taken for it: of a grant, what remains counts, and the balance already holds that.

    Raises:
        BodyUnreadable: it states no balance.
    """
    stated = fields(body)
    balance = fields(stated.get("balance"))
    credit = fields(balance.get("credits"))
    ways = (
        read_money(balance.get("money")),
        minor_money(credit.get("amount_minor"), credit.get("exponent"), None),
        minor_money(stated.get("amount"), None, stated.get("currency")),
    )
    found = next((money for money in ways if money is not None), None)
    if found is None:
        raise BodyUnreadable("no balance in it")
    return found
