"""matplotlib and tqdm where there is none: modules that show nothing, so that code with a plot in it gets its marks.

Nothing that is graded comes out of a plot; a progress bar gives what it is given. What code takes apart has the shape
that matplotlib gives it (`subplots`, `plot`, `hist`, limits of axes); everything else is one object that takes any
call, attribute, item and operator.
"""

import sys
from collections.abc import Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_PACKAGES = ("matplotlib", "mpl_toolkits", "pylab", "tqdm")
_LINES = ("plot", "semilogx", "semilogy", "loglog", "fill", "errorbar")
_LIMITS = ("get_xlim", "get_ylim", "xlim", "ylim", "get_zlim")


class Inert:
    """Takes everything and does nothing. Its items and results are of its kind, and it is empty."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):  # a protocol that Python or NumPy asks about
            raise AttributeError(name)
        return _SHAPED.get(name, _NOTHING)

    def __setattr__(self, name: str, value: Any) -> None:
        pass

    def __call__(self, *_: Any, **__: Any) -> "Inert":
        return _NOTHING

    def __getitem__(self, _: Any) -> "Inert":
        return _NOTHING

    def __setitem__(self, _: Any, value: Any) -> None:
        pass

    def __contains__(self, _: Any) -> bool:
        return False

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True

    def __float__(self) -> float:
        return 0.0

    def __enter__(self) -> "Inert":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __instancecheck__(self, _: object) -> bool:
        return False

    def _operator(self, *_: Any) -> "Inert":
        return _NOTHING

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __neg__ = _operator
    __or__ = __ror__ = _operator


class _Progress(Inert):
    """A progress bar that is not shown."""

    def __init__(self, iterable: Any = (), *_: Any, **__: Any) -> None:
        object.__setattr__(self, "_kadai_iterable", iterable)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._kadai_iterable)

    def __len__(self) -> int:
        return len(self._kadai_iterable)

    def __enter__(self) -> "_Progress":
        return self


def _progress_of_range(*bounds: Any, **_: Any) -> _Progress:
    return _Progress(range(*bounds))


class _InertModule(ModuleType):
    """A module of which every name is there; its own attributes, which the import system sets, are kept."""

    def __getattr__(self, name: str) -> Any:
        if name == "__all__":
            return []
        return getattr(_NOTHING, name)


class InertPlots(MetaPathFinder, Loader):
    """Finds the packages that are not installed; it must stand last."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """An inert module, whatever its name within one of the packages."""
        if fullname.partition(".")[0] not in _PACKAGES:
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """A module with everything in it."""
        return _InertModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def install() -> None:
    """Stand in for what cannot be found anywhere else."""
    sys.meta_path.append(InertPlots())


def _subplots(nrows: int = 1, ncols: int = 1, *, squeeze: bool = True, **_: Any) -> tuple[Inert, Any]:
    import numpy as np

    axes = np.full((int(nrows), int(ncols)), None, dtype=object)
    axes.fill(_NOTHING)
    if not squeeze:
        return _NOTHING, axes
    return _NOTHING, axes.squeeze() if axes.size > 1 else _NOTHING


def _lines(*arguments: Any, **_: Any) -> list[Inert]:
    return [_NOTHING] * max(1, len(arguments) // 2)


def _hist(x: Any = (), bins: Any = 10, **options: Any) -> tuple[Any, Any, Inert]:
    import numpy as np

    known = {name: options[name] for name in ("range", "density", "weights") if name in options}
    counts, edges = np.histogram(np.asarray(x, dtype=float), bins, **known)
    return counts, edges, _NOTHING


def _limits(*_: Any, **__: Any) -> tuple[float, float]:
    return 0.0, 1.0


_NOTHING = Inert()
_SHAPED: dict[str, Any] = {
    "subplots": _subplots,
    "hist": _hist,
    **dict.fromkeys(("tqdm", "tqdm_notebook"), _Progress),
    **dict.fromkeys(("trange", "tnrange"), _progress_of_range),
    **dict.fromkeys(_LINES, _lines),
    **dict.fromkeys(_LIMITS, _limits),
}
