"""Listening sockets without a name: the kernel answers on them, and nobody but the launcher can find them."""

import os
import socket
import tempfile

CHANNELS = ("shell", "iopub", "stdin", "control", "hb")
_WAITING = 64  # connections that the kernel has not accepted yet


class Door:
    """A listening unix socket whose file is gone before the kernel starts: no end of any process can leave it behind.

    Attributes:
        listener: the socket, for the kernel.
    """

    def __init__(self) -> None:
        self.listener = socket.socket(socket.AF_UNIX)
        with tempfile.TemporaryDirectory(prefix="kadai-") as name:
            folder = os.open(name, os.O_PATH)
            try:
                path = f"/proc/self/fd/{folder}/door"  # however long the folder's own path is
                self.listener.bind(path)
                self._entry = os.open(path, os.O_PATH)
            finally:
                os.close(folder)
        self.listener.listen(_WAITING)

    def connect(self) -> socket.socket:
        """A connection to the kernel, not blocking.

        Raises:
            OSError: if the kernel does not accept any more, or is gone.
        """
        connection = socket.socket(socket.AF_UNIX)
        connection.setblocking(False)
        try:
            connection.connect(f"/proc/self/fd/{self._entry}")
        except OSError:
            connection.close()
            raise
        return connection

    def close(self) -> None:
        """Let go of it."""
        self.listener.close()
        if self._entry >= 0:
            os.close(self._entry)
        self._entry = -1
