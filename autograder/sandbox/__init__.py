"""The sandbox: runs a submission in a process of its own, and makes calls into it feel like local ones.

``Sandbox`` starts workers; an ``Examinee`` is one submission; its ``submission`` is the module to call.
"""

from .errors import (
    CallTimeout,
    MissingName,
    SandboxFault,
    SubmissionError,
    UnsupportedValue,
    WorkerCrashed,
    WorkerEnded,
)
from .examinee import Examinee
from .levels import Level
from .limits import Limits
from .policy import Policy
from .proxies import RemoteObject, SubmissionModule
from .sandbox import Sandbox
from .trace import CHANGED, CheckTrace, Event, Opaque
from .wire.messages import Frame, LoadError
from .wire.sources import Sources

__all__ = [
    "CHANGED",
    "CallTimeout",
    "CheckTrace",
    "Event",
    "Examinee",
    "Frame",
    "Level",
    "Limits",
    "LoadError",
    "MissingName",
    "Opaque",
    "Policy",
    "RemoteObject",
    "Sandbox",
    "SandboxFault",
    "Sources",
    "SubmissionError",
    "SubmissionModule",
    "UnsupportedValue",
    "WorkerCrashed",
    "WorkerEnded",
]
