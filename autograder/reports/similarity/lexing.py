"""Python text as lines of tokens, whatever is wrong with it; nothing is parsed, imported or run.

One pass of one regular expression that never has to go back, so a hostile text costs what a harmless one of its length
does: wherever the inside of a string ends, one of the ends fits. Possessive groups would say so, but Python before
3.11.5 matches those wrongly that hold alternatives (python/cpython#106052).
"""

import re
from collections.abc import Iterator

import msgspec

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
  | (?P<string>[rbfuRBFU]{0,2}(?:
        \"{3}[^\\"]*(?:(?:\\.|"(?!""))[^\\"]*)*(?:\"{3}|\Z|\\) | '{3}[^\\']*(?:(?:\\.|'(?!''))[^\\']*)*(?:'{3}|\Z|\\)
      | "[^\\"\n]*(?:\\.[^\\"\n]*)*(?:"|(?=\n)|\Z|\\) | '[^\\'\n]*(?:\\.[^\\'\n]*)*(?:'|(?=\n)|\Z|\\)))
  | (?P<name>[^\W\d]\w*+)
  | (?P<number>\.?\d[\w.]*+(?:(?<=[eE])[+-]\d++)?)
  | (?P<joined>\\\r?\n)
  | (?P<end>\n|;)
  | (?P<blank>[^\S\n]++)
  | (?P<sign>\*\*=?|//=?|<<=?|>>=?|->|:=|\.\.\.|[-+*/%@&|^<>=!]=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")
_STARTS = frozenset({"def", "class", "import", "from"})


class Token(msgspec.Struct, frozen=True):
    """A word, number, text or sign of Python, and its line, from 0."""

    kind: str
    text: str
    line: int


Line = tuple[Token, ...]
"""What Python reads as one line: brackets are closed, comments and docstrings left out."""


def logical_lines(text: str, limit: int) -> Iterator[Line]:
    """The lines of a text that say something, of its first `limit` tokens."""
    line: list[Token] = []
    depth = 0
    for token in _tokens(text, limit):
        if token.kind == "end" and (depth == 0 or token.text == ";"):
            yield from _said(line)
            line = []
        elif token.kind != "end":
            if token.text in _STARTS and depth and _is_first(token, line):  # a bracket above was never closed
                yield from _said(line)
                line, depth = [], 0
            depth = max(0, depth + (token.text in _OPEN) - (token.text in _CLOSE))
            line.append(token)
    yield from _said(line)


def _tokens(text: str, limit: int) -> Iterator[Token]:
    number = 0
    for count, found in enumerate(_TOKEN.finditer(text)):
        if count >= limit:
            return
        kind, said = found.lastgroup or "", found[0]
        if kind not in ("comment", "blank", "joined"):
            yield Token(kind, said, number)
        number += said.count("\n")


def _is_first(token: Token, line: list[Token]) -> bool:
    """Whether a token begins a line of the file, inside of brackets."""
    return bool(line) and line[-1].line < token.line and token.text in ("def", "class")


def _said(line: list[Token]) -> Iterator[Line]:
    if any(token.kind != "string" for token in line):  # texts alone are docstrings, or remarks
        yield tuple(line)
