"""Commands that speak both languages: a text of a command's help has a paragraph that begins with ``ja:``.

So do the docstring, the ``help=`` of an option and the epilog; what comes after ``ja:`` is the Japanese.
Every command has ``--lang``. Nothing else is to be done for a new one.
"""

import copy
import re
from collections.abc import Iterable
from typing import Any

import click

from autograder.cli import click_words
from autograder.language import spoken

LANGUAGE = (
    "Language of messages  [default: $KADAI_LANG, else the locale's]\n"
    "ja: メッセージの言語  [既定値: $KADAI_LANG、なければロケールの言語]"
)
_MARK = re.compile(r"(?:^|\s*\n)\s*ja:\s*")


class Formatter(click.HelpFormatter):
    """Breaks lines where Japanese may be broken."""

    def write_text(self, text: str) -> None:
        """See `click.HelpFormatter`."""
        if spoken() == "en":
            super().write_text(text)
            return
        indent = " " * self.current_indent
        paragraphs = (_lines(part, self.width - len(indent)) for part in re.split(r"\n\s*\n", text))
        self.write("\n\n".join("\n".join(indent + line for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """See `click.HelpFormatter`."""
        if spoken() == "en":
            super().write_dl(rows, col_max, col_spacing)
            return
        rows = list(rows)
        first = min(max(len(name) for name, _ in rows), col_max) + col_spacing
        hanging = "\n" + " " * (self.current_indent + first)
        for name, text in rows:
            begin = name.ljust(first) if len(name) <= first - col_spacing else name + hanging
            self.write(" " * self.current_indent + begin)
            self.write(hanging.join(_lines(text, self.width - first - self.current_indent)) + "\n")


def _lines(paragraph: str, width: int) -> list[str]:
    """Wrapped; after a line with ``\\b`` they stay as they are."""
    first, _, rest = paragraph.partition("\n")
    if first.strip() == "\b":
        return rest.split("\n")
    from autograder.reports.line_breaks import wrapped  # what only help needs

    return wrapped(_joined(paragraph.split("\n")), max(width, 20))


def _joined(lines: Iterable[str]) -> str:
    """One line; between Japanese ones no space is needed."""
    text = ""
    for line in map(str.strip, lines):
        close = not text or (text[-1] > "\u2e80" and line[:1] > "\u2e80") or text[-1] in "、。（）「」"
        text += line if close else f" {line}"
    return text


click.Context.formatter_class = Formatter


def bilingual(command: click.Command) -> click.Command:
    """A copy of a command whose help is in the language spoken here, and which has ``--lang``."""
    made = copy.copy(command)
    made._help_option = None  # click keeps --help with its text, which may be in the other language
    made.params = [_translated(parameter) for parameter in command.params]
    made.help, made.epilog = _chosen(command.help), click_words.headings(_chosen(command.epilog))
    if not any(parameter.name == "language" for parameter in made.params):
        made.params.append(language(expose_value=False))
    if isinstance(made, click.Group):
        made.commands = {name: bilingual(part) for name, part in made.commands.items()}
    return made


def language(**rest: Any) -> click.Option:
    """The option ``--lang``; it has taken effect before any other is looked at, see `main`."""
    return click.Option(["--lang", "language"], type=click.Choice(["en", "ja"]), help=_chosen(LANGUAGE), **rest)


def _translated(parameter: click.Parameter) -> click.Parameter:
    if not isinstance(parameter, click.Option):
        return parameter
    made = copy.copy(parameter)
    made.help = _chosen(parameter.help)
    return made


def _chosen(text: str | None) -> str | None:
    """The part of a text that is in the language spoken here; English where there is no other."""
    if text is None:
        return None
    en, *ja = _MARK.split(text, maxsplit=1)
    return ja[0] if ja and spoken() == "ja" else en
