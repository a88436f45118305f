"""Where transcripts are: the Claude folders, and every `*.jsonl` below a folder."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from fairmeter.sources.credentials import CONFIG_VARIABLE

SUFFIX = ".jsonl"
PROJECTS = "projects"


def claude_dirs(environment: Mapping[str, str], home: Path, also: Iterable[str] = ()) -> tuple[Path, ...]:
    """The configured Claude folders: the one Claude Code itself uses, then those that the user named; each once.

    They need not exist.
    """
    configured = environment.get(CONFIG_VARIABLE)
    named = [Path(configured) if configured else home / ".claude", *map(_at_home, also)]
    return tuple(dict.fromkeys(Path(os.path.realpath(one)) for one in named))


def _at_home(named: str) -> Path:
    try:
        return Path(named).expanduser()
    except RuntimeError:  # a user that does not exist
        return Path(named)


def projects_dirs(environment: Mapping[str, str], home: Path, also: Iterable[str] = ()) -> tuple[Path, ...]:
    """The folders below which Claude Code writes its transcripts."""
    return tuple(dict.fromkeys(Path(os.path.realpath(one / PROJECTS)) for one in claude_dirs(environment, home, also)))


def transcripts_below(folder: str) -> Iterator[os.DirEntry[str]]:
    """Every transcript below a folder, in no order.

    Links are not followed, neither of files nor of folders: a project could lead out of the folder with one. What
    cannot be listed, or vanishes meanwhile, is passed over.
    """
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif entry.name.endswith(SUFFIX) and entry.is_file(follow_symlinks=False):
                        yield entry
        except OSError:
            continue
