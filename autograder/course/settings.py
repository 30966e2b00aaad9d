"""Strict reading of the TOML tables that configure a course: a typing mistake is named, never ignored."""

import functools
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from autograder.errors import UsageError, system_said
from autograder.text import Text, nearest


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file, not to be changed.

    Raises:
        UsageError: if the file is missing, unreadable, not UTF-8 or not TOML.
    """
    try:
        return _parsed(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UsageError(Text(f"{path}: the file is missing", f"{path}: ファイルがありません")) from None
    except OSError as error:
        raise UsageError(
            Text(f"{path}: cannot be read ({error.strerror})", f"{path}: 読めません（{system_said(error).ja}）")
        ) from None
    except UnicodeDecodeError:
        raise UsageError(
            Text(
                f"{path}: not UTF-8; save the file in that encoding",
                f"{path}: UTF-8 ではありません。UTF-8 で保存してください",
            )
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            Text(f"{path}: not valid TOML: {error}", f"{path}: TOML として正しくありません: {error}")
        ) from None


@functools.lru_cache(maxsize=8)
def _parsed(text: str) -> dict[str, Any]:
    """Once: grader, reader and examiner ask for the same few, and the latter two may be forks of the first."""
    return tomllib.loads(text)


class Table:
    """A TOML table that knows which file and which heading it came from.

    Every getter raises UsageError, naming file and key, if the value has another type than the one asked for.
    """

    def __init__(self, values: Any, file: Path, heading: str, known: Iterable[str]) -> None:
        self.file = file
        self._heading = heading
        if not isinstance(values, Mapping):
            raise UsageError(
                Text(
                    f"{file}: {heading!r} must be a table, as in [{heading}], not {values!r}",
                    f"{file}: {heading!r} は [{heading}] のような表にしてください（今は {values!r}）",
                )
            )
        self._values = values
        known = tuple(known)
        for key in values:
            if key not in known:
                names = ", ".join(known)
                hint = nearest(key, known) or Text(f"; known are {names}", f"。使えるのは {names} です")
                full = self._full(key)
                raise UsageError(
                    Text(f"{file}: unknown key {full!r}", f"{file}: {full!r} という項目はありません") + hint
                )

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def string(self, key: str, default: str) -> str:
        """A string that is not blank."""
        value = self._values.get(key, default)
        if not isinstance(value, str) or (key in self and not value.strip()):
            self._refuse(key, Text("a string that is not empty", "空でない文字列"), value)
        return value

    def strings(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """A list of strings, none of them twice."""
        value = self._values.get(key, list(default))
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            self._refuse(key, Text('a list of strings, as in ["a", "b"]', '["a", "b"] のような文字列のリスト'), value)
        if len(set(value)) < len(value):
            self._refuse(key, Text("a list that names nothing twice", "同じものを 2 度書かないリスト"), value)
        return tuple(value)

    def yes(self, key: str) -> bool:
        """true or false; false if it is not there."""
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            self._refuse(key, Text("true or false", "true か false"), value)
        return value

    def positive(self, key: str, default: float) -> float:
        """A finite number above 0, an int where `default` is one."""
        value = self._values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
            self._refuse(key, Text("a number above 0", "0 より大きい数"), value)
        if isinstance(default, int):
            if value != int(value):
                self._refuse(key, Text("a whole number above 0", "0 より大きい整数"), value)
            return int(value)
        return float(value)

    def table(self, key: str, known: Iterable[str]) -> "Table":
        """A table within this one; empty if it is not there."""
        return Table(self._values.get(key, {}), self.file, self._full(key), known)

    def raw(self, key: str) -> Any:
        """The value as TOML has it, or None."""
        return self._values.get(key)

    def _full(self, key: str) -> str:
        return f"{self._heading}.{key}" if self._heading else key

    def _refuse(self, key: str, wanted: Text, value: Any) -> NoReturn:
        raise UsageError(
            Text(
                f"{self.file}: {self._full(key)!r} must be {wanted}, not {value!r}",
                f"{self.file}: {self._full(key)!r} は{wanted.ja}にしてください（今は {value!r}）",
            )
        )
