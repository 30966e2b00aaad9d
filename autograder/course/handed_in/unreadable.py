"""Why a submission cannot be read, in the words of its author's languages."""

from autograder.text import Text, file_name


class Unreadable(Exception):
    """A submission that cannot be read. The fault of that submission alone: never a UsageError."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return self.text.en


class TooLarge(Unreadable):
    """A single file has more bytes than are accepted."""


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
    return TooLarge(
        Text(
            f"{shown} is larger than {size}. In a notebook, clear the outputs before you hand it in.",
            f"{shown} が {size} を超えています。ノートブックの場合は、出力を消去してから提出してください。",
        )
    )


def too_many(name: str, limit: int) -> Unreadable:
    """More files than are accepted."""
    shown = file_name(name)
    return Unreadable(
        Text(
            f"{shown} holds more than {limit} files. Hand in only the files of the assignment.",
            f"{shown} に {limit} 個を超えるファイルがあります。課題のファイルだけを提出してください。",
        )
    )


def too_much(name: str, limit: int) -> Unreadable:
    """More bytes than are accepted of one submission, all files together."""
    shown, size = file_name(name), f"{limit / 2**20:g} MB"
    return Unreadable(
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
    """Not a zip file, or one cut short."""
    shown = file_name(name)
    return Unreadable(
        Text(
            f"{shown} is not a zip file, or it is damaged. Make it anew and hand it in again.",
            f"{shown} は zip ファイルではないか、壊れています。作り直して再提出してください。",
        )
    )


def unsafe_archive(name: str, member: str) -> Unreadable:
    """A zip file with a member that no ordinary program writes."""
    shown, inner = file_name(name), file_name(member)
    return Unreadable(
        Text(
            f"{shown} holds a path that is not accepted: {inner!r}. Make the zip file anew.",
            f"{shown} に受け付けられないパス {inner!r} が含まれています。zip ファイルを作り直してください。",
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


def nothing_here(name: str, expected: str) -> Unreadable:
    """A folder or zip without anything that could be the submission."""
    shown = file_name(name)
    return Unreadable(
        Text(
            f"{shown} holds neither {expected}.py nor {expected}.ipynb. Name your file like that.",
            f"{shown} に {expected}.py も {expected}.ipynb もありません。ファイル名を確認してください。",
        )
    )


def ambiguous(name: str, files: list[str]) -> Unreadable:
    """Several files that could be the submission."""
    shown = file_name(name)
    listed = ", ".join(file_name(f) for f in files[:5])
    return Unreadable(
        Text(
            f"{shown} holds several files that could be the submission: {listed}. Hand in only one of them.",
            f"{shown} に提出物の候補が複数あります: {listed}。1つだけ提出してください。",
        )
    )


def wrong_suffix(name: str) -> Unreadable:
    """A file of another kind."""
    shown = file_name(name)
    return Unreadable(
        Text(
            f"{shown} is not a .py, .ipynb or .zip file. Hand in one of those.",
            f"{shown} は .py、.ipynb、.zip のいずれでもありません。いずれかの形式で提出してください。",
        )
    )
