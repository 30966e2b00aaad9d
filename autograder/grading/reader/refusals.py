"""What one submission may cost its reader, and how its author is told that it was too much."""

import os
import signal

from autograder.text import Text

CPU_SECONDS = 5
"""A right notebook of 30 MB takes 0.1; a megabyte of hostile text under 2."""
MEMORY = 2**29
"""Bytes of address space over those of a reader that has read nothing."""
OUT_OF_MEMORY = 71
"""Exit status of a reader that has no memory left."""

TOO_SLOW = Text(
    f"It takes more than {CPU_SECONDS} seconds of computing time to read what was handed in. "
    "Hand in only the files of the assignment.",
    f"提出物の読み込みに {CPU_SECONDS} 秒を超える計算時間がかかります。課題のファイルだけを提出してください。",
)
TOO_BIG = Text(
    f"It takes more than {MEMORY >> 20} MB of memory to read what was handed in. "
    "Hand in only the files of the assignment.",
    f"提出物の読み込みに {MEMORY >> 20} MB を超えるメモリが必要です。課題のファイルだけを提出してください。",
)


def cannot_be_read(what: str) -> Text:
    """Something unforeseen about the bytes."""
    return Text(
        f"What was handed in cannot be read ({what}). Save the files anew and hand them in again.",
        f"提出物を読み込めません（{what}）。ファイルを保存し直して再提出してください。",
    )


def why_ended(status: int) -> Text:
    """Why a reader ended while it read, from its wait status."""
    if is_too_slow(status):
        return TOO_SLOW
    if os.WIFEXITED(status):
        code = os.WEXITSTATUS(status)
        return TOO_BIG if code == OUT_OF_MEMORY else cannot_be_read(f"exit status {code}")
    return cannot_be_read(f"signal {os.WTERMSIG(status)}")


def is_too_slow(status: int) -> bool:
    """Whether the kernel ended a reader because its computing time was over."""
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
