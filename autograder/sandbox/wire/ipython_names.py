"""What a notebook finds among the builtins, for cells that run without IPython and without `site`.

Showing is printing, and the shell does nothing.
"""

import builtins
import importlib
from collections.abc import Iterator
from typing import Any


class _Shell:
    """Takes whatever it is told, as does all that it has: packages register their magics and formats with it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: Any, **named: Any) -> Any:
        return self

    def __getitem__(self, key: Any) -> Any:
        return self

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __contains__(self, item: Any) -> bool:
        return False


def _display(*values: Any, **named: Any) -> None:
    for value in values:
        print(value)


def _help(*about: Any) -> None:
    importlib.import_module("pydoc").help(*about)


def install() -> None:
    """Have ``display``, ``get_ipython`` and ``help`` known everywhere in this process."""
    shell = _Shell()
    vars(builtins).update(display=_display, get_ipython=lambda: shell, help=_help)
