"""A watching process may be killed at any moment."""

from pathlib import Path

from bench import kill


def test_a_kill_at_any_point_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Ten kills here; `tests/bench/kill.py --times 200` for more."""
    toll = kill.run(tmp_path, times=10, seed=7)
    assert toll.interrupted > 0
    assert toll.written > 10
    assert toll.is_right, toll
