"""What a student is told of an exception: where it came from in their own code, and what is only not written yet."""

import re
import sys
import traceback
from collections.abc import Collection
from pathlib import Path
from types import ModuleType

from autograder.course.handed_out.regions import HERE
from autograder.text import Text

_LOADED = re.compile(r"<cell (\d+)>")
_RUNNING = re.compile(r"<ipython-input-|.*[/\\]ipykernel_\d+[/\\]")
_MARK = HERE.partition(" / ")[0]
NOT_WRITTEN = Text("not written yet", "まだ書かれていません")
MORE = Text(
    "More checks, which you do not see, are run when your work is graded: try what they might try.",
    "採点では、公開されていないテストも実行されます。課題文にあって公開テストにないことも、自分で試してみてください。",
)
"""What to say once all public checks pass."""


def own_frames(error: BaseException, files: Collection[str]) -> list[traceback.FrameSummary]:
    """The frames of an exception that lie in these files, or in cells of a notebook."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f for f in frames if f.filename in files or _LOADED.match(f.filename) or _RUNNING.match(f.filename)]


def unwritten(error: BaseException, files: Collection[str]) -> Text | None:
    """That what was called is still as it was released, if the exception came from there."""
    own = own_frames(error, files)
    if not isinstance(error, NotImplementedError) or not own or _MARK not in (own[-1].line or ""):
        return None
    where = place(own[-1].filename, own[-1].lineno or 0)
    name = f"`{own[-1].name}`"
    return Text(f"{name} is {NOT_WRITTEN.en} ({where.en}).", f"{name} は{NOT_WRITTEN.ja}（{where.ja}）。")


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
    loaded = _LOADED.match(filename)
    if loaded:
        return _of_cell(loaded[1], line)
    if _RUNNING.match(filename):
        number = _execution_count(filename)
        return _of_cell(f"In[{number}]" if number else "", line)
    name = Path(filename).name
    return Text(f"{name}, line {line}", f"{name} の {line} 行目")


def _of_cell(name: str, line: int) -> Text:
    return Text(f"cell {name}".rstrip() + f", line {line}", f"セル {name}".rstrip() + f" の {line} 行目")


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
