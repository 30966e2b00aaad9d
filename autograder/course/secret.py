"""The course's secret: what makes the inputs of hidden checks unforeseeable."""

import contextlib
import hashlib
import os
import secrets
import tempfile
from pathlib import Path

from autograder.errors import UsageError, system_said
from autograder.text import Text

VARIABLE = "KADAI_SECRET"


def read_secret(file: Path) -> str:
    """$KADAI_SECRET, else what `file` holds, else nothing.

    Raises:
        UsageError: if the file is there but cannot be read, or holds nothing.
    """
    given = os.environ.get(VARIABLE, "").strip()
    if given:
        return given
    try:
        kept = file.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            Text(
                f"{file}: the course's secret cannot be read ({error}); set {VARIABLE} to it, or make the file "
                "readable",
                f"{file}: コースのシークレットを読めません（{error}）。{VARIABLE} に設定するか、ファイルを読めるよ"
                "うにしてください",
            )
        ) from None
    if not kept:
        raise UsageError(
            Text(
                f"{file}: the course's secret is empty; put the secret there, or delete the file",
                f"{file}: コースのシークレットが空です。シークレットを書くか、ファイルを削除してください",
            )
        )
    return kept


def make_secret(file: Path) -> str:
    """Write a new secret where there is none, readable by its owner alone; returns the one that is there then.

    Of several runs that do so at once, one wins and all get the same: a file appears whole or not at all.

    Raises:
        UsageError: if the file cannot be written.
    """
    try:
        kept_from_git(file.parent)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".secret-")  # which nobody else may read
        with os.fdopen(handle, "w", encoding="utf-8") as written:
            written.write(secrets.token_hex(32) + "\n")
        _named(Path(name), file)
    except OSError as error:
        raise UsageError(
            Text(
                f"{file}: the course has no secret, and none can be written there ({error.strerror}); set "
                f"{VARIABLE} to "
                "the secret that everybody who grades this course uses",
                f"{file}: コースにシークレットがなく、そこに書くこともできません"
                f"（{system_said(error).ja}）。コースを採点する全員が使うシークレットを "
                f"{VARIABLE} に設定してください",
            )
        ) from None
    return read_secret(file)


def said_of_new(file: Path) -> Text:
    """What the person at the keyboard must know of a secret that was just made."""
    return Text(
        f"made a secret for this course, from which the inputs of hidden checks are drawn: {file}; "
        "keep it, and copy it to colleagues who grade with you",
        f"このコースのシークレットを作りました: {file}。非公開テストの入力はこれから決まります。"
        "大切に保管し、一緒に採点する人にもコピーを渡してください",
    )


def fingerprint(secret: str) -> str:
    """Tells reports made with different secrets apart, and says nothing about the secret; empty where there is none."""
    return hashlib.sha256(b"kadai secret\0" + secret.encode()).hexdigest()[:8] if secret else ""


def _named(written: Path, file: Path) -> None:
    """Give a written file its name, unless there is one of that name."""
    try:
        with contextlib.suppress(FileExistsError):
            file.hardlink_to(written)
    except OSError:  # a file system without links: nobody else is likely to make one at this very moment
        if not file.exists():
            written.replace(file)
    finally:
        written.unlink(missing_ok=True)


def kept_from_git(folder: Path) -> None:
    """Make the folder if need be; one of kadai's own is kept out of version control whatever the course says."""
    folder.mkdir(parents=True, exist_ok=True)
    ignored = folder / ".gitignore"
    if folder.name == ".kadai" and not ignored.exists():
        ignored.write_text("*\n", encoding="utf-8")
