"""The launcher: what the kernelspec starts. It holds the kernel, and ends it in time.

It ends with the kernel, at the time limit, when the client's process is gone, or when it is told to; and the kernel
never outlives it, not even if it is killed.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from autograder.errors import KadaiError, UsageError, system_said
from autograder.kernel.doors import CHANNELS
from autograder.kernel.forwarding import Forwarder
from autograder.kernel.kernel_process import KernelProcess, Terms
from autograder.language import said
from autograder.sandbox import Policy
from autograder.sandbox.tied import tie_to_starter
from autograder.text import Text

_LOOK_SECONDS = 0.5  # between looks at whether the client is still there


def main(arguments: list[str] | None = None) -> int:
    """Run a kernel until its end.

    Returns:
        The exit code: 0, or 2 with a sentence on stderr where there is no kernel to run.
    """
    options = _parser().parse_args(arguments)
    try:
        if sys.platform != "linux":
            raise UsageError(
                Text(
                    "the kernel's sandbox needs Linux: run notebooks there, or in a Linux container",
                    "このカーネルの隔離には Linux が必要です。Linux か Linux のコンテナでノートブックを実行してく"
                    "ださい",
                )
            )
        tie_to_starter()
        policy = Policy(**dict.fromkeys(options.without, False))
        private = tuple(options.private) or (Path.cwd(),)
        terms = Terms(options.seconds, options.memory_mb, options.output_mb, policy, private, options.folder)
        connection = _read(options.connection_file)
        with KernelProcess(connection, terms) as kernel:
            reasons = kernel.level.reasons
            if kernel.level.level == "weak" and not options.allow_weak:
                raise UsageError(
                    Text(
                        f"the sandbox is weak on this machine ({'; '.join(r.en for r in reasons)}), so no notebook "
                        "is run; see `kadai doctor`, or allow it with --allow-weak",
                        f"このマシンの隔離は弱い（{'、'.join(r.in_('ja') for r in reasons)}）ため、ノートブックを"
                        "実行しません。`kadai doctor` を見るか、--allow-weak で許可してください",
                    )
                )
            why = asyncio.run(_serve(kernel, connection, terms))
    except (KadaiError, OSError) as error:
        print(f"kadai: {said(error.text if isinstance(error, KadaiError) else system_said(error))}", file=sys.stderr)
        return 2
    if why:
        print(f"kadai: {why}", file=sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m autograder.kernel", description="A kernel in a sandbox.")
    parser.add_argument("connection_file", type=Path)
    parser.add_argument("--seconds", type=_positive, default=120.0, help="for the whole notebook, on the clock")
    parser.add_argument("--memory-mb", type=int, default=1024)
    parser.add_argument("--output-mb", type=int, default=64, help="that it may send in all")
    parser.add_argument("--allow-weak", action="store_true", help="run it even where the sandbox is weak")
    private = "what no cell may be able to read  [default: the current folder]"
    parser.add_argument("--private", action="append", default=[], type=Path, metavar="PATH", help=private)
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where cells run; they can read what lies in it")
    layers = sorted(Policy.__dataclass_fields__)
    parser.add_argument("--without", action="append", default=[], choices=layers, help="switch a layer off (for tests)")
    return parser


def _positive(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < 1e6:
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds")
    return seconds


def _read(file: Path) -> dict[str, Any]:
    """The client's connection file."""
    try:
        connection = json.loads(file.read_text())
        missing = [name for name in CHANNELS if not isinstance(connection.get(f"{name}_port"), int)]
    except (OSError, ValueError, AttributeError) as error:
        raise UsageError(
            Text(
                f"{file}: cannot be read as a connection file of Jupyter ({error})",
                f"{file}: Jupyter の接続ファイルとして読めません（{error}）",
            )
        ) from None
    if missing or connection.get("transport", "tcp") != "tcp":
        raise UsageError(
            Text(
                f"{file}: a connection file with TCP ports for {', '.join(CHANNELS)} is needed",
                f"{file}: {', '.join(CHANNELS)} の TCP ポートが書かれた接続ファイルが必要です",
            )
        )
    assert isinstance(connection, dict)
    return connection


async def _serve(kernel: KernelProcess, connection: dict[str, Any], terms: Terms) -> str:
    """Carry bytes until it is over; why it is, where that is worth a line."""
    loop = asyncio.get_running_loop()
    over: asyncio.Future[str] = loop.create_future()

    def end(why: str) -> None:
        if not over.done():
            over.set_result(why)

    for number in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, end, "")
    loop.add_signal_handler(signal.SIGINT, lambda: None)  # interrupts come as messages
    watch = os.pidfd_open(kernel.pid)
    loop.add_reader(watch, end, "")
    loop.call_later(terms.seconds, end, f"the kernel was ended: its {terms.seconds:g} seconds were over")
    look = loop.create_task(_until_alone(os.getppid()))
    look.add_done_callback(lambda _: end(""))
    forwarder = Forwarder(
        terms.output_mb << 20, lambda: end(f"the kernel was ended: it sent more than {terms.output_mb} MB")
    )
    try:
        for name, door in kernel.doors.items():
            await forwarder.listen(connection["ip"], connection[f"{name}_port"], door)
        return await over
    finally:
        look.cancel()
        await forwarder.close()
        loop.remove_reader(watch)
        os.close(watch)


async def _until_alone(client: int) -> None:
    """Until the process that started this one is gone."""
    while os.getppid() == client:
        await asyncio.sleep(_LOOK_SECONDS)
