"""What every test gets: no real login, no real home of Fairmeter, no host but this machine, no deadline."""

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

# A property must not fail because the machine was busy; under CI the examples are the same on every run.
settings.register_profile("fairmeter", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("fairmeter")

_LOOPBACK = ("127.", "::1", "localhost")
_FOREIGN_TO_TESTS = ("CLAUDE_CODE_OAUTH_TOKEN", "ANTHROPIC_API_KEY", "FAIRMETER_API_BASE")


def _stay_on_this_machine(event: str, arguments: tuple[object, ...]) -> None:
    if event != "socket.connect":
        return
    address = arguments[1]
    if isinstance(address, tuple) and not str(address[0]).startswith(_LOOPBACK):
        raise RuntimeError(f"a test tried to reach {address[0]}; tests talk to this machine only")


def pytest_configure() -> None:
    # Qt reads it when the first application object is made; a developer who wants to see windows sets it himself.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.addaudithook(_stay_on_this_machine)


@pytest.fixture(scope="session", autouse=True)
def _nothing_of_this_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    # Whoever runs the tests has a real login and a real history: no test may read the one or write into the other.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FAIRMETER_HOME", str(tmp_path_factory.mktemp("fairmeter-home")))
        patch.setenv("CLAUDE_CONFIG_DIR", str(tmp_path_factory.mktemp("claude-config")))
        for name in _FOREIGN_TO_TESTS:
            patch.delenv(name, raising=False)
        yield
