"""Why a submission cannot be read, in the words of its author's languages."""

from pathlib import Path

from autograder.course.handed_in.account import NO_ACCOUNT, Account
from autograder.text import Text, file_name


class Unreadable(Exception):
    """A submission that cannot be read. The fault of that submission alone: never a UsageError."""

    def __init__(self, text: Text, account: Account = NO_ACCOUNT) -> None:
        super().__init__(text)
        self.text = text
        self.account = account

    def __str__(self) -> str:
        return self.text.en


class TooLarge(Unreadable):
    """A single file has more bytes than are accepted."""


class TooMany(Unreadable):
    """A folder has more files than are accepted."""


class TooMuch(Unreadable):
    """All files together have more bytes than are accepted of one submission."""


def _called(name: str) -> Text:
    """A file, folder or archive; what was gathered from several places has no name."""
    return Text.same(file_name(name)) if name else Text("The hand-in", "提出物")


def missing(name: str) -> Unreadable:
    """The file went away, or may not be read by this user."""
    shown = file_name(name)
    return Unreadable(Text(f"{shown} cannot be read.", f"{shown} を読み込めません。"))


def not_a_file(name: str) -> Unreadable:
    """A link, pipe, device or socket in the place of a file."""
    shown = file_name(name)
    return Unreadable(
        Text(
            f"{shown} is a link or a special file. Hand in an ordinary file.",
            f"{shown} はリンクまたは特殊ファイルです。通常のファイルを提出してください。",
        )
    )


def too_large(name: str, limit: int) -> TooLarge:
    """More bytes than are accepted."""
    shown, size = file_name(name), f"{limit / 2**20:g} MB"
    remedy = _REMEDIES.get(Path(name).suffix.lower(), _ONLY_ITS_FILES)
    return TooLarge(
        Text(f"{shown} is larger than {size}. {remedy.en}", f"{shown} が {size} を超えています。{remedy.ja}")
    )


_ONLY_ITS_FILES = Text("Hand in only the files of the assignment.", "課題のファイルだけを提出してください。")
_REMEDIES = {
    ".ipynb": Text("Clear its outputs before you hand it in.", "出力を消去してから提出してください。"),
    ".py": Text("Keep data in a file of another kind, or leave it out.", "データはプログラムに書かないでください。"),
}


def too_many(name: str, limit: int) -> TooMany:
    """More files than are accepted."""
    shown = _called(name)
    return TooMany(
        Text(
            f"{shown.en} holds more than {limit} files. Hand in only the files of the assignment.",
            f"{shown.ja} に {limit} 個を超えるファイルがあります。課題のファイルだけを提出してください。",
        )
    )


def too_much(name: str, limit: int) -> TooMuch:
    """More bytes than are accepted of one submission, all files together."""
    shown, size = file_name(name), f"{limit / 2**20:g} MB"
    return TooMuch(
        Text(
            f"With {shown}, more than {size} would have to be read. Hand in only the files of the assignment.",
            f"{shown} まで読み込むと合計 {size} を超えます。課題のファイルだけを提出してください。",
        )
    )


def too_much_text(name: str, limit: int) -> Unreadable:
    """More source text than is accepted of one submission."""
    shown, size = file_name(name), f"{limit / 2**20:g} MB"
    return Unreadable(
        Text(
            f"With {shown}, the program is longer than {size}. Keep data in files of another kind, or leave it out.",
            f"{shown} まで含めると、プログラムが {size} を超えます。データはプログラムに書かないでください。",
        )
    )


def too_many_helpers(name: str, limit: int) -> Unreadable:
    """More modules than are accepted beside the main file."""
    shown = file_name(name)
    return Unreadable(
        Text(
            f"With {shown}, the program consists of more than {limit} files beside the main one. Hand in fewer.",
            f"{shown} まで含めると、ほかに読み込むファイルが {limit} 個を超えます。数を減らしてください。",
        )
    )


def damaged_archive(name: str) -> Unreadable:
    """Not a zip or tar file, or one cut short."""
    shown = file_name(name)
    kind = "tar" if name.lower().endswith((".tar", ".tgz", ".tar.gz")) else "zip"
    return Unreadable(
        Text(
            f"{shown} is not a {kind} file, or it is damaged. Make it anew and hand it in again.",
            f"{shown} は {kind} ファイルではないか、壊れています。作り直して再提出してください。",
        )
    )


def encrypted(name: str) -> Unreadable:
    """A zip file with a password."""
    shown = file_name(name)
    return Unreadable(
        Text(
            f"{shown} is protected by a password. Hand it in without one.",
            f"{shown} はパスワードで保護されています。パスワードなしで提出してください。",
        )
    )


def not_python(name: str, why: Text) -> Unreadable:
    """Bytes that are no source text."""
    shown = file_name(name)
    return Unreadable(
        Text(f"{shown} is not a Python file: {why.en}", f"{shown} は Python ファイルではありません: {why.ja}")
    )


def not_a_notebook(name: str, why: Text) -> Unreadable:
    """Bytes that are no notebook."""
    shown = file_name(name)
    return Unreadable(Text(f"{shown} is not a notebook: {why.en}", f"{shown} はノートブックではありません: {why.ja}"))


def another_kind(name: str, kind: Text) -> Unreadable:
    """A file that is plainly something else."""
    shown = file_name(name)
    return Unreadable(
        Text(
            f"{shown} is {kind.en}, no Python file or notebook. Hand in the .py or .ipynb file itself.",
            f"{shown} は{kind.ja}で、Python ファイルでもノートブックでもありません。"
            ".py または .ipynb のファイルを提出してください。",
        )
    )


def nothing_here(name: str, found: Text, *, are_sources: bool) -> Unreadable:
    """A hand-in without anything that could be the submission; `found` says what there is, maybe for other purposes."""
    shown = _called(name)
    if are_sources:
        return Unreadable(
            Text(
                f"{shown.en} holds {found.en}: given files, tests or other assignments, but no file for this one.",
                f"{shown.ja} には{found.ja}、配布ファイルやテスト、ほかの課題のものだけで、"
                "この課題のファイルがありません。",
            )
        )
    return Unreadable(
        Text(
            f"{shown.en} holds {found.en + ', and ' if found else ''}no Python file or notebook. "
            "Hand in the .py or .ipynb file itself.",
            f"{shown.ja} には{found.ja + '、' if found else ' '}Python ファイルもノートブックもありません。"
            ".py または .ipynb のファイルを提出してください。",
        )
    )
