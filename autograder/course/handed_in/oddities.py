"""What is said of a file that was read, though not as its name or the rules have it; in both languages."""

from autograder.text import Text, file_name


def is_a_notebook(name: str) -> Text:
    """JSON of a notebook under another name."""
    shown = file_name(name)
    return Text(
        f"{shown} is a notebook, though not called .ipynb; it was read as one.",
        f"{shown} は名前が .ipynb ではありませんがノートブックです。ノートブックとして読みました。",
    )


def has_another_suffix(name: str) -> Text:
    """``x.py.txt``, ``x.ipynb.json``: a browser or a mail program has added something."""
    shown = file_name(name)
    return Text(
        f"{shown} was read, though something was added behind its suffix.",
        f"{shown} は拡張子の後ろに余分な文字がありますが、そのまま読みました。",
    )


def is_a_module(name: str) -> Text:
    """Python under the name of a notebook."""
    shown = file_name(name)
    return Text(
        f"{shown} is called a notebook but is a Python file; it was read as one.",
        f"{shown} は名前はノートブックですが、中身は Python ファイルです。Python ファイルとして読みました。",
    )


def is_a_transcript(name: str) -> Text:
    """What was typed at a prompt."""
    shown = file_name(name)
    return Text(
        f"{shown} is a transcript of an interpreter; what was typed at the prompt was read.",
        f"{shown} は対話環境の記録です。プロンプトに入力された部分だけを読みました。",
    )


def read_as(name: str, encoding: str) -> Text:
    """Another encoding than UTF-8."""
    shown = file_name(name)
    return Text(
        f"{shown} is in {encoding}, and was read as that. Better save it as UTF-8.",
        f"{shown} の文字コードは {encoding} です。そのまま読みましたが、UTF-8 で保存してください。",
    )


def stray_bytes(name: str, line: int) -> Text:
    """Bytes that are no text, within text."""
    shown = file_name(name)
    return Text(
        f"{shown} holds bytes that are not in UTF-8 (first in line {line}); they were left out.",
        f"{shown} に UTF-8 ではないバイトがあります（最初は {line} 行目）。その部分を除いて読みました。",
    )
