"""What a conversation about a whole notebook does in its own way."""

from typing import Protocol

from .proxies import RemoteObject
from .wire.messages import Raised, Return
from .wire.nodes import OpaqueNode


class Whole(Protocol):
    """What a conversation about a whole notebook does in its own way. Values of all kinds are handed over in it."""

    def stand_in(self, epoch: int, node: OpaqueNode, label: str) -> RemoteObject:
        """The stand-in for an object that stays in the worker."""

    def error(self, message: Raised) -> BaseException:
        """What to raise for an exception of the notebook's."""

    def is_own_class(self, kind: type) -> bool:
        """Whether a class here is one of the instructor's."""

    def answered(self, message: Return | Raised) -> None:
        """An answer has come: the worker may have printed, or written files."""
