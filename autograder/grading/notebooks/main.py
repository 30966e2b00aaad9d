"""The supervisor of examinations: a program that imports the course's packages once, and forks for each notebook.

It speaks at the descriptor that is its first word: `Start`, then a `Job` after the other, each answered by `Examined`.
"""

import contextlib
import gc
import importlib
import importlib.util
import os
import secrets
import select
import shutil
import signal
import socket
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from autograder.grading.channel import Channel, ChannelClosed
from autograder.grading.notebooks import confinement
from autograder.grading.notebooks.jobs import CellResult, Examined, Job, Ready, Start
from autograder.grading.notebooks.notebook_examination import Examination
from autograder.sandbox import Sandbox, interpreter
from autograder.sandbox.restrictions.restriction import Terms
from autograder.sandbox.restrictions.trial import first_refused
from autograder.sandbox.tied import tie
from autograder.sandbox.zygote_process import font_cache

_encode = msgspec.msgpack.Encoder().encode
_SPARE = 60.0
_MOST_BYTES = 1 << 30  # of all files beside a notebook


class Supervisor:
    """Holds the zygote and the folder in which cells run."""

    def __init__(self, start: Start, outer: Path) -> None:
        outer.chmod(0o711)  # to be passed through by those who know the name inside
        self._folder = outer / secrets.token_hex(8)
        self._memory_mb = start.memory_mb
        self._folder.mkdir(mode=0o755)
        os.chdir(self._folder)
        cache = font_cache()
        os.environ.update(confinement.environment(self._folder))
        if cache is not None:  # making the list of fonts takes seconds of computing, here and in the zygote
            os.environ.update(MPLCONFIGDIR=cache, XDG_CACHE_HOME=str(Path(cache).parents[1]))
        self._empty()
        imported = tuple(name for name in start.packages if _can_be_imported(name))
        preload = [name for name in imported if name != "matplotlib.pyplot"]
        if any(name.startswith("matplotlib") for name in imported):
            preload.append("matplotlib.pyplot")
        self._sandbox = Sandbox(preload=preload, private=start.private, folder=self._folder)
        os.environ.pop("XDG_CACHE_HOME", None)  # cells have a home of their own
        layers = confinement.prepare(self._folder)
        terms = Terms(memory=1 << 30, cpu_seconds=60, user=confinement.USER, zygote=os.getpid())
        while refused := first_refused(layers.restrictions, terms):
            layers.restrictions.remove(refused[0])
            layers.missing[refused[0].name] = refused[1]
        self._layers = layers
        assessment = self._sandbox.assessment
        self.ready = Ready(
            assessment.level, assessment.layers, {**assessment.missing, **layers.missing},
            tuple(layer.name for layer in layers.restrictions),
        )  # fmt: skip
        gc.collect()
        gc.freeze()

    def close(self) -> None:
        """End the zygote."""
        self._sandbox.close()
        os.chdir("/")

    def examine(self, job: Job) -> Examined:
        """Fork, and hear of each cell, until the fork has ended or all its time is over."""
        begun = time.monotonic()
        self._empty()
        self._fill(job)
        reader, writer = os.pipe2(os.O_CLOEXEC)
        sys.stdout.flush()
        parent = os.getpid()
        child = os.fork()
        if child == 0:
            try:
                os.close(reader)
                tie(parent)
                self._in_child(job, writer)
            finally:
                os._exit(0)
        os.close(writer)
        until = begun + 6 * job.seconds + _SPARE
        try:
            cells, ended = _heard(reader, until)
        finally:
            os.close(reader)
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            self._sandbox.end_workers()
            self._sandbox.mend()
        if len(cells) < len(job.cells) and not ended:
            ended = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"exit {os.WEXITSTATUS(status)}"
        return Examined(tuple(cells), ended, time.monotonic() - begun)

    def _in_child(self, job: Job, writer: int) -> None:
        def report(result: CellResult) -> None:
            message = _encode(result)
            os.write(writer, len(message).to_bytes(4, "little"))
            view = memoryview(message)
            while view:
                view = view[os.write(writer, view) :]

        os.setsid()
        self._sandbox.adopt()
        with open(os.devnull, "w") as nothing:  # noqa: PTH123
            os.dup2(nothing.fileno(), 2)
        confinement.confine(self._layers.restrictions, self._memory_mb << 20, 3 * job.seconds)
        Examination(job, self._sandbox, self._folder, self._memory_mb, report).run()

    def _empty(self) -> None:
        """Nothing of a submission is left for the next. Nobody else writes here while this runs."""
        for entry in os.scandir(self._folder):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                Path(entry.path).unlink()
        for name in (confinement.HOME, confinement.TEMPORARY):
            (self._folder / name).mkdir()

    def _fill(self, job: Job) -> None:
        for folder in map(Path, job.folders):
            for file in _ordinary_files(folder):
                target = self._folder / file.relative_to(folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.unlink(missing_ok=True)
                shutil.copyfile(file, target, follow_symlinks=False)
        if any(layer.name == "user" for layer in self._layers.restrictions):
            for path in (self._folder, *self._folder.rglob("*")):
                os.chown(path, confinement.USER, confinement.USER)


def _ordinary_files(folder: Path) -> Iterator[Path]:
    """The files below a folder, but for notebooks and hidden ones; no link is followed."""
    total = 0
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__pycache__"))]
        for name in names:
            file = Path(where, name)
            status = file.lstat()
            total += status.st_size
            if name.endswith(".ipynb") or name.startswith(".") or not stat.S_ISREG(status.st_mode):
                continue
            if total > _MOST_BYTES:
                return
            yield file


def _heard(reader: int, until: float) -> tuple[list[CellResult], str]:
    decode = msgspec.msgpack.Decoder(CellResult).decode
    cells: list[CellResult] = []
    buffer = bytearray()
    watch = select.poll()
    watch.register(reader, select.POLLIN)
    while True:
        left = until - time.monotonic()
        if left <= 0 or not watch.poll(left * 1000):
            return cells, "time"
        data = os.read(reader, 1 << 20)
        if not data:
            return cells, ""
        buffer += data
        while len(buffer) >= 4 and len(buffer) >= (end := 4 + int.from_bytes(buffer[:4], "little")):
            cells.append(decode(bytes(buffer[4:end])))
            del buffer[:end]


def _can_be_imported(name: str) -> bool:
    """Whether it is installed where workers find it as well: not the instructor's own, nor what only lies here."""
    try:
        spec = importlib.util.find_spec(name.partition(".")[0])
        places = [] if spec is None else [*(spec.submodule_search_locations or ()), spec.origin or ""]
        if not any(place.startswith(tuple(interpreter.package_folders())) for place in places):
            return False
        importlib.import_module(name)
    except BaseException:  # whatever a package does when it is imported
        return False
    return True


def main() -> None:
    """Serve until the grader is gone."""
    with contextlib.closing(Channel(socket.socket(fileno=int(sys.argv[1])))) as channel:
        start = channel.receive(Start)
        with tempfile.TemporaryDirectory(prefix="kadai-") as outer:
            supervisor = Supervisor(start, Path(outer))
            try:
                channel.send(supervisor.ready)
                while True:
                    channel.send(supervisor.examine(channel.receive(Job)))
            except ChannelClosed:
                pass
            finally:
                supervisor.close()


if __name__ == "__main__":
    main()
