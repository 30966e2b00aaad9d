"""What belongs to the whole process and a check may change: afterwards it is as before, for the next check."""

import contextvars
import locale
import os
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np


class _Part(NamedTuple):
    """One piece of the process's state."""

    read: Callable[[], Any]
    write: Callable[[Any], None]


_OF_PYTEST = b"PYTEST_CURRENT_TEST"  # which it sets several times in every check


def _environment() -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = os.environ._data.copy()  # type: ignore[attr-defined]
    found.pop(_OF_PYTEST, None)
    return found


def _write_environment(wanted: dict[bytes, bytes]) -> None:
    for name in os.environb.keys() - wanted.keys() - {_OF_PYTEST}:
        del os.environb[name]
    for name, value in wanted.items():
        if os.environb.get(name) != value:
            os.environb[name] = value
    time.tzset()  # TZ may have been among them


def _folder() -> str | None:
    try:
        return os.getcwd()  # noqa: PTH109  (after every check)
    except FileNotFoundError:  # it has been removed
        return None


def _write_folder(folder: str | None) -> None:
    if folder is not None:
        os.chdir(folder)


def _write_path(path: list[str]) -> None:
    sys.path[:] = path


def _write_filters(filters: list[Any]) -> None:
    warnings.filters[:] = filters  # type: ignore[index]
    warnings._filters_mutated()  # type: ignore[attr-defined]


def _write_locale(name: str) -> None:
    locale.setlocale(locale.LC_ALL, name)


def _write_streams(streams: tuple[Any, Any]) -> None:
    sys.stdout, sys.stderr = streams


_PARTS = (
    _Part(_environment, _write_environment),
    _Part(_folder, _write_folder),
    _Part(sys.path.copy, _write_path),
    _Part(np.get_printoptions, lambda options: np.set_printoptions(**options)),
    _Part(lambda: list(warnings.filters), _write_filters),
    _Part(sys.getrecursionlimit, sys.setrecursionlimit),
    _Part(lambda: locale.setlocale(locale.LC_ALL), _write_locale),
    _Part(lambda: (sys.stdout, sys.stderr), _write_streams),
)


class Surroundings:
    """Runs things such that they leave the process as it was.

    Environment variables, current folder, import path, NumPy's print options and error handling, decimal contexts
    and all other context variables, warning filters, recursion limit, locale, standard streams.
    """

    def __init__(self) -> None:
        self._known: list[Any] | None = None

    def run(self, action: Callable[[], object]) -> None:
        """Do it, and put back what it has changed, also when it raises."""
        known = self._known or [part.read() for part in _PARTS]
        try:
            contextvars.copy_context().run(action)
        finally:
            for part, before in zip(_PARTS, known, strict=True):
                if part.read() != before:
                    part.write(before)
            self._known = known

    def forget(self) -> None:
        """Something else than `run` may have changed the process."""
        self._known = None
