"""What IPython puts among the builtins, for cells that run without it: showing is printing, the shell does nothing."""

import builtins
from typing import Any


class _Shell:
    """Takes whatever it is told: packages register their magics with it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **named: None


def _display(*values: Any, **named: Any) -> None:
    for value in values:
        print(value)


def install() -> None:
    """Have ``display`` and ``get_ipython`` known everywhere in this process."""
    shell = _Shell()
    vars(builtins).update(display=_display, get_ipython=lambda: shell)
