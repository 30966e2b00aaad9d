"""What a student is told of an exception: where it came from in their own code, and what is only not written yet."""

import linecache
import re
import sys
import traceback
from collections.abc import Collection
from pathlib import Path
from types import FunctionType, ModuleType

from autograder.sandbox import whereabouts
from autograder.text import NOTHING, Text

_LOADED = re.compile(r"<cell (\d+)>")
_RUNNING = re.compile(r"<ipython-input-|.*[/\\]ipykernel_\d+[/\\]")
MORE = Text(
    "Well done. More checks, which you do not see, are run when your work is graded: try what they might try.",
    "その調子です。採点では、公開されていないテストも実行されます。課題文にあって公開テストにないことも、自分で試してみてください。",
)
"""What to say once all public checks pass."""


def own_frames(error: BaseException, files: Collection[str]) -> list[traceback.FrameSummary]:
    """The frames of an exception that lie in these files, or in cells of a notebook."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f for f in frames if f.filename in files or _LOADED.match(f.filename) or _RUNNING.match(f.filename)]


def undefined(error: BaseException, module: ModuleType, errors: Collection[BaseException]) -> Text | None:
    """That the module lacks a name, if the exception says so; and why, if it did not run through."""
    if not isinstance(error, AttributeError) or error.obj is not module:
        return None
    said = Text(f"Your file does not define `{error.name}`.", f"`{error.name}` が定義されていません。")
    if errors:
        said += Text(" See the error above.", "上のエラーを見てください。")
    return said


def place(filename: str, line: int) -> Text:
    """A line of a file or cell, in words; of a running notebook, the cell as its ``In[n]`` counts it."""
    if _RUNNING.match(filename):
        number = _execution_count(filename)
        return whereabouts.of_cell(f"In[{number}]" if number else "", line)
    return whereabouts.place(Path(filename).name, line)


def defined_in(module: ModuleType, names: Collection[str]) -> Text:
    """In which cells of a notebook the functions and classes of these names stand; nothing of those in a file."""
    found = {}
    for name in sorted(names):
        thing = vars(module).get(name)
        members = vars(thing).values() if isinstance(thing, type) else [thing]
        code = next((m.__code__ for m in members if isinstance(m, FunctionType)), None)
        if code is not None and (_RUNNING.match(code.co_filename) or _LOADED.match(code.co_filename)):
            found[name] = place(code.co_filename, code.co_firstlineno)
    if not found:
        return NOTHING
    en = ", ".join(f"`{name}` ({where.en})" for name, where in found.items())
    ja = "、".join(f"`{name}`（{where.ja}）" for name, where in found.items())
    return Text(f"It looks at {en}.", f"調べているのは{ja}です。")


def running_cells() -> list[tuple[str, str]]:
    """The cells that the running notebook has run, in that order, with what tracebacks call them."""
    names = [name for name in list(linecache.cache) if _RUNNING.match(name) or _LOADED.match(name)]
    order = {name: number for number, name in enumerate(names)}
    names.sort(key=lambda name: (_execution_count(name) or 0, order[name]))
    return [(name, "".join(linecache.getlines(name))) for name in names]


def _execution_count(filename: str) -> int | None:
    """Which cell of the running kernel a file stands for: IPython keeps account of it."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    count = getattr(getattr(shell, "compile", None), "_filename_map", {}).get(filename)
    return count if isinstance(count, int) else None


def note(error: BaseException) -> Text:
    """What went wrong at the top level of a file: the line, its text, and the exception."""
    what = f"{type(error).__name__}: {error.msg if isinstance(error, SyntaxError) else error}"
    if isinstance(error, SyntaxError):
        filename, line, text = error.filename, error.lineno, error.text
    else:
        last = [None, *traceback.extract_tb(error.__traceback__)][-1]
        filename, line, text = (last.filename, last.lineno, last.line) if last else (None, None, None)
    if not filename or not line:
        return Text.same(what)
    shown = f"\n    {text.strip()}" if text and text.strip() else ""
    where = place(filename, line)
    return Text(f"{where.en}: {what}{shown}", f"{where.ja}: {what}{shown}")
