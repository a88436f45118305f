"""The system in words says what it is and not whose."""

import platform
import socket

from fairmeter.host.machine import system


def test_the_system_is_named_without_the_computer() -> None:
    said = system()
    assert platform.machine() in said
    assert f"Python {platform.python_version()}" in said
    assert socket.gethostname() not in said
