"""The first lines of the zygote: run as a script, by path, in a clean environment and without ``site``.

The first message on the control socket says where to import from. The folder above this one is made importable as
``kadai_sandbox``, and unimportable again once everything is loaded.
"""

import gc
import json
import os
import socket
import sys
import types


def main() -> None:
    """Load the zygote and run it."""
    gc.disable()  # what is loaded stays
    control = socket.socket(fileno=int(sys.argv[1]))
    config = json.loads(control.recv(1 << 16))
    sys.path += config["packages"]  # behind the standard library
    package = types.ModuleType("kadai_sandbox")
    folder = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120  (pathlib is not loaded yet)
    package.__path__ = [os.path.dirname(folder)]  # noqa: PTH120
    sys.modules["kadai_sandbox"] = package
    from kadai_sandbox.worker import zygote  # type: ignore[import-not-found]

    gc.freeze()
    gc.enable()
    sys.argv[:] = [""]
    zygote.Zygote(control, config, package).run()


if __name__ == "__main__":
    main()
