"""Runs coroutines of a notebook, whose cells may await what they like, without the sockets that Python's loops make.

Python's ``asyncio`` is imported where a cell needs it: that takes as long as a small notebook.
"""

import importlib
import threading
from collections.abc import Awaitable
from functools import cache
from typing import Any


class _Waits:
    """In place of a selector: there are no files to wait for, only moments and other threads."""

    def __init__(self) -> None:
        self.woken = threading.Event()

    def select(self, timeout: float | None) -> list[Any]:
        """Wait."""
        self.woken.wait(timeout)
        self.woken.clear()
        return []


@cache
def _loops() -> Any:
    """The class of event loops that keep to this process."""
    asyncio: Any = importlib.import_module("asyncio")

    class Loop(asyncio.BaseEventLoop):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self._selector = _Waits()

        def _process_events(self, event_list: list[Any]) -> None:
            pass

        def _write_to_self(self) -> None:
            self._selector.woken.set()

    return Loop


def install() -> None:
    """Have Python make such loops."""
    asyncio: Any = importlib.import_module("asyncio")
    asyncio.new_event_loop = asyncio.events.new_event_loop = _loops()


def run(awaited: Awaitable[Any]) -> Any:
    """What an awaitable gives, waited for to its end."""

    async def whole() -> Any:
        return await awaited

    asyncio: Any = importlib.import_module("asyncio")
    loop = _loops()()
    try:
        asyncio.set_event_loop(loop)
        return loop.run_until_complete(whole())
    finally:
        loop.close()
        asyncio.set_event_loop(None)
