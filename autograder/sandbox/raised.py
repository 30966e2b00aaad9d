"""What the submission raised: as an exception of the examiner's, and as what is kept of it."""

from typing import Literal

from . import reasons
from .errors import MissingName, SubmissionError, UnsupportedValue, error_class
from .trace import Fault
from .wire.messages import LoadError, Raised

_ENDED: dict[str, Literal["crashed", "timeout"]] = {"crash": "crashed", "timeout": "timeout"}
_MAX_MESSAGE = 300  # characters of an exception's text that are kept: shapes, names


def error_of(message: Raised, label: str, errors: tuple[LoadError, ...]) -> SubmissionError:
    """The exception for what was raised at `label`; `errors` of loading explain a name that is missing."""
    if message.kind == "missing":
        text = reasons.missing(message.message, message.names, list(errors))
        error = MissingName("AttributeError", message.message, (), text)
        stages = {cause.stage for cause in reasons.likely(message.message, list(errors))}
        error.ended = next((ended for stage, ended in _ENDED.items() if stage in stages), None)
        return error
    if message.kind == "unsupported":
        text = reasons.unsupported(label, message.message, message.message_ja)
        return UnsupportedValue("TypeError", text.en, (), text)
    frames = message.frames
    text = reasons.raised(message.type_name, message.message, frames)
    return error_class(message.bases)(message.type_name, message.message, tuple(frames), text)


def fault_of(message: Raised) -> Fault:
    """What is known of it besides its type."""
    within = tuple(frame.within for frame in message.frames)
    return Fault(message.message[:_MAX_MESSAGE], within, message.deliberate, tuple(message.operands))
