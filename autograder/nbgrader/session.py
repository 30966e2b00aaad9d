"""One notebook's conversation with its kernel: cell by cell, until the time is up."""

import json
import math
import tempfile
import time
from collections.abc import Mapping
from queue import Empty
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from autograder.errors import KadaiError
from autograder.kernel.spec import kernel_manager
from autograder.nbgrader.outputs import Outputs
from autograder.text import Text

if TYPE_CHECKING:
    from jupyter_client.blocking.client import BlockingKernelClient

_START_SECONDS = 90.0
_SPARE_SECONDS = 30.0  # that the launcher gives more: it is the session that says when the time is up
_LOOK_SECONDS = 0.5  # between looks at whether the kernel is still there
_GIVEN = """\
from kadai_sandbox.wire.sources import Sources
from kadai_sandbox.worker.importer import install
import json
install(Sources(module="", main="", cells=(), given=json.loads({texts!r})))
del Sources, install, json
"""


class NoKernelError(KadaiError):
    """There is no kernel to run cells in; the sentence says why."""


class Over(Exception):
    """No more cells can be run.

    Attributes:
        text: why, for the cell that was running.
    """

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class Session:
    """A kernel in the sandbox for one notebook. A context manager: the kernel ends with it.

    Args:
        seconds: for all cells together.
        cell_kilobytes: of text that are kept of a cell's output.
        given: modules that cells can import, by file name.
        options: for the launcher.

    Raises:
        NoKernelError: on entering, where there is none to be had.
    """

    def __init__(
        self, seconds: float, cell_kilobytes: int, given: Mapping[str, str], options: tuple[str, ...] = ()
    ) -> None:
        self._seconds = seconds
        self._kilobytes = cell_kilobytes
        self._given = dict(given)
        self._manager = kernel_manager(seconds + _SPARE_SECONDS, *options)
        self._client: BlockingKernelClient
        self._complaints: IO[bytes]
        self._until = 0.0

    def __enter__(self) -> "Session":
        self._complaints = tempfile.TemporaryFile()
        try:
            self._manager.start_kernel(stdout=self._complaints, stderr=self._complaints)
            self._client = self._manager.client()
            self._client.start_channels()
            try:
                self._client.wait_for_ready(timeout=_START_SECONDS)
                self._client.allow_stdin = False
                self._until = time.monotonic() + self._seconds
                if self._given:
                    self.run(_GIVEN.format(texts=json.dumps(self._given)), silent=True)
            except (RuntimeError, Over) as error:
                raise NoKernelError(self._last_words() or f"no kernel could be started: {error}") from None
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def run(
        self, source: str, outputs: Outputs | None = None, silent: bool = False, seconds: float | None = None
    ) -> None:
        """Run one cell. What it shows goes to ``outputs`` as it comes, so it is there even if the cell does not end.

        A silent one shows nothing, and does not count. After so many seconds it is interrupted, if any are given.

        Raises:
            Over: if the time was up, or the kernel ended.
        """
        outputs = outputs or Outputs(self._kilobytes)
        sent = self._client.execute(source, silent=silent, allow_stdin=False, stop_on_error=False)
        interrupt_at = math.inf if seconds is None else time.monotonic() + seconds
        while True:
            left = self._until - time.monotonic()
            if left <= 0:
                raise Over(_time_is_up(self._seconds))
            if time.monotonic() > interrupt_at:
                self._manager.interrupt_kernel()
                interrupt_at += _LOOK_SECONDS
            try:
                message = self._client.get_iopub_msg(timeout=min(left, _LOOK_SECONDS))
            except Empty:
                if not self._manager.is_alive():
                    raise Over(_KERNEL_ENDED) from None
                continue
            except Exception:  # a forged message: unsigned, no JSON, nested too deep
                continue
            kind, parent, content = _parts(message)
            if parent != sent:
                continue
            if kind == "status" and content.get("execution_state") == "idle":
                return
            outputs.take(kind, content)

    def _end(self) -> None:
        if self._manager.has_kernel:
            self._manager.shutdown_kernel(now=True)
        if hasattr(self, "_client"):
            self._client.stop_channels()
        self._manager.cleanup_resources()
        self._complaints.close()

    def _last_words(self) -> str:
        self._complaints.seek(0)
        lines = self._complaints.read(1 << 16).decode("utf-8", "replace").strip().splitlines()
        return lines[-1].removeprefix("kadai: ") if lines else ""


def _parts(message: Any) -> tuple[str, str, dict[str, Any]]:
    """A message's kind, whose answer it is, and what it says; whatever it is made of."""
    header, parent, content = (message.get(part) for part in ("header", "parent_header", "content"))
    kind = header.get("msg_type") if isinstance(header, dict) else None
    sent = parent.get("msg_id") if isinstance(parent, dict) else None
    return (
        kind if isinstance(kind, str) else "",
        sent if isinstance(sent, str) else "",
        content if isinstance(content, dict) else {},
    )


def _time_is_up(seconds: float) -> Text:
    return Text(
        f"This cell was stopped: the {seconds:g} seconds for the whole notebook were over.",
        f"ノートブック全体の制限時間（{seconds:g} 秒）に達したため、このセルの実行を打ち切りました。",
    )


_KERNEL_ENDED = Text(
    "The kernel ended while this cell was running: the cell ended it, printed too much or needed too much memory.",
    "このセルの実行中にカーネルが終了しました。プログラムが自分で終了したか、出力またはメモリの上限を超えました。",
)
NOT_RUN = Text(
    "This cell was not run, because an earlier cell ended the kernel or used up the time.",
    "前のセルでカーネルが終了したか制限時間に達したため、このセルは実行されていません。",
)
