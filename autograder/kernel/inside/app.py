"""ipykernel, as far as it has to differ: sockets are given, nothing is written, no process is looked for.

Imported before the process is restricted, with all that a notebook with plots usually imports.
"""

import _thread
import os
import tempfile
from collections.abc import Callable
from typing import Any

import matplotlib.pyplot
import matplotlib_inline.backend_inline
import numpy as np
import zmq
from ipykernel.heartbeat import Heartbeat
from ipykernel.iostream import IOPubThread
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from IPython.core.profiledir import ProfileDir
from kadai_sandbox.wire import sources  # type: ignore[import-not-found]
from kadai_sandbox.worker import files, importer  # type: ignore[import-not-found]

_NOTHING = "/tmp/kadai-kernel"  # a folder's name where IPython insists on one; it is never made
_PRELOADED = (matplotlib.pyplot, matplotlib_inline.backend_inline, np, sources, importer)


class _NoProfile(ProfileDir):
    """A profile without folders."""

    def _mkdir(self, path: str, mode: int | None = None) -> bool:
        return False


class _Kernel(IPythonKernel):
    """Knows no processes: it may neither look for them nor send signals."""

    def _send_interrupt_children(self) -> None:
        _thread.interrupt_main()

    def _process_children(self) -> list[Any]:
        return []


class App(IPKernelApp):
    """The kernel on sockets that the launcher has made.

    Attributes:
        given: what a connection file would say.
        doors: the listening sockets' descriptors, by channel.
    """

    kernel_class = _Kernel
    given: dict[str, Any]
    doors: dict[str, int]

    def init_profile_dir(self) -> None:
        """No folder is made."""
        self.profile_dir = _NoProfile(location=_NOTHING)

    def init_connection_file(self) -> None:
        """There is no file."""
        connection: Any = {**self.given, "transport": "ipc", "ip": "kadai"}
        self.load_connection_info(connection)

    def write_connection_file(self, **kwargs: Any) -> None:
        """There is no file."""

    def cleanup_connection_file(self) -> None:
        """There is no file."""

    def _try_bind_socket(self, s: Any, port: int) -> int:
        name = next(name for name in self.doors if self.given[f"{name}_port"] == port)
        s.setsockopt(zmq.USE_FD, self.doors[name])
        s.bind(f"ipc://kadai-{name}")  # only a name: the socket is there already
        return port

    def init_control(self, context: "zmq.Context[Any]") -> None:
        """Without the socket of the debugger, which would connect to the kernel itself."""
        super().init_control(context)  # type: ignore[no-untyped-call]
        self.debug_shell_socket.close(0)
        self.debug_shell_socket = context.socket(zmq.DEALER)

    def init_heartbeat(self) -> None:
        """The heart beats on its own context, whose only socket takes the descriptor."""
        context = zmq.Context()
        context.setsockopt(zmq.USE_FD, self.doors["hb"])
        keys = {name: getattr(self, name, None) for name in ("curve_publickey", "curve_secretkey")}
        if None in keys.values():
            keys = {}  # older versions know none
        self.heartbeat = Heartbeat(context, ("ipc", "kadai", self.hb_port), **keys)  # type: ignore[no-untyped-call]
        self.heartbeat.start()

    def run(self) -> None:
        """Serve, until the client asks for an end; then end at once."""
        try:
            self.start()  # type: ignore[no-untyped-call]
        finally:
            os._exit(0)


def prepare(connection: dict[str, Any], doors: dict[str, int], whole: bool = False) -> App:
    """The kernel, ready to run.

    Args:
        connection: the connection file's content.
        whole: whether files that cells write can be asked for and removed, as a notebook's own.
        doors: for ``shell``, ``iopub``, ``stdin``, ``control`` and ``hb`` a listening unix socket's descriptor.
    """
    (files.install_for_notebook if whole else files.install)()
    os.environ["IPYTHONDIR"] = _NOTHING
    # The socket on which processes that cells start would hand over what they print: none can be started.
    IOPubThread._setup_pipe_in = lambda self: None  # type: ignore[method-assign]
    app = App.instance()
    app.given, app.doors = connection, doors
    tempfile.tempdir = "/tmp"  # it would look for a folder that can be written; cells are named after it
    app.config.HistoryManager.enabled = False
    app.config.HistoryManager.hist_file = ":memory:"
    _without_folders(lambda: app.initialize([]))  # type: ignore[no-untyped-call]
    assert app.shell is not None
    app.shell.enable_matplotlib("inline")  # also for figures that are open when a cell ends
    return app


def _without_folders(act: Callable[[], object]) -> None:
    """IPython's own folders are not even made where the sandbox is weak and they could be."""
    making = os.mkdir, os.makedirs
    for name in ("mkdir", "makedirs"):
        setattr(os, name, lambda *_, **__: None)
    try:
        act()
    finally:
        os.mkdir, os.makedirs = making
