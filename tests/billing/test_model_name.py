"""One model, however it is spelled."""

import pytest

from fairmeter.billing import ModelName, model_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("claude-opus-4-6[1m]", ModelName("opus", "4.6", one_million=True)),
        ("Opus 4.6 (1M context)", ModelName("opus", "4.6", one_million=True)),
        ("claude-opus-4.6 (1M)", ModelName("opus", "4.6", one_million=True)),
        ("Opus 5 with 1M context", ModelName("opus", "5", one_million=True)),
        ("claude-opus-4-5-20251101", ModelName("opus", "4.5")),
        ("claude-3-5-sonnet-20241022", ModelName("sonnet", "3.5")),
        ("us.anthropic.claude-sonnet-5", ModelName("sonnet", "5")),
        ("claude-cli/sonnet", ModelName("sonnet")),
        ("Fable 5.1", ModelName("fable", "5.1")),
        ("fable5", ModelName("fable", "5")),
        ("Nimbus 3", ModelName("nimbus", "3")),
        ("default", None),
        ("[1m]", None),
        ("", None),
        (None, None),
    ],
)
def test_a_name_gives_family_version_and_variant(text: str | None, expected: ModelName | None) -> None:
    assert model_name(text) == expected


@pytest.mark.parametrize(
    ("asked", "row", "counted"),
    [
        ("claude-fable-5-1", "Fable", True),
        ("fable", "Fable 5", True),
        ("fable 5", "Fable 5.1", False),
        ("claude-opus-4-6[1m]", "Opus", True),
        ("claude-opus-4-6", "Sonnet", False),
    ],
)
def test_a_row_counts_a_model_of_its_family_and_of_its_version_if_both_state_one(
    asked: str, row: str, *, counted: bool
) -> None:
    asked_name, row_name = model_name(asked), model_name(row)
    assert asked_name is not None
    assert row_name is not None
    assert asked_name.is_counted_by(row_name) is counted


def test_a_label_reads_like_a_name() -> None:
    assert ModelName("fable", "5.1").label == "Fable 5.1"
    assert ModelName("opus").label == "Opus"


def test_only_some_families_have_a_meter_of_their_own() -> None:
    assert ModelName("fable").has_own_meter
    assert not ModelName("opus").has_own_meter
