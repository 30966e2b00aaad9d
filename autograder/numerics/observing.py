"""Lets whoever runs a check see the bands that it compares with: how wide they are, how much of them is used.

Nothing is kept here and nothing changes: without an observer a comparison does not even describe itself.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Observer = Callable[[dict[str, object]], None]

_observer: ContextVar[Observer | None] = ContextVar("_observer", default=None)


@contextmanager
def observed(observer: Observer) -> Iterator[None]:
    """Call `observer` with plain JSON values for every comparison with a band inside the ``with`` block.

    All have ``kind`` ("trajectory" or "ensemble"), ``what``, and ``used``: the largest deviation as a fraction
    of the allowed one (beyond 1 where it is outside). Trajectories add ``steps`` (how many are compared),
    ``float64`` and ``float32`` (allowed relative difference at the first and the last of them), and, where the
    band is left, ``step`` and ``outside`` (deviation over allowed deviation there); ensembles ``low``, ``high``.
    """
    token = _observer.set(observer)
    try:
        yield
    finally:
        _observer.reset(token)


def report(describe: Callable[[], dict[str, object]]) -> None:
    """Tell the observer, if there is one."""
    observer = _observer.get()
    if observer is not None:
        observer(describe())
