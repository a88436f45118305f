"""How often the usage endpoint lets itself be asked."""

from datetime import UTC, datetime, timedelta

from fairmeter.simulator import EndpointBudget, Regime

NOW = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)


def spent(regime: Regime) -> EndpointBudget:
    budget = EndpointBudget(28, regime)
    assert [budget.ask(NOW) for _ in range(28)] == [None] * 28
    return budget


def test_the_budget_holds_for_a_rolling_hour() -> None:
    budget = EndpointBudget(28)
    times = [NOW + timedelta(minutes=5) * n for n in range(200)]
    assert all(budget.ask(at) is None for at in times)


def test_a_block_counts_down_to_a_fixed_end_that_asking_does_not_move() -> None:
    budget = spent(Regime.DEADLINE)
    assert budget.ask(NOW) == 3600
    assert budget.ask(NOW + timedelta(minutes=10)) == 3000
    assert budget.ask(NOW + timedelta(seconds=3599.5)) == 1
    assert budget.ask(NOW + timedelta(hours=1)) is None


def test_a_saturated_endpoint_wants_five_quiet_minutes() -> None:
    budget = spent(Regime.SATURATED)
    assert budget.ask(NOW) == 0
    assert budget.ask(NOW + timedelta(minutes=4)) == 0
    assert budget.ask(NOW + timedelta(minutes=8)) == 0
    assert budget.ask(NOW + timedelta(minutes=13)) is None
