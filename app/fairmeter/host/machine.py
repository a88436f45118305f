"""This computer's system in words, for reports: which system and which processor, never the computer's name."""

import platform


def system() -> str:
    """The system: "macOS 15.1, arm64, Python 3.12.4" or "Ubuntu 24.04.1 LTS, x86_64, Python 3.12.3"."""
    return f"{_name()}, {platform.machine() or 'unknown processor'}, Python {platform.python_version()}"


def _name() -> str:
    mac = platform.mac_ver()[0]
    if mac:
        return f"macOS {mac}"
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}".strip() or "unknown system"
