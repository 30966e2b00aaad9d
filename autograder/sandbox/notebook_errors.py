"""Exceptions of a notebook as those who know nothing of the sandbox expect them: by type, with their own text."""

import ast
import builtins
from functools import cache
from typing import Any

from autograder.text import NOTHING, Text

from . import reasons
from .errors import SubmissionError
from .wire.messages import Frame, Raised

_BUILTINS = {
    name: kind for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException) and not issubclass(kind, Warning)
}  # fmt: skip
_MOST_KEY = 1000
_NOT_THEIRS = ("BaseException", "BaseExceptionGroup", "ExceptionGroup", "KeyboardInterrupt", "GeneratorExit")


@cache
def _class_for(base: type[Exception], name: str) -> type[Exception]:
    def new(cls: Any, *args: Any) -> Any:
        return base.__new__(cls)

    def init(self: Any, message: str = "", frames: tuple[Frame, ...] = (), text: Text = NOTHING) -> None:
        SubmissionError.__init__(self, name, message, frames, text)
        self.args = (_key(message) if issubclass(base, KeyError | SystemExit) else message,)
        if isinstance(self, SystemExit):
            self.code = self.args[0]

    def text(self: Any) -> str:
        return str(self.message)

    def attribute(self: Any, name: str) -> Any:
        asking = self.__dict__.get("_kadai_attribute")
        if asking is None or name.startswith("_"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return asking(name)

    bases = (SubmissionError,) if base is Exception else (base, SubmissionError)
    own = {"__new__": new, "__init__": init, "__str__": text, "__getattr__": attribute, "__module__": "builtins"}
    return type(name, bases, own)


def _key(message: str) -> Any:
    """What was looked for in vain: a KeyError shows it as Python writes it."""
    try:
        return ast.literal_eval(message[:_MOST_KEY])
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return message


def exception_class(type_name: str, bases: list[str]) -> type[Exception]:
    """The class that stands for an exception of the notebook's: the same one for the same name and builtin bases."""
    base = next((_BUILTINS[n] for n in bases if n in _BUILTINS and n not in _NOT_THEIRS), RuntimeError)
    name = type_name if type_name.isidentifier() else base.__name__
    return _class_for(base, name)  # type: ignore[arg-type]  # none of them is more than an Exception


def notebook_error(message: Raised) -> BaseException:
    """An exception of the nearest builtin type, with the name and the text of the one that was raised there."""
    error: Any = exception_class(message.type_name, message.bases)
    frames = tuple(message.frames)
    made: BaseException = error(
        message.message, frames, reasons.raised(message.type_name, message.message, message.frames)
    )
    return made


def no_such_name(name: str) -> BaseException:
    """What Python raises where a name means nothing."""
    said = f"name {name!r} is not defined"
    missing: Any = _class_for(NameError, "NameError")
    error: BaseException = missing(said, (), Text(said, f"名前 {name!r} は定義されていません"))
    return error
