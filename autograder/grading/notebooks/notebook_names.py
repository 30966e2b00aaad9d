"""The names that an instructor's cells see: their own, and those of the student's cells, which live in the worker.

Who supplies a name: what the student is to define, the worker; what a given or a test cell has bound, that cell; of
given data that the solution uses, and may change in place, the worker again. A module, or what the instructor's
notebook imports, is the examiner's own, if it is that in the worker as well: it is nobody's answer. But for what the
student imports of one of the course's own modules that changes what it holds: that lives in the worker.
"""

import importlib
from collections.abc import Collection
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

from autograder.grading.notebooks.jobs import Facts
from autograder.grading.notebooks.rewriting import TELLING
from autograder.sandbox.companion import CellRun, Companion
from autograder.sandbox.errors import UnsupportedValue
from autograder.sandbox.notebook_errors import exception_class
from autograder.sandbox.notebook_objects import NotebookObject
from autograder.sandbox.proxies import type_name_of

_MISSING: Any = object()
_TESTING = ("unittest", "nose", "pytest", "hypothesis")
_CLASSES = ("type", "ABCMeta")


class Code(NamedTuple):
    """What the text of cells that run in the worker tells: names that it reads, names that functions bind globally.

    A student's text that reads, or rebinds, what only tests have would be handed the answer, or give it: of those it
    gets what students see, and that between tests.
    """

    read: frozenset[str]
    declared: frozenset[str]
    later: frozenset[str] = frozenset()

    def within(self, facts: Facts) -> "Code":
        """As far as the instructor's own code does so as well."""
        if facts.read is None:
            return self
        return Code(self.read & facts.read, self.declared & facts.declared, self.read & facts.shown - facts.read)


class Names(dict[str, Any]):
    """The global names of given cells and tests. Reading, binding and deleting act on both sides.

    ``rebinding`` are the names that code in the worker may bind again while a test runs, None for any: all others are
    looked up there once for a test, in place of each time that it says them.
    """

    def __init__(
        self, companion: Companion, facts: Facts, code: Code, scope: dict[str, Any], shared: Collection[str] = (),
        rebinding: frozenset[str] | None = frozenset(),
    ) -> None:  # fmt: skip
        super().__init__(__name__="__main__", __builtins__=scope)
        self._shared = shared
        self._companion, self._facts, self._code, self._scope = companion, facts, code.within(facts), scope
        self.theirs: set[str] = set()
        self._unsent: dict[str, Any] = {}
        self._later: dict[str, Any] = {}
        self._sending = False
        self._rebinding = rebinding
        self._kept: dict[str, Any] = {}  # what stands for names until the cell ends
        self._values: dict[str, Any] = {}  # … until the worker is next asked for anything but names
        self._looking = False

    @property
    def imports(self) -> set[str]:
        """Names that the instructor's notebook imports."""
        return set(self._facts.imports)

    def own_cell_begins(self) -> None:
        """A cell of the student's is about to run: it sees what earlier tests have shown."""
        self._unsent |= self._later
        self._later.clear()

    # -- what cells have done -----------------------------------------------------------------------------------

    def own_cell_ran(self, run: CellRun) -> None:
        """A cell of the student's has run in the worker."""
        changed = {n for n in self._free(run.bound) if n in self._facts.asked or not self._is_ours(n)}
        changed |= {n for n in self if n in self._facts.used and _is_data(dict.get(self, n))}
        changed |= {n for n in self if n in self._facts.changed and not isinstance(dict.get(self, n), ModuleType)}
        for name in changed:
            dict.pop(self, name, None)
        self.theirs |= changed
        self.theirs -= run.deleted

    def given_cell_ran(self, run: CellRun, bound_here: set[str], changed_there: set[str]) -> None:
        """A given cell has run in the worker and, but for what needs the student's names, here."""
        self.theirs |= self._free(run.bound) - bound_here
        for name in self._free(frozenset(changed_there)):
            dict.pop(self, name, None)
            self._forget(name)
            self.theirs.add(name)
        for name in bound_here:
            self._unsent.pop(name, None)  # the worker has bound it as well

    def _free(self, names: frozenset[str]) -> set[str]:
        """Those that a student may mean something by: what tests are written with (``abs``, ``len``) is no answer."""
        return {n for n in names if n in self._facts.asked or not (n in self._scope or _is_dunder(n))}

    def _is_ours(self, name: str) -> bool:
        value = dict.get(self, name, _MISSING)
        return value is not _MISSING and not (_is_data(value) and name in self._facts.used)

    # -- as a dict ----------------------------------------------------------------------------------------------

    def __getitem__(self, name: str) -> Any:
        value = dict.get(self, name, _MISSING)
        if value is not _MISSING:
            return value
        if name in self._scope and name not in self.theirs:
            raise KeyError(name)
        for known in (self._kept, self._values):
            if name in known:
                return known[name]
        self._looking, looking = True, self._looking
        try:
            found = self._looked_up(name)
        finally:
            self._looking = looking
        changes = not isinstance(found, NotebookObject | ModuleType | type | FunctionType)
        if self._rebinding is None or name in self._rebinding or changes:
            self._values[name] = found
        else:
            self._kept[name] = found
        return found

    def _looked_up(self, name: str) -> Any:
        try:
            own = self._own_import(name)
            if own is not None:
                return own
            found = self._companion.ask("global", name, label=name)
        except NameError:
            raise KeyError(name) from None
        return self._exception(found) if type_name_of(found) in _CLASSES else found

    def cell_begins(self) -> None:
        """Nothing that was looked up before is known any more."""
        self._kept.clear()
        self._values.clear()

    def _forget(self, name: str) -> None:
        for known in (self._unsent, self._later, self._kept, self._values):
            known.pop(name, None)

    def __setitem__(self, name: str, value: Any) -> None:
        self._forget(name)
        if name in self._code.declared and self._send(name, value):
            dict.pop(self, name, None)
            self.theirs.add(name)  # the student's functions may bind it again, whenever they are called
            return
        dict.__setitem__(self, name, value)
        self.theirs.discard(name)
        if name in self._code.read:
            self._unsent[name] = value
        elif name in self._code.later:
            self._later[name] = value

    def __delitem__(self, name: str) -> None:
        here = dict.pop(self, name, _MISSING) is not _MISSING
        self._forget(name)
        self.theirs.discard(name)
        try:
            self._companion.tell("del_global", name)
        except NameError:
            if not here:
                raise KeyError(name) from None

    def __contains__(self, name: object) -> bool:
        try:
            self[name]  # type: ignore[index]
        except KeyError:
            return False
        return True

    def get(self, name: str, default: Any = None) -> Any:
        """As a dict's, on both sides."""
        try:
            return self[name]
        except KeyError:
            return default

    def send(self) -> None:
        """Have the worker know what tests have bound since it was last asked, as far as its code reads it.

        It is about to be asked, and may change what names mean.
        """
        if not self._looking:
            self._values.clear()
        if self._sending or not self._unsent:
            return
        self._sending = True
        try:
            for name, value in list(self._unsent.items()):
                self._send(name, value)
            self._unsent.clear()
        finally:
            self._sending = False

    def _send(self, name: str, value: Any) -> bool:
        home, attribute = origin_of(value)
        try:
            if home:
                self._companion.tell("import_as", name, home, attribute)
            else:
                self._companion.tell("set_global", name, value)
        except (TypeError, ImportError, AttributeError, UnsupportedValue):
            return False  # what cannot be handed over the student's code does without
        return True

    def _exception(self, found: Any) -> Any:
        """An exception that the notebook defines, as a class that can be caught here; any other class as it is."""
        match self._companion.ask("exception", found, label="exception"):
            case [str() as name, [*bases]] if all(type(base) is str for base in bases):
                return exception_class(name, bases)
        return found

    def _own_import(self, name: str) -> Any:
        """What the instructor's notebook imports under a name, if the worker has just that."""
        candidates = [self._facts.imports[name]] if name in self._facts.imports else []
        candidates += [(star, name) for star in self._facts.stars]
        for module, attribute in candidates:
            if module in self._shared and name in self._facts.asked:
                continue
            try:
                own = importlib.import_module(module)
                own = getattr(own, attribute) if attribute else own
            except (ImportError, AttributeError):
                continue
            if self._companion.ask("is_from", name, module, attribute, label=name) is True:
                return own
            if not attribute or _judges(module, attribute):
                self._companion.ask("global", name, label=name)  # it must be there, whatever the student takes for it
                return own
        return None


def origin_of(value: Any) -> tuple[str, str]:
    """Module and attribute of what an installed package offers: a module, a function, a class. Empty for all else."""
    if isinstance(value, NotebookObject):
        return "", ""
    if isinstance(value, ModuleType):
        return value.__name__, ""
    home, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if not (isinstance(home, str) and isinstance(name, str) and callable(value)) or home in ("__main__", "builtins"):
        return "", ""
    try:
        found = getattr(importlib.import_module(home), name, None)
    except (ImportError, ValueError):
        return "", ""
    return (home, name) if found is value else ("", "")


def _is_dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _judges(module: str, attribute: str) -> bool:
    """Whether it is what tests compare with: no exercise is to write that anew."""
    home = module.partition(".")[0]
    return home in _TESTING or ".testing" in module or attribute.startswith("assert") or attribute in TELLING


def _is_data(value: Any) -> bool:
    return not (isinstance(value, ModuleType | type) or callable(value))
