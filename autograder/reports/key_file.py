"""The file that says who is who in an anonymous report. It is made once, and grows with the class.

Pseudonyms are drawn: neither they nor their order say anything of an id. From one grading to the next they stay.
"""

import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from autograder.errors import UsageError, system_said
from autograder.text import Text, visible
from autograder.writing import write_whole

_SIGNS = "bcdfghjkmnpqrstvwxz23456789"  # no vowels: no words; none that look alike
_LENGTH = 6


class Key(msgspec.Struct, frozen=True):
    """Who is who in the anonymous reports of an assignment: ids by pseudonym."""

    kadai_key: int
    """The file's format: 1."""
    assignment: str
    people: dict[str, str] = {}

    @property
    def names(self) -> Mapping[str, str]:
        """Pseudonyms by id."""
        return {id: name for name, id in self.people.items()}

    def knowing(self, ids: Iterable[str]) -> "Key":
        """The key with a pseudonym for all of these."""
        ids = list(ids)
        people, known = dict(self.people), set(self.people.values())
        for id in ids:
            if id not in known:
                people[_new_name({*people, *known, *ids})] = id
                known.add(id)
        return Key(self.kadai_key, self.assignment, dict(sorted(people.items())))


def key_for(path: Path, assignment: str, ids: Iterable[str]) -> Key:
    """The key that a file holds, with these people in it; the file is written, readable by its owner alone.

    Raises:
        UsageError: if the file holds something else, or the key to another class; it is then as it was.
    """
    ids = list(ids)
    there = _read(path)
    if there is not None and there.assignment != assignment:
        of, wanted = visible(there.assignment), visible(assignment)
        raise _refused(
            path, Text(f"is the key to reports of {of}, not of {wanted}", f"{wanted} ではなく {of} の結果の対応表です")
        )
    if there is not None and there.people and ids and not set(ids) & set(there.people.values()):
        raise _refused(
            path,
            Text(
                "is the key to another class: it knows nobody in this report",
                "別のクラスの対応表です。この結果の誰も含まれていません",
            ),
        )
    key = (there or Key(1, assignment)).knowing(ids)
    _write(path, msgspec.json.format(msgspec.json.encode(key), indent=2) + b"\n")
    return key


def _refused(path: Path, why: Text) -> UsageError:
    another = Text("; name another file", "。別のファイルを指定してください")
    return UsageError(Text.same(f"{path}: ") + why + another)


def _new_name(taken: set[str]) -> str:
    while True:
        name = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
        if name not in taken:
            return name


def _read(path: Path) -> Key | None:
    """None where there is no file, or an empty one."""
    try:
        data = path.read_bytes()
        return msgspec.json.decode(data, type=Key) if data else None
    except FileNotFoundError:
        return None
    except OSError as error:
        why = system_said(error)
        raise _refused(path, Text(f"the key cannot be read ({why.en})", f"対応表を読めません（{why.ja}）")) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise _refused(
            path, Text("holds something that is no key of kadai", "kadai の対応表ではないものが入っています")
        ) from None


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.chmod(0o600)
        write_whole(path, content)
    except OSError as error:
        why = system_said(error)
        raise _refused(path, Text(f"the key cannot be written ({why.en})", f"対応表を書けません（{why.ja}）")) from None
