"""An exception of the submission as a message: type, text, and the lines of the submission it passed through."""

import linecache
import opcode
from types import TracebackType

from ..wire.bounds import MAX_ERROR_TEXT, MAX_FRAMES
from ..wire.messages import Frame, Heap, Raised
from .operands import operands_in

_RAISE = opcode.opmap["RAISE_VARARGS"]


class Missing(Exception):
    """The submission has no such name at its top level."""


class Stale(Exception):
    """An object of an earlier check, or one that is gone."""


class CallbackFailed(BaseException):
    """Stands for an exception that was raised in the examiner, inside a call-back."""

    token = -1


def clip(text: str, limit: int = 200) -> str:
    """Shorten a text, and make valid Unicode of it."""
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return text.encode("utf-8", "backslashreplace").decode()[: limit + 90]


def message_of(error: BaseException) -> str:
    """``str(error)``, also where that fails."""
    try:
        text = str(error)
        return clip(text, MAX_ERROR_TEXT - 100) if type(text) is str else ""
    except BaseException:
        return "(the exception's text cannot be shown)"


def bases_of(error: BaseException) -> list[str]:
    """The names of the builtin exceptions among an exception's classes, nearest first."""
    return [base.__name__ for base in type(error).__mro__ if base.__module__ == "builtins"][:40]


def frames_of(traceback: TracebackType | None, files: set[str]) -> list[Frame]:
    """The frames that lie in the submission's files: the outermost and the innermost, if they are many."""
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename in files:
            frames.append((code.co_filename, traceback.tb_lineno, code.co_name, code.co_qualname))
        traceback = traceback.tb_next
        if len(frames) > 2 * MAX_FRAMES:
            del frames[MAX_FRAMES // 2]
    if len(frames) > MAX_FRAMES:
        frames = frames[: MAX_FRAMES // 2] + frames[-MAX_FRAMES // 2 :]
    return [
        Frame(clip(file), line or 0, clip(function), clip(linecache.getline(file, line or 0).strip()), clip(within))
        for file, line, function, within in frames
    ]


def _innermost(traceback: TracebackType | None, files: set[str]) -> TracebackType | None:
    """The last frame of a traceback that lies in the submission's files."""
    found = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename in files:
            found = traceback
        traceback = traceback.tb_next
    return found


def _is_deliberate(innermost: TracebackType) -> bool:
    """Whether the submission itself raised it, and no operation of Python's or NumPy's."""
    return innermost.tb_next is None and innermost.tb_frame.f_code.co_code[innermost.tb_lasti] == _RAISE


def describe(error: BaseException, files: set[str]) -> Raised:
    """The message for an exception; ``seq`` and ``heap`` are left to the sender."""
    kind = "missing" if isinstance(error, Missing) else "stale" if isinstance(error, Stale) else "error"
    token = error.token if isinstance(error, CallbackFailed) and type(error.token) is int else -1
    try:
        frames, innermost = frames_of(error.__traceback__, files), _innermost(error.__traceback__, files)
        deliberate = innermost is not None and _is_deliberate(innermost)
        operands = [] if innermost is None else operands_in(innermost.tb_frame, innermost.tb_lasti)
    except BaseException:
        frames, deliberate, operands = [], False, []
    message = message_of(error)
    return Raised(
        seq=0, kind=kind, type_name=clip(type(error).__name__), bases=bases_of(error), message=message,
        message_ja=message, frames=frames, names=[], token=token, heap=Heap(), deliberate=deliberate,
        operands=operands,
    )  # fmt: skip
