"""The first lines of the kernel's process: run as a script, by path, in a clean environment and without ``site``.

What it needs to know comes over a socket, which is closed before the kernel answers anybody: how long the
configuration is, the configuration, and the names of what it must not be able to read.
"""

import json
import os
import socket
import sys
import types
from typing import Any

_FOLDER = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120  (pathlib is not loaded yet)


def main() -> None:
    """Import, restrict, tell what is in force, serve."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    size = int.from_bytes(channel.recv(4, socket.MSG_WAITALL), "little")
    config: dict[str, Any] = json.loads(channel.recv(size, socket.MSG_WAITALL))
    sys.path += config["packages"]  # behind the standard library
    packages = [_package("kadai_sandbox", config["sandbox"]), _package("kadai_kernel", _FOLDER)]
    from kadai_kernel import app, restricted  # type: ignore[import-not-found]

    report = restricted.restrict(config, channel.fileno())
    for package in packages:
        package.__path__ = []
    sys.argv[:] = [""]
    if config["folder"]:
        sys.path.insert(0, config["folder"])  # as a notebook has it: modules beside it are found, before all others
    kernel = app.prepare(config["connection"], config["doors"], bool(config["folder"]))
    channel.sendall(json.dumps(report).encode())
    channel.close()
    nothing = os.open("/dev/null", os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.close(nothing)
    kernel.run()


def _package(name: str, folder: str) -> types.ModuleType:
    package = types.ModuleType(name)
    package.__path__ = [folder]
    sys.modules[name] = package
    return package


if __name__ == "__main__":
    main()
