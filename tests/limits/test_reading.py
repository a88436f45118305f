"""Readings and failures: who is trusted, and who has to act."""

from datetime import UTC, datetime

import pytest

from fairmeter.limits import FailureKind, Hint, SourceFailure, SourceName


def test_trust_falls_in_the_order_of_the_names() -> None:
    names = list(SourceName)
    assert sorted(names, key=lambda name: -name.trust) == names
    assert names[0] is SourceName.API
    assert len({name.trust for name in names}) == len(names)


@pytest.mark.parametrize("kind", list(FailureKind))
def test_only_a_missing_or_refused_login_needs_the_user(kind: FailureKind) -> None:
    failure = SourceFailure(kind=kind, hint=Hint.NO_LOGIN, source="api", at=datetime(2026, 9, 26, tzinfo=UTC))
    needs_user = kind in {FailureKind.SIGNED_OUT, FailureKind.EXPIRED, FailureKind.SCOPE_MISSING}
    assert failure.needs_user is needs_user
    assert failure.requests == 0
