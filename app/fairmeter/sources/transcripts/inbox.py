"""The paths that were told of and not looked at yet, between the system's threads and the watcher's."""

import threading


class Inbox:
    """Each path once, in the order they came. Any thread may put, one waits."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._paths: dict[str, bool] = {}
        self._closed = False

    @property
    def is_closed(self) -> bool:
        """Whether it was closed."""
        return self._closed

    def __contains__(self, path: str) -> bool:
        with self._changed:
            return path in self._paths

    def put(self, path: str, *, is_folder: bool) -> None:
        """Add a path."""
        with self._changed:
            self._paths[path] = self._paths.get(path, False) or is_folder
            self._changed.notify()

    def wait(self, most_s: float) -> list[tuple[str, bool]]:
        """All paths, with whether each is a folder's, as soon as there is one; none when time is up or it is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._paths or self._closed, max(0.0, most_s))
            paths, self._paths = self._paths, {}
        return list(paths.items())

    def close(self) -> None:
        """Wake the waiting thread for good."""
        with self._changed:
            self._closed = True
            self._changed.notify()
