"""What a call into a submission can raise, in one picture.

KadaiError
└── SandboxFault               our own failure; never charged to the student

Exception
└── SubmissionError            the student's code raised; also an instance of the builtin type that it raised
    ├── MissingName            the submission has no such name        (also an AttributeError)
    └── UnsupportedValue       a value that cannot be handed over     (also a TypeError)

BaseException                  so that ``except Exception`` in a hidden test cannot swallow them
└── WorkerEnded                the worker is gone
    ├── CallTimeout            it used up its time
    │   └── TooMuch            what it sent costs the examiner more than it may spend on one submission
    └── WorkerCrashed          it died, or broke the protocol
"""

from functools import cache
from typing import Any, Literal

from autograder.errors import Ended, KadaiError
from autograder.text import Text

from .wire.messages import Frame

# A hidden test may expect one of these: ``with pytest.raises(ValueError)``. Never AssertionError, which would read
# as the check's own verdict, nor SystemExit and KeyboardInterrupt, which would end the grader.
_BUILTINS = {
    error.__name__: error
    for error in (
        ArithmeticError, AttributeError, BufferError, EOFError, FileNotFoundError, FloatingPointError, ImportError,
        IndentationError, IndexError, KeyError, LookupError, MemoryError, ModuleNotFoundError, NameError,
        NotImplementedError, OSError, OverflowError, PermissionError, RecursionError, RuntimeError, SyntaxError,
        TypeError, UnboundLocalError, ValueError, ZeroDivisionError,
    )
}  # fmt: skip


class SandboxFault(KadaiError):
    """The sandbox itself failed: no fault of the submission.

    Attributes:
        fatal: another way of starting it would not help.
        killed: a process of it was killed or stopped by somebody; the same way may well work.
        said: what the system, or a program of its, said of it, in its own words.
    """

    fatal = False
    killed = False
    said = ""


class SubmissionError(Exception):
    """The student's code raised an exception.

    Attributes:
        type_name: the exception's class.
        message: its text.
        frames: the lines of the submission that it passed through, outermost first.
        text: a sentence that says so, in both languages.
    """

    type_name: str
    message: str
    frames: tuple[Frame, ...]
    text: Text

    def __init__(self, type_name: str, message: str, frames: tuple[Frame, ...], text: Text) -> None:
        super().__init__(text.en)
        self.type_name, self.message, self.frames, self.text = type_name, message, frames, text

    def __str__(self) -> str:
        return self.text.en


class MissingName(SubmissionError, AttributeError):
    """The submission does not define a name; the text says what it does define, and why the name may be missing.

    Attributes:
        ended: ``crashed`` or ``timeout`` where that is what the statement did that would have defined it.
    """

    ended: Literal["crashed", "timeout"] | None = None


class UnsupportedValue(SubmissionError, TypeError):
    """The student's code gave a value that cannot be handed over, or one of a kind that was not asked for."""


class WorkerEnded(BaseException):
    """The process that ran the submission is gone.

    Attributes:
        ended: ``timeout`` (CPU time, or the examiner's), ``wall`` (it slept, or the machine is overloaded),
            ``deadline`` (of the whole run) or ``crashed``.
        text: why, in both languages.
    """

    ended: Ended
    text: Text

    def __init__(self, text: Text, ended: Ended) -> None:
        super().__init__(text.en)
        self.text, self.ended = text, ended

    def __str__(self) -> str:
        return self.text.en


class CallTimeout(WorkerEnded):
    """A call, or the whole submission, used up its time."""


class TooMuch(CallTimeout):
    """What the submission sent is more than the examiner may hold or look through."""


class WorkerCrashed(WorkerEnded):
    """The process died or broke the protocol."""


@cache
def _class_for(builtin: type[Exception]) -> type[SubmissionError]:
    def new(cls: Any, *args: Any) -> Any:  # some builtins read a meaning into their arguments
        return builtin.__new__(cls)

    own = {"__new__": new, "__init__": SubmissionError.__init__, "__str__": SubmissionError.__str__}
    return type(f"Submission{builtin.__name__}", (builtin, SubmissionError), {**own, "__module__": __name__})


def error_class(bases: list[str]) -> type[SubmissionError]:
    """The class for an exception whose builtin bases have these names, nearest first."""
    for name in bases:
        if name in _BUILTINS:
            return _class_for(_BUILTINS[name])
    return SubmissionError
