"""The sandbox: runs a submission in a process of its own, and makes calls into it feel like local ones.

``Sandbox`` starts workers; an ``Examinee`` is one submission; its ``submission`` is the module to call.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import CallTimeout as CallTimeout
    from .errors import MissingName as MissingName
    from .errors import SandboxFault as SandboxFault
    from .errors import SubmissionError as SubmissionError
    from .errors import TooMuch as TooMuch
    from .errors import UnsupportedValue as UnsupportedValue
    from .errors import WorkerCrashed as WorkerCrashed
    from .errors import WorkerEnded as WorkerEnded
    from .examinee import Examinee as Examinee
    from .levels import Level as Level
    from .limits import Limits as Limits
    from .policy import Policy as Policy
    from .proxies import RemoteObject as RemoteObject
    from .proxies import SubmissionModule as SubmissionModule
    from .sandbox import Sandbox as Sandbox
    from .trace import CHANGED as CHANGED
    from .trace import OF_ITS_OWN as OF_ITS_OWN
    from .trace import CheckTrace as CheckTrace
    from .trace import Event as Event
    from .trace import Fault as Fault
    from .trace import Opaque as Opaque
    from .wire.messages import Act as Act
    from .wire.messages import Frame as Frame
    from .wire.messages import LoadError as LoadError
    from .wire.sources import Blank as Blank
    from .wire.sources import Sources as Sources

_HOMES = {
    "errors": (
        "CallTimeout", "MissingName", "SandboxFault", "SubmissionError", "TooMuch", "UnsupportedValue",
        "WorkerCrashed", "WorkerEnded",
    ),
    "examinee": ("Examinee",),
    "levels": ("Level",),
    "limits": ("Limits",),
    "policy": ("Policy",),
    "proxies": ("RemoteObject", "SubmissionModule"),
    "sandbox": ("Sandbox",),
    "trace": ("CHANGED", "OF_ITS_OWN", "CheckTrace", "Event", "Fault", "Opaque"),
    "wire.messages": ("Act", "Frame", "LoadError"),
    "wire.sources": ("Blank", "Sources"),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> Any:
    """Load what is asked for: whoever only reads submissions need not wait for NumPy."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
    globals()[name] = value
    return value
