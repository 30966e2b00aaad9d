"""Finds English words that are left in Japanese text, apart from what is the same in every language."""

import re

# Code, options, placeholders, names of files, addresses, quotations, and what stands between backticks or quotes.
_NEUTRAL = re.compile(
    r"`[^`]*`|'[^']*'|\"[^\"]*\"|https?://\S+|tls://\S+|\[[\w|…. -]+\]|--?[a-zA-Z][\w-]*(?:[ =][A-Z]+)?|<[^>]*>"
    r"|[\w.{}/\\~-]*[/\\][\w.{}/\\~*-]*|\b[\w-]+\.(?:py|ipynb|json|csv|html|toml|db|md|zip|xlsx?|txt|sqlite)\b"
    r"|\$?\b[A-Z][A-Z_]+\b|\b\w*_\w+\b|\b\w+\(\)|\b\w+=\S*"
)
# Names of things, and words of a language of programming.
NAMES = frozenset(
    [
        "kadai",
        "Python",
        "NumPy",
        "Dask",
        "Jupyter",
        "nbgrader",
        "Linux",
        "Windows",
        "Canvas",
        "Moodle",
        "Blackboard",
        "Brightspace",
        "Sakai",
        "manaba",
        "Gradescope",
        "GitHub",
        "PrairieLearn",
        "JupyterHub",
        "systemd",
        "Classroom",
        "JUnit",
        "XML",
        "Excel",
        "Colab",
        "Git",
        "TOML",
        "Ctrl-C",
        "Ctrl",
        "C",
        "zip",
        "adopt",
        "py",
        "ipynb",
        "id",
        "pip",
        "pytest",
        "true",
        "false",
        "en",
        "ja",
        "x",
        "strong",
        "standard",
        "weak",
        "full",
        "diagnosis",
        "outcome",
        "visible",
        "release",
        "wheel",
        "import",
        "fixture",
        "RunCells",
        "kadai-sandbox",
        "after",
        "points",
        "version",
        "command",
        "args",
        "options",
        "command",
        "s",
        "e",
        "g",
        "j",
        "h",
        "o",
        "v",
        "i",
        "n",
        "m",
        "a",
        "w",
        "web",
    ]
)
_WORD = re.compile(r"[A-Za-z][a-z]{2,}")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def english_left(text: str, more: frozenset[str] = frozenset()) -> list[str]:
    """The English words of a text that are no names; of two or more in a row, all."""
    plain = _NEUTRAL.sub(" ", text)
    return [word for word in _WORD.findall(plain) if word not in NAMES and word.lower() not in NAMES | more]


def is_japanese(text: str) -> bool:
    """Whether there is Japanese in it."""
    return bool(_JAPANESE.search(text))
