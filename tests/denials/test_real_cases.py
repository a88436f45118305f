"""Real refusals with the verdict that was worked out by hand, where the collection lies beside the checkout."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from denials.trial import Figures, tried
from fairmeter.denials import Ruling

CASES = Path(__file__).parents[3] / "shared" / "cases" / "cases.jsonl"


def figures_of(case: Mapping[str, object]) -> Figures:
    def words(name: str) -> str | None:
        return None if case[name] is None else str(case[name])

    models = case["weekly_model"]
    return Figures(
        session=case["session_pct"],  # type: ignore[arg-type]
        weekly=case["weekly_pct"],  # type: ignore[arg-type]
        models=dict(models) if isinstance(models, dict) else {},
        on=case["extra_enabled"],  # type: ignore[arg-type]
        balance=words("extra_balance"),
        spent=words("extra_used"),
        cap=words("extra_limit"),
        model=words("model"),
        client=words("client_version"),
        long_context=case["long_context"],  # type: ignore[arg-type]
        fast_mode=case["fast_mode"],  # type: ignore[arg-type]
        third_party=case["third_party"],  # type: ignore[arg-type]
        headless=case["headless"],  # type: ignore[arg-type]
        status=case["status"],  # type: ignore[arg-type]
    )


@pytest.mark.skipif(not CASES.is_file(), reason="the collection of real refusals is not here")
def test_real_refusals_are_judged_right_and_none_is_called_a_contradiction_falsely() -> None:
    right, cases = 0, [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    for case in cases:
        verdict = tried(case["error_text"], figures_of(case))
        is_right = verdict.verdict.value == case["verdict"] and (
            case["cause"] is None or (verdict.cause is not None and verdict.cause.value == case["cause"])
        )
        right += is_right
        assert is_right or verdict.verdict is not Ruling.CONTRADICTION, case["id"]
    assert right >= 0.95 * len(cases)
