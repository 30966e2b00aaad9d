"""The entries of a catalogue, as authors write them: a wrong or a right variant of the reference is one call.

A call enters what it describes into the catalogue that is being loaded (`collecting`); otherwise nothing happens.
"""

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from autograder.errors import UsageError
from autograder.structs import Struct
from autograder.text import NOTHING, Text

Change = Sequence[tuple[str, str] | tuple[str, str, int]]


class CatalogueError(UsageError):
    """An entry of a catalogue is wrong, or no longer fits the reference: names the file and the entry."""


class Variant(Struct, frozen=True, kw_only=True):
    """Another form of the reference: a patch of it, or a module of its own."""

    id: str
    file: Path
    source: str
    """The variant's module text."""

    def error(self, what: Text) -> CatalogueError:
        """An error that names this entry."""
        return _error(self.file, self.id, what)


class Misconception(Variant, frozen=True, kw_only=True):
    """A wrong variant: `fails` names the checks that must reject it; all others must accept it.

    ``title`` names the mistake, ``text`` explains it, ``ask`` is a question that leads to the remedy.
    """

    fails: tuple[str, ...]
    title: Text
    text: Text
    ask: Text


class Equivalent(Variant, frozen=True, kw_only=True):
    """A right variant written differently: every check must accept it. ``why`` says what it stands for."""

    why: str


class EquivalentMutant(Struct, frozen=True):
    """A mechanical change of one line of the reference that no check can or should notice, and why."""

    old: str
    new: str
    why: str
    within: str = ""
    """The function or method that it is about, where the same line stands in several."""


class Unswept(Struct, frozen=True):
    """A sweep whose verdict the author decides, and why; by its name, or the beginning of several names."""

    sweep: str
    why: str


class Entries(Struct):
    """What the calls of one catalogue, or of one file of it, enter, and where they look for what they name."""

    file: Path
    reference: str
    folders: tuple[Path, ...]
    entries: list[Variant]
    mutants: list[EquivalentMutant] = []
    unswept: list[Unswept] = []


_collection: ContextVar[Entries | None] = ContextVar("_collection", default=None)


def misconception(
    id: str,
    *,
    change: Change | None = None,
    module: str | None = None,
    fails: Sequence[str],
    en: str,
    ja: str,
    ask_en: str,
    ask_ja: str,
    title_en: str | None = None,
    title_ja: str | None = None,
) -> None:
    """Enter a misconception into the catalogue that is being loaded (otherwise nothing happens).

    Added in version 0.1.0.

    Args:
        id: letters, digits and ``_``; what reports call it.
        change: pairs (old text, new text) to be replaced in the reference, one after the other. The old text
            must stand there exactly once, or as often as a third member says.
        module: instead of, or before, a change: a file beside the catalogue or in a used folder, or a whole
            module's text.
        fails: the ids of the checks that must reject the variant.
        en: what is wrong, told to the student.
        ja: the same in Japanese.
        ask_en: a question that leads to the remedy.
        ask_ja: the same in Japanese.
        title_en: a name for the mistake; by default the id, in words.
        title_ja: the same in Japanese; by default as in English.

    Raises:
        CatalogueError: if something is missing or does not fit.
    """
    title = title_en or str(id).replace("_", " ").capitalize()
    _enter(
        Misconception,
        id,
        change,
        module,
        lambda: {
            "fails": _names(fails),
            "title": Text(title, title_ja or title),
            "text": Text(en.strip(), ja.strip()),
            "ask": Text(ask_en.strip(), ask_ja.strip()),
        },
    )


def equivalent(id: str, *, change: Change | None = None, module: str | None = None, why: str) -> None:
    """Enter a right variant into the catalogue that is being loaded; the arguments as in `misconception`.

    Added in version 0.1.0.

    Raises:
        CatalogueError: if something is missing or does not fit.
    """
    _enter(Equivalent, id, change, module, lambda: {"why": why.strip()})


def equivalent_mutant(old: str, new: str, *, why: str, within: str = "") -> None:
    """Enter the reason why a mutant that ``kadai validate`` reports as surviving is right, in ``equivalents.py``.

    Added in version 0.1.0.

    Args:
        old: the line of the reference, as the report prints it.
        new: the mutant's, as the report prints it.
        why: why no check could tell the two apart, or why none should.
        within: the function, or ``Class.method``, where the same line stands in several of them.

    Raises:
        CatalogueError: if something is missing.
    """
    collection = _collection.get()
    if collection is None:
        return
    if not all(isinstance(part, str) and part.strip() for part in (old, new, why)):
        raise CatalogueError(
            Text(
                f"{collection.file}: equivalent_mutant({old!r}, …) needs both lines and why=",
                f"{collection.file}: equivalent_mutant({old!r}, …) には 2 つの行と why= が必要です",
            )
        )
    collection.mutants.append(EquivalentMutant(old, new, why.strip(), within))


def unswept(sweep: str, *, why: str) -> None:
    """Enter the reason why a sweep that ``kadai validate`` reports is as it should be, in ``equivalents.py``.

    Added in version 0.1.0.

    Args:
        sweep: its name as the report prints it, such as ``float32:numerical_gradient``, or what stands before one of
            its colons, for all that begin with it.
        why: of a wrong one, why no check could notice it; of a right one, why it is not asked for here.

    Raises:
        CatalogueError: if something is missing.
    """
    collection = _collection.get()
    if collection is None:
        return
    if not all(isinstance(part, str) and part.strip() for part in (sweep, why)):
        raise CatalogueError(
            Text(
                f"{collection.file}: unswept({sweep!r}) needs the name of a sweep and why=",
                f"{collection.file}: unswept({sweep!r}) には変異の名前と why= が必要です",
            )
        )
    collection.unswept.append(Unswept(sweep.strip(), why.strip()))


@contextmanager
def collecting(collection: Entries) -> Iterator[None]:
    """All calls within enter what they describe here."""
    token = _collection.set(collection)
    try:
        yield
    finally:
        _collection.reset(token)


def _enter(
    kind: type[Variant], id: str, change: Change | None, module: str | None, fields: Callable[[], dict[str, Any]]
) -> None:
    collection = _collection.get()
    if collection is None:
        return
    file = collection.file
    if not isinstance(id, str) or not id.replace("-", "_").isidentifier():
        raise CatalogueError(
            Text(
                f"{file}: the id {id!r} must be made of letters, digits and _",
                f"{file}: ID {id!r} には英数字と _ だけを使ってください",
            )
        )
    if any(e.id == id for e in collection.entries):
        raise CatalogueError(Text(f"{file}: {id!r} is there twice", f"{file}: {id!r} が 2 回あります"))
    if not change and module is None:
        raise CatalogueError(
            Text(
                f"{file}: {id!r} needs change=[(old, new), ...] or module=...",
                f"{file}: {id!r} には change=[(old, new), ...] か module=... が必要です",
            )
        )
    import msgspec  # not at the top: students import this module, with its words, but not msgspec

    try:
        changes = tuple(map(_counted, change or ()))
        source = _applied(changes, _module(module, collection, id), collection, id)
        entry = msgspec.convert({"id": id, "file": file, "source": source, **fields()}, type=kind)
    except (TypeError, ValueError, AttributeError) as error:
        if isinstance(error, CatalogueError):
            raise
        raise CatalogueError(
            Text(
                f"{file}: {id!r} is not written as it should be: {error}",
                f"{file}: {id!r} の書き方が正しくありません: {error}",
            )
        ) from None
    collection.entries.append(entry)


def _error(file: Path, id: str, what: Text) -> CatalogueError:
    return CatalogueError(Text(f"{file}: {id!r} {what.en}", f"{file}: {id!r} {what.ja}"))


def _applied(changes: Iterable[tuple[str, str, int]], module: str | None, collection: Entries, id: str) -> str:
    """The module that a patch makes of the reference, or of another module.

    Raises:
        CatalogueError: if the patch does not apply exactly, changes nothing, or gives no Python.
    """
    text = collection.reference if module is None else module
    for old, new, count in changes:
        if not old or old == new:
            raise _error(collection.file, id, Text("has a change that changes nothing", "の変更は何も変えません"))
        found = text.count(old)
        if found != count:
            raise _error(collection.file, id, _misfit(text, old, found, count))
        text = text.replace(old, new)
    if text == collection.reference:
        raise _error(collection.file, id, Text("is the same as the reference", "は模範解答と同じです"))
    try:
        compile(text, f"{collection.file.parent.name}:{id}", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        raise _error(
            collection.file,
            id,
            Text(f"is not Python once it is applied: {error}", f"に変更を当てると Python ではなくなります: {error}"),
        ) from None
    return text


def _names(fails: Any) -> tuple[str, ...]:
    if isinstance(fails, str):  # which is a sequence, too: of letters
        raise TypeError(f"fails is a list of checks, as in fails=[{fails!r}]")
    return tuple(fails)


def _counted(part: Any) -> tuple[str, str, int]:
    if not isinstance(part, tuple | list) or len(part) not in (2, 3):
        raise TypeError(f"a change is a pair (old text, new text), not {part!r}")
    import msgspec

    return msgspec.convert((*part, 1)[:3], type=tuple[str, str, int])


def _module(module: str | None, collection: Entries, id: str) -> str | None:
    if module is None or "\n" in module:
        return module
    for folder in collection.folders:
        path = folder / module
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return path.read_text(encoding="utf-8")
    places = " or ".join(map(str, collection.folders))
    raise CatalogueError(
        Text(
            f"{collection.file}: {id!r} names the module {module!r}, which is not in {places}",
            f"{collection.file}: {id!r} のモジュール {module!r} は {places} にありません",
        )
    )


def _misfit(text: str, old: str, found: int, count: int) -> Text:
    shown = old if len(old) <= 200 else f"{old[:200]}…"
    if found:
        times = "once" if count == 1 else f"{count} times"
        return Text(
            f"changes a text that must be there {times}, but is there {found} times; quote more of it, "
            f"or give the count as third member: {shown!r}",
            f"が変える部分は {count} 回だけ現れるはずですが、{found} 回あります。もっと長く引用するか、"
            f"3 つ目に回数を書いてください: {shown!r}",
        )
    lines = text.split("\n")
    first = next(line for line in old.split("\n") if line.strip() or line == old.split("\n")[-1])
    close = difflib.get_close_matches(first.strip(), [line.strip() for line in lines], n=1, cutoff=0.3)
    hint = NOTHING
    if close:
        number = next(n for n, line in enumerate(lines, 1) if line.strip() == close[0])
        hint = Text(f"; the nearest is line {number}: {close[0]!r}", f"。最も近いのは {number} 行目です: {close[0]!r}")
    return Text(f"changes a text that is not there: {shown!r}", f"が変える部分は見つかりません: {shown!r}") + hint
