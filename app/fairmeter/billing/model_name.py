"""Which model a name means: ids, display names and menu entries of one model are the same model."""

import re
from dataclasses import dataclass

FAMILIES = frozenset({"fable", "haiku", "mythos", "opus", "sonnet"})
"""Model families known by name; other words are taken as they stand."""

OWN_METER_FAMILIES = frozenset({"fable"})
"""Families that have a weekly meter of their own on the plans that include them (usage contract, `limits[]`)."""

_ONE_MILLION = re.compile(r"\[\s*1\s*m\s*\]|\b1\s*m\b(?:\s*context)?|\b1,?000k\b")
_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)*")
_NOT_A_NAME = frozenset(
    {"anthropic", "api", "auto", "best", "claude", "cli", "code", "context", "default", "latest", "model", "preview"}
    | {"recommended", "thinking", "with"}
    | {"bedrock", "vertex", "apac", "eu", "global", "us", "v"}
    | {"high", "low", "medium", "normal"}
)
_LONGEST_VERSION_PART = 2


@dataclass(frozen=True, slots=True)
class ModelName:
    """A model told apart from its spelling.

    `family` is a word in folded case, `version` digits with dots, None when the name states none. `one_million` is True
    for the variant with a context of a million tokens.
    """

    family: str
    version: str | None = None
    one_million: bool = False

    @property
    def label(self) -> str:
        """The name to show: "Fable 5.1"."""
        return " ".join(part for part in (self.family.capitalize(), self.version) if part)

    @property
    def has_own_meter(self) -> bool:
        """Whether this family is known to be counted by a weekly limit of its own."""
        return self.family in OWN_METER_FAMILIES

    @property
    def is_known_family(self) -> bool:
        """Whether the name is that of a model family at all, as far as Fairmeter knows."""
        return self.family in FAMILIES

    def is_counted_by(self, row: "ModelName") -> bool:
        """Whether a limit of `row` counts this model; a name without a version stands for all versions."""
        if self.family != row.family:
            return False
        return self.version is None or row.version is None or self.version == row.version


def model_name(text: str | None) -> ModelName | None:
    """The model that a name means: `claude-opus-4-6[1m]`, "Opus 4.6 (1M context)" and "opus" are one family.

    None when the text names no model ("default", an empty string).
    """
    if not text:
        return None
    folded = text.casefold()
    bare = _ONE_MILLION.sub(" ", folded)
    words = [word for word in _WORD.findall(bare) if word not in _NOT_A_NAME]
    named = [word for word in words if word.isalpha()]
    family = next((word for word in named if word in FAMILIES), named[0] if named else None)
    if family is None:
        return None
    digits = [word for word in words if not word.isalpha() and len(word.split(".")[0]) <= _LONGEST_VERSION_PART]
    return ModelName(family, ".".join(digits[:2]) or None, bool(_ONE_MILLION.search(folded)))
