"""Nodes that only the examiner sends: a worker from which one comes does not keep to the protocol."""

from typing import Any, NoReturn

from .wire.bounds import ProtocolError
from .wire.nodes import BuiltNode, CallbackNode, GlobalNode, LentNode


class NeverSent:
    """That part of the examiner's `Side`."""

    def callback(self, node: CallbackNode) -> NoReturn:
        """Never sent to the examiner."""
        raise ProtocolError("a function of the examiner cannot come from the worker")

    def lent(self, node: LentNode) -> NoReturn:
        """Never sent to the examiner."""
        raise ProtocolError("an object of the examiner cannot come from the worker")

    def built(self, node: BuiltNode, parts: list[Any]) -> NoReturn:
        """Never sent to the examiner, which makes nothing that a worker describes."""
        raise ProtocolError("how to make an object cannot come from the worker")

    def top_level(self, node: GlobalNode) -> NoReturn:
        """Never sent to the examiner."""
        raise ProtocolError("a name cannot come from the worker")

    def known(self, key: int) -> NoReturn:
        """Not shared."""
        raise ProtocolError(f"key {key} is not known")
