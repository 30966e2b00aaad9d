"""Takes IPython's own syntax out of a notebook cell, so that what is left is Python, line for line.

Not a parser: the text may be anything. It is read line by line as far as it must be to know where a statement
begins: strings, brackets and line continuations are followed. Valid Python comes back unchanged. Every character is
looked at a bounded number of times: a hostile text of a megabyte takes a second or less.
"""

import re
from typing import NamedTuple

from autograder.lazy_expressions import expression
from autograder.sandbox.whereabouts import line_of
from autograder.text import Text, one_line

# Cell magics whose body is Python that runs here. The body of any other is not ours to run.
_KEPT = ("time", "timeit", "capture", "prun", "memit", "mprun", "lprun", "snakeviz", "pyinstrument")
_WRITING = ("writefile", "file")
# The cell magic of the package jdc, with which a notebook tells the methods of a class one after the other.
_ADDING = re.compile(r"[ \t]*%%add_to[ \t]+([A-Za-z_]\w*)[ \t]*\Z")
_FUNCTION = re.compile(r"^(?:async[ \t]+)?def[ \t]+([A-Za-z_]\w*)", re.MULTILINE)
# Cell magics that show something or talk to the system, and define nothing that a function could need.
_SHOWING = frozenset(
    [
        "HTML",
        "SVG",
        "bash",
        "cmd",
        "html",
        "javascript",
        "js",
        "latex",
        "markdown",
        "script",
        "sh",
        "svg",
        "system",
        "sx",
        "perl",
        "ruby",
        "debug",
        "tutor",
        "mermaid",
    ]
)

_INDENT = expression(r"[ \t\f]*")
_CELL_MAGIC = expression(r"[ \t]*%%(\w*)")
_TIMED = expression(r"([ \t]*)%time[ \t]+(?=[^-\s])")
_ESCAPED = expression(r"[ \t]*(?:[%!?]|(?:pip|conda|mamba)[ \t]+(?:install|uninstall|list|show|freeze)\b)")
_RUN = expression(r"([ \t]*)%(?:run|load)[ \t]+(.*)")
_PYLAB = expression(r"([ \t]*)%pylab\b")
_IMPORTS_OF_PYLAB = "import numpy as np; from numpy import *; from matplotlib import pyplot as plt"
_STORED = expression(r"[ \t]*%store[ \t]+-r\b")
_MOST_NAMES = 10
_ASSIGNS = expression(r"^[ \t]*(\w+)[ \t]*=")
_RESTORED = expression(r"(?<![\w-])([A-Za-z_]\w*)")
_BODY = expression(r"^(?:cp?def[ \t]+(?:[\w\[\], ]+[ \t])?|def[ \t]+|class[ \t]+)(\w+)", re.MULTILINE)
_ARGUMENT = expression(r"\"([^\"]*)\"|'([^']*)'|(\S+)")
_SHELL = expression(r"[ \t]*get_ipython\(\)")
# What nbconvert writes for a cell or line magic: the code stands in the last argument.
_EXPORTED = expression(r"([ \t]*)get_ipython\(\)\.run_(?:cell|line)_magic\('(\w+)', (?:'(?:[^'\\]|\\.)*', )?(?=['\"])")
_EXPORTED_RUN = expression(r"([ \t]*)get_ipython\(\)\.run_line_magic\('(?:run|load)', '((?:[^'\\]|\\.)*)'\)")
_EXPORTED_FILE = expression(r"([ \t]*)get_ipython\(\)\.run_cell_magic\('(?:writefile|file)', (?=['\"])")
_TOKEN = expression(
    r"#"  # a comment
    r"|'''|\"\"\"|'|\""  # a string
    r"|[(\[{]|[)\]}]"
    r"|=[ \t]*(?=[%!]|get_ipython\(\))"  # x = !ls: never Python
    r"|\\\Z"  # continued on the next line
    r"|\?(?=[ \t]*\Z)"  # name?: never Python
)
# Without any of these there is nothing to take out: so it is with most modules.
_ANY_SIGN = expression(r"^[ \t]*(?:[%!?]|pip\b|conda\b|mamba\b)|\?[ \t]*$|=[ \t]*[%!]|get_ipython", re.MULTILINE)
_CLOSING = {quote: expression(rf"\\.|{quote}") for quote in ("'''", '"""', "'", '"')}


class LeftOut(NamedTuple):
    """A magic that would have defined something and is not run: its line, from 1, what stands there, and which names.

    The names are those that can be read off it; there may be others.
    """

    line: int
    magic: str
    names: tuple[str, ...] = ()


def clean_cell(text: str, left_out: list[LeftOut] | None = None) -> str:
    """The Python in a notebook's code cell, line by line.

    Line magics, shell commands and ``help?`` become ``pass``; ``x = !command`` becomes ``x = None``;
    ``%time y = f(x)`` becomes ``y = f(x)``; ``%run file.py`` a call of ``__run__``. A cell that begins with ``%%time``,
    ``%%timeit`` or ``%%capture`` keeps its body, of one that begins with ``%%writefile`` it is handed to ``__write__``,
    after that of ``%%add_to Name`` one line more puts its functions into the class. One that begins with another cell
    magic (``%%bash``, ``%%html``) becomes empty. What is lost is put on a list.
    """
    lines = text.split("\n")
    added = ""
    for number, line in enumerate(lines):
        magic = _CELL_MAGIC.match(line)
        if magic and magic.group(1) in _KEPT:
            lines[number] = ""
        elif adding := _ADDING.match(line):
            lines[number] = ""
            added = _added(adding.group(1), "\n".join(lines))
        elif magic:
            kept = ""
            if magic.group(1) in _WRITING:
                kept = f"__write__({line[magic.end() :].strip()!r}, {chr(10).join([*lines[number + 1 :], ''])!r})"
            elif magic.group(1) not in _SHOWING and left_out is not None:
                body = "\n".join(lines[number + 1 :])
                left_out.append(LeftOut(number + 1, one_line(line.strip()), _names_in(_BODY, body)))
            return "\n" * number + kept + "\n" * (len(lines) - 1 - number)
        elif line.strip():
            break
    return clean_module("\n".join(_dedented(lines)), left_out) + added


def clean_module(text: str, left_out: list[LeftOut] | None = None) -> str:
    """The same for a module that may have been saved from a notebook: line magics and exported ones."""
    if not _ANY_SIGN.search(text):
        return text
    lines = text.split("\n")
    reader = _Reader()
    number = 0
    while number < len(lines):
        line = lines[number]
        changed = _as_python(line) if reader.between_statements else None
        if changed is None:
            changed = reader.read(line)
        if changed is not None:
            if left_out is not None and (changed.endswith("= None") or _STORED.match(line)):
                names = _names_in(_ASSIGNS, line) or _names_in(_RESTORED, _STORED.sub("", line))
                left_out.append(LeftOut(number + 1, one_line(line.strip()), names))
            lines[number] = changed
            while line.endswith("\\") and number + 1 < len(lines):
                number += 1
                line, lines[number] = lines[number], ""
        number += 1
    return "\n".join(lines)


def said_of(left_out: LeftOut, file: str) -> Text:
    """What a student and the instructor read of a magic that was left out."""
    where = line_of(file, left_out.line)
    names = ", ".join(f"`{name}`" for name in left_out.names)
    what = Text("What it would have defined", "この行で定義されるはずのものは、")
    if names:
        what = Text(names, names.replace(", ", "、") + " は")
    verb = "are" if len(left_out.names) > 1 else "is"
    return Text(
        f"{where.en} `{left_out.magic}` was not run: only Python is, in grading. {what.en} {verb} missing.",
        f"{where.ja} `{left_out.magic}` は実行していません（採点では Python だけを実行します）。"
        f"{what.ja}定義されていません。",
    )


def _names_in(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pattern.findall(text)))[:_MOST_NAMES]


def _added(owner: str, body: str) -> str:
    """The line that makes functions methods of a class, or of one object."""
    names = dict.fromkeys(_FUNCTION.findall(body))
    return "\n" + "; ".join(f"{owner}.{n} = {n} if isinstance({owner}, type) else {n}.__get__({owner})" for n in names)


def _dedented(lines: list[str]) -> list[str]:
    """Without the indentation of the first line with something on it, as IPython runs such a cell."""
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    return [line.removeprefix(indent) for line in lines] if indent else lines


def _as_python(line: str) -> str | None:
    """What a line that is IPython's own from its beginning becomes; None for any other."""
    timed = _TIMED.match(line)
    if timed:
        return timed.group(1) + line[timed.end() :].rstrip("\\")
    if run := _RUN.match(line) or _EXPORTED_RUN.match(line):
        return _run(*run.groups())
    if pylab := _PYLAB.match(line):
        return pylab.group(1) + _IMPORTS_OF_PYLAB
    if _ESCAPED.match(line):
        return _nothing(line)
    if written := _EXPORTED_FILE.match(line):
        return f"{written.group(1)}__write__({line[written.end() :]}"
    exported = _EXPORTED.match(line)
    if exported and exported.group(2) in _KEPT:
        return f"{exported.group(1)}exec({line[exported.end() :]}"
    return None


def _run(indent: str, arguments: str) -> str:
    """What is to be run of the arguments of ``%run``: the first that is no option; a module's name is one, too."""
    words = [double or single or word for double, single, word in _ARGUMENT.findall(arguments.rstrip("\\"))[:20]]
    files = [word for word in words if word.endswith((".py", ".ipynb"))]
    modules = [word.replace(".", "/") for word in words[words.index("-m") + 1 :]] if "-m" in words else []
    named = files or modules or [word for word in words if not word.startswith("-") and not word.isdecimal()]
    return f"{indent}__run__({named[0]!r})" if named else f"{indent}pass"


def _nothing(line: str) -> str:
    indent = _INDENT.match(line)
    return (indent.group() if indent else "") + "pass"


def _assigned(line: str, sign: re.Match[str]) -> str:
    """The line with nothing assigned, or with what ``%time`` runs."""
    timed = _TIMED.match(line, sign.end())
    return f"{line[: sign.start() + 1]} {line[timed.end() :] if timed else None}"


class _Reader:
    """Follows strings, brackets and continuations from line to line."""

    def __init__(self) -> None:
        self._quote = ""
        self._depth = 0
        self._continued = False

    @property
    def between_statements(self) -> bool:
        """Whether the next line begins a statement."""
        return not (self._quote or self._depth or self._continued)

    def read(self, line: str) -> str | None:
        """Take a line in; what it must become, if it is an assignment from a magic or a question."""
        begins = self.between_statements
        self._continued = False
        shell, position = None, 0  # what the line becomes if it ends its statement: x = get_ipython()…
        if self._quote:
            position = self._string_end(line, 0)
        while token := _TOKEN.search(line, position) if position >= 0 else None:
            position, found = token.end(), token.group()
            if found == "#":
                break
            if found in _CLOSING:
                self._quote = found
                position = self._string_end(line, position)
            elif found in "([{":
                self._depth += 1
            elif found in ")]}":
                self._depth = max(0, self._depth - 1)
            elif found == "\\":
                self._continued = True
            elif begins and not self._depth:
                if found == "?":
                    return shell or _nothing(line)
                if line[position] in "%!":
                    return shell or _assigned(line, token)
                shell = shell or _assigned(line, token)
        if begins and self.between_statements:
            return shell or (_nothing(line) if _SHELL.match(line) else None)
        return None

    def _string_end(self, line: str, position: int) -> int:
        """Where the open string ends in a line; -1 if it goes on, or breaks off at the line's end."""
        for found in _CLOSING[self._quote].finditer(line, position):
            if found.group() == self._quote:
                self._quote = ""
                return found.end()
        if len(self._quote) == 1 and not line.endswith("\\"):
            self._quote = ""
        return -1
