"""What a submission tries outside its own folder: files, programs, signals, the network.

Python tells of it before the system refuses it. It is what the submission's own process says: it can be missing or
made up. So it is shown to a person, and no mark depends on it.
"""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from types import FrameType
from typing import Any

from ..wire.bounds import MAX_ACTS
from ..wire.messages import Act
from .faults import clip

# Code that does what its caller asks for. What any other module of Python's or of a package does is its own affair:
# matplotlib looks for fonts, platform runs uname.
_ASKED = frozenset((
    "os", "io", "posixpath", "genericpath", "glob", "pathlib", "shutil", "subprocess", "codecs", "fileinput", "pickle",
    "shelve", "dbm", "sqlite3", "zipfile", "tarfile", "gzip", "bz2", "lzma", "runpy", "pty", "signal", "resource",
    "contextlib", "threading", "functools", "multiprocessing", "concurrent", "asyncio", "socket", "urllib", "http",
    "ftplib", "smtplib", "telnetlib", "xmlrpc", "numpy", "importlib", "_frozen_importlib", "_frozen_importlib_external",
))  # fmt: skip
_FILES = f"{__package__}.files"
_DATA = (
    ".csv", ".tsv", ".txt", ".dat", ".data", ".bin", ".json", ".npy", ".npz", ".pkl", ".pickle", ".mat", ".h5", ".hdf5",
    ".gz", ".bz2", ".xz", ".zip", ".tar", ".tgz", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".svg",
    ".pdf", ".eps", ".mp4", ".idx", "ubyte", ".parquet", ".xls", ".xlsx", ".ttf", ".otf", ".ttc", ".log", ".md",
)  # fmt: skip
_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom", "/dev/stdin", "/dev/stdout", "/dev/stderr")


class Acts:
    """Takes note of what is tried, each thing once, and not of more than some.

    Args:
        readable: folders and files that may be read, with all they contain.
        hidden: folders inside those that may not.
    """

    def __init__(self, readable: Iterable[str], hidden: Iterable[str]) -> None:
        self._readable = tuple(map(os.path.realpath, readable))
        self._hidden = tuple(map(os.path.realpath, hidden))
        self._home = "/"
        self._own: set[str] = set()
        self._files: set[str] = set()
        self._sys_path: list[str] = []
        self._seen: set[tuple[str, str]] = set()
        self._new: list[Act] = []

    def watch(self, paths: Iterable[str], files: set[str]) -> None:
        """From now on, for good. `paths` are those of the submission's files, `files` what tracebacks call them."""
        self._home = os.getcwd()  # noqa: PTH109  (as above)
        self._own = {path.lstrip("/").partition("/")[0] for path in paths}
        self._files = files
        self._sys_path = list(sys.path)

        def hook(event: str, args: tuple[Any, ...]) -> None:
            told = _EVENTS.get(event)
            if told is not None:
                try:
                    self._note(told, event, args)
                except BaseException:  # what it asks for goes its way, whatever we make of it
                    return

        sys.addaudithook(hook)

    def taken(self) -> list[Act]:
        """What is new since the last time."""
        new, self._new = self._new, []
        return new

    def _note(self, told: "_Told", event: str, args: tuple[Any, ...]) -> None:
        if len(self._seen) >= MAX_ACTS:
            return
        for kind, subject in told(self, args):
            if (kind, subject) in self._seen:
                continue
            frame = self._asking(sys._getframe(2), event)
            if frame is not None:
                self._seen.add((kind, subject))
                self._new.append(Act(kind, clip(subject), clip(frame.f_code.co_filename), frame.f_lineno))

    def _asking(self, frame: FrameType | None, event: str) -> FrameType | None:
        """Where the submission asks for it; None where Python or a package acts on its own."""
        importing = event == "import"
        while frame is not None:
            file, name = frame.f_code.co_filename, str(frame.f_globals.get("__name__"))
            if file in self._files:
                return frame
            if frame.f_code.co_name == "_find_and_load" and not importing:
                return None  # what an import reads: the folders that it searches are told of by themselves
            if name == _FILES and frame.f_code.co_name == "_content":
                return None  # it is to be written, in memory
            if name == "glob" and event in ("os.scandir", "os.listdir"):
                return None  # the pattern is told of already
            if name != _FILES and not importing and self._acts_alone(file, name):
                return None
            frame = frame.f_back
        return None

    def _acts_alone(self, file: str, name: str) -> bool:
        """Whether a frame is of code that does not merely do what it is asked for."""
        if name.startswith(f"{__package__}."):
            return True
        return file.startswith((*self._readable, "<frozen")) and name.partition(".")[0] not in _ASKED

    def is_outside(self, path: str) -> bool:
        """Whether it is neither the submission's own, nor Python's, nor data."""
        path = os.path.normpath(path)
        if path.lower().endswith(_DATA) or path in _DEVICES or path.startswith("/dev/fd/"):
            return False
        if not path.startswith("/"):
            if os.getcwd() == self._home:  # noqa: PTH109  (as `os.open` sees it)
                return path.partition("/")[0] == ".." and path not in self._own
            path = os.path.abspath(path)  # noqa: PTH100  (links are not followed)
        if self._home != "/":
            if _within(path, (self._home,)):
                return False
        else:  # where everything lies: its own is what it handed in, or would lie beside that
            first, _, rest = path.lstrip("/").partition("/")
            if not rest or first in self._own:
                return False
        real = os.path.realpath(path)
        return not _within(real, self._readable) or _within(real, self._hidden)

    def searched(self, path: Sequence[Any]) -> Iterable[str]:
        """The folders outside that an import looks into besides Python's. Those that lie above have no name to tell."""
        if list(path) == self._sys_path:
            return ()
        added = (entry for entry in path if isinstance(entry, str) and entry not in self._sys_path)
        return [entry for entry in added if _is_named_above(entry)]


_Told = Callable[[Acts, tuple[Any, ...]], Iterable[tuple[str, str]]]


def _within(path: str, folders: Iterable[str]) -> bool:
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


def _is_named_above(path: str) -> bool:
    parts = os.path.normpath(path).split("/")
    return parts[0] == ".." and parts[-1] != ".."


def _path(value: Any) -> str:
    return os.fsdecode(value) if isinstance(value, str | bytes | os.PathLike) else ""


def _words(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(_words, value[:20]))
    return _path(value) or str(value)


def _opened(acts: Acts, args: tuple[Any, ...]) -> Iterable[tuple[str, str]]:
    path, flags = _path(args[0]), args[2]
    if path and acts.is_outside(path):
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        yield "write" if writes else "read", path


def _about(kind: str, *places: int) -> _Told:
    """The paths at these places of an event's arguments."""

    def told(acts: Acts, args: tuple[Any, ...]) -> Iterable[tuple[str, str]]:
        paths = (_path(args[place]) for place in places if place < len(args))
        return [(kind, path) for path in paths if path and acts.is_outside(path)]

    return told


def _always(kind: str, *places: int) -> _Told:
    """Whatever the arguments at these places are: there is nothing of it inside."""

    def told(_: Acts, args: tuple[Any, ...]) -> Iterable[tuple[str, str]]:
        given = (args[place] for place in places if place < len(args) and args[place] is not None)
        return [(kind, next(filter(None, map(_words, given)), ""))]

    return told


def _socket(_: Acts, args: tuple[Any, ...]) -> Iterable[tuple[str, str]]:
    """A pair of one's own sockets, as asyncio makes it, leads nowhere."""
    return [] if args[1] == 1 else [("connect", "")]


def _import(acts: Acts, args: tuple[Any, ...]) -> Iterable[tuple[str, str]]:
    return [("search", folder) for folder in acts.searched(args[2] or ())]


_EVENTS: dict[str, _Told] = {
    "open": _opened,
    "import": _import,
    **dict.fromkeys(
        ("os.listdir", "os.scandir", "os.walk", "os.fwalk", "glob.glob", "sqlite3.connect"), _about("read", 0)
    ),
    **dict.fromkeys(
        ("os.remove", "os.rmdir", "os.truncate", "os.chmod", "os.chown", "shutil.rmtree"), _about("change", 0)
    ),
    **dict.fromkeys(("os.rename", "os.link", "os.symlink"), _about("change", 0, 1)),
    "subprocess.Popen": _always("run", 1, 0),
    "os.system": _always("run", 0),
    **dict.fromkeys(("os.exec", "os.posix_spawn"), _always("run", 1, 0)),
    "os.spawn": _always("run", 2, 1),
    **dict.fromkeys(("os.fork", "os.forkpty", "pty.spawn"), _always("fork")),
    **dict.fromkeys(("os.kill", "os.killpg"), _always("signal", 0)),
    **dict.fromkeys(("resource.setrlimit", "resource.prlimit"), _always("limits")),
    "urllib.Request": _always("connect", 0),
    "socket.getaddrinfo": _always("connect", 0),
    "socket.gethostbyname": _always("connect", 0),
    **dict.fromkeys(("socket.connect", "socket.bind", "socket.sendto"), _always("connect", 1)),
    "socket.__new__": _socket,
}  # fmt: skip
