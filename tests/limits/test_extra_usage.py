"""Extra usage: three amounts that are never mixed, and what follows from them."""

import pytest

from fairmeter.limits import OUT_OF_CREDITS, ExtraUsage, Money


def eur(cents: int) -> Money:
    return Money(cents, 2, "EUR")


@pytest.mark.parametrize(
    ("extra", "at_cap"),
    [
        (ExtraUsage(enabled=True, spent=eur(4001), cap=eur(4000)), True),
        (ExtraUsage(enabled=True, spent=eur(4000), cap=eur(4000)), True),
        (ExtraUsage(enabled=True, spent=eur(3999), cap=eur(4000)), False),
        (ExtraUsage(enabled=True, spent=eur(0), cap=eur(0)), True),
        (ExtraUsage(enabled=True, spent=eur(4001), uncapped=True), False),
        (ExtraUsage(enabled=True, spent=eur(4001)), None),
        (ExtraUsage(enabled=True, cap=eur(4000)), None),
        (ExtraUsage(enabled=None), None),
    ],
)
def test_whether_the_cap_is_reached(extra: ExtraUsage, at_cap: bool | None) -> None:
    assert extra.is_at_cap is at_cap


@pytest.mark.parametrize(
    ("extra", "empty"),
    [
        (ExtraUsage(enabled=False, disabled_reason=OUT_OF_CREDITS), True),
        (ExtraUsage(enabled=False, disabled_reason=OUT_OF_CREDITS, balance=eur(5)), True),
        (ExtraUsage(enabled=True, balance=eur(0)), True),
        (ExtraUsage(enabled=True, balance=eur(-1592)), True),
        (ExtraUsage(enabled=True, balance=eur(1)), False),
        (ExtraUsage(enabled=False, disabled_reason="org_level_disabled"), None),
        (ExtraUsage(enabled=True), None),
    ],
)
def test_whether_the_prepaid_money_is_gone(extra: ExtraUsage, empty: bool | None) -> None:
    assert extra.is_empty is empty


@pytest.mark.parametrize(
    ("extra", "can_pay"),
    [
        (ExtraUsage(enabled=False), False),
        (ExtraUsage(enabled=False, balance=eur(500), uncapped=True), False),
        (ExtraUsage(enabled=True, spent=eur(1), cap=eur(1), balance=eur(500)), False),
        (ExtraUsage(enabled=True, balance=eur(0), uncapped=True), False),
        (ExtraUsage(enabled=None, balance=eur(0)), False),
        (ExtraUsage(enabled=True, balance=eur(500), uncapped=True), True),
        (ExtraUsage(enabled=True, balance=eur(500), spent=eur(1), cap=eur(2)), True),
        (ExtraUsage(enabled=True, uncapped=True), None),
        (ExtraUsage(enabled=True, balance=eur(500)), None),
        (ExtraUsage(enabled=None, balance=eur(500), uncapped=True), None),
        (ExtraUsage(enabled=None), None),
    ],
)
def test_whether_it_can_pay(extra: ExtraUsage, can_pay: bool | None) -> None:
    assert extra.can_pay is can_pay


@pytest.mark.parametrize(
    ("extra", "is_on"),
    [
        (ExtraUsage(enabled=True), True),
        (ExtraUsage(enabled=False), False),
        (ExtraUsage(enabled=None), None),
        (ExtraUsage(enabled=False, disabled_reason=OUT_OF_CREDITS), True),
        (ExtraUsage(enabled=False, disabled_reason=OUT_OF_CREDITS, user_disabled=False), True),
        (ExtraUsage(enabled=False, disabled_reason=OUT_OF_CREDITS, user_disabled=True), False),
        (ExtraUsage(enabled=False, disabled_reason="org_level_disabled"), False),
    ],
)
def test_whether_the_user_turned_it_on(extra: ExtraUsage, is_on: bool | None) -> None:
    assert extra.is_switched_on is is_on


@pytest.mark.parametrize(
    ("extra", "share"),
    [
        (ExtraUsage(enabled=True, spent=eur(2382), cap=eur(2400)), 0.9925),
        (ExtraUsage(enabled=True, spent=eur(4001), cap=eur(4000)), 1.00025),
        (ExtraUsage(enabled=True, spent=eur(0), cap=Money(1000, 3, "EUR")), 0.0),
        (ExtraUsage(enabled=True, spent=eur(0), cap=eur(0)), None),
        (ExtraUsage(enabled=True, spent=eur(5), uncapped=True), None),
        (ExtraUsage(enabled=True, spent=eur(5), cap=eur(10), uncapped=True), None),
        (ExtraUsage(enabled=True, spent=eur(5)), None),
        (ExtraUsage(enabled=True, cap=eur(5)), None),
        (ExtraUsage(enabled=True, spent=eur(5), cap=Money(10, 2, "USD")), None),
        (ExtraUsage(enabled=True, spent=eur(5), cap=Money(10, 2, None)), None),
    ],
)
def test_the_share_of_the_cap_needs_a_cap(extra: ExtraUsage, share: float | None) -> None:
    assert extra.used_share == share
