"""Carries bytes between the client's TCP ports and the kernel's sockets.

ZeroMQ's protocol is the same on both, so nothing is read, and nothing that the kernel says can mislead the launcher.
"""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any

from autograder.kernel.doors import Door

_PIECE = 1 << 16


class Forwarder:
    """Serves the client's ports.

    Args:
        limit: bytes that the kernel may send in all.
        flooded: called when it sends more.
    """

    def __init__(self, limit: int, flooded: Callable[[], None]) -> None:
        self._left = limit
        self._flooded = flooded
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def listen(self, address: str, port: int, door: Door) -> None:
        """Take connections to a port to a door from now on.

        Raises:
            OSError: if the port is taken.
        """

        def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.get_running_loop().create_task(self._connect(reader, writer, door))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        self._servers.append(await asyncio.start_server(connected, address, port))

    async def close(self) -> None:
        """Close the ports and all connections."""
        for server in self._servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, door: Door) -> None:
        with contextlib.suppress(OSError):
            try:
                inner_reader, inner_writer = await asyncio.open_unix_connection(sock=door.connect())
                try:
                    await self._both(self._carry(reader, inner_writer), self._carry(inner_reader, writer, counted=True))
                finally:
                    inner_writer.close()
            finally:
                writer.close()

    async def _both(self, *ways: Coroutine[Any, Any, None]) -> None:
        """Until either way ends: a connection of ZeroMQ is never half open."""
        tasks = [asyncio.ensure_future(way) for way in ways]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, counted: bool = False) -> None:
        while piece := await reader.read(_PIECE):
            if counted:
                self._left -= len(piece)
                if self._left < 0:
                    self._flooded()
                    return
            writer.write(piece)
            await writer.drain()
