"""The exceptions that kadai raises for its users, in one picture.

KadaiError                 anything kadai itself has to say
└── UsageError             the user's input is wrong; the command ends with exit code 2

What a *submission* does wrong is never one of these: see ``autograder.sandbox.errors``.
"""

import errno
from typing import Literal

from autograder.text import Text

Ended = Literal["timeout", "wall", "deadline", "crashed"]
"""How a student's program ends before its time: by computing, by the clock, by the run's deadline, or by itself."""


class KadaiError(Exception):
    """Root of the errors that kadai raises on purpose: ``KadaiError(Text(en, ja))``.

    `text` is the sentence in both languages, `str` the English one. More is put before or behind it as to a string:
    ``UsageError(f"{file}: " + error.text)``.
    """

    def __init__(self, said: Text | str) -> None:
        self.text = said if isinstance(said, Text) else Text(said, "")
        super().__init__(self.text)

    def __str__(self) -> str:
        return self.text.en


class UsageError(KadaiError, ValueError):
    """Wrong input by the user: one sentence that names the file and the remedy."""


_SYSTEM = {
    errno.ENOENT: "そのようなファイルやフォルダはありません",
    errno.EACCES: "アクセスが許可されていません",
    errno.EPERM: "許可されていない操作です",
    errno.EISDIR: "フォルダです",
    errno.ENOTDIR: "途中にフォルダでないものがあります",
    errno.EEXIST: "すでにあります",
    errno.ENOSPC: "空き容量がありません",
    errno.EROFS: "読み取り専用のファイルシステムです",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.ELOOP: "リンクが循環しています",
    errno.EIO: "入出力エラーです",
}


def system_said(error: OSError) -> Text:
    """The operating system's reason, for the parentheses in a sentence."""
    words = error.strerror or type(error).__name__
    return Text(words, _SYSTEM.get(error.errno or 0, words))
