"""When work is due, and what lateness costs: ``[tool.kadai.late]`` in a course's pyproject.toml."""

import math
import re
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from autograder.course.settings import Table
from autograder.errors import UsageError
from autograder.structs import Struct
from autograder.text import Text, nearest, one_line

_KEYS = ("timezone", "grace_minutes", "percent_per_day", "max_percent", "cut_off_days", "due")
DAY = 86_400.0


class LateRule(Struct, frozen=True):
    """What ``[tool.kadai.late]`` says. All keys are optional::

    [tool.kadai.late]
    timezone = "Asia/Tokyo"    # of times that name none
    grace_minutes = 10         # so much after the due date still is in time
    percent_per_day = 10       # of the assignment's points, for each day begun after the due date
    max_percent = 50           # never more than that,
    cut_off_days = 7           # but everything once so many days are over
    [tool.kadai.late.due]
    softmax_with_loss = "2026-11-20 23:59"
    """

    due: Mapping[str, datetime] = {}
    """By assignment."""
    zone: tzinfo | None = None
    grace_minutes: float = 0.0
    percent_per_day: float = 0.0
    max_percent: float = 100.0
    cut_off_days: float = math.inf

    @property
    def takes(self) -> bool:
        """Whether lateness can cost points."""
        return self.percent_per_day > 0 or self.cut_off_days < math.inf

    def percent(self, seconds: float) -> float:
        """What is taken of an assignment's points so many seconds after its due date."""
        if seconds <= self.grace_minutes * 60:
            return 0.0
        if seconds > self.cut_off_days * DAY:
            return 100.0
        return min(self.percent_per_day * math.ceil(seconds / DAY), self.max_percent)

    def deadline(self, text: str) -> datetime:
        """The instant until which something may be handed in: see `read_moment`."""
        return read_moment(text, self.zone, latest=True)


def read_late(table: Table, assignments: Collection[str]) -> LateRule:
    """The rule in a table ``late``.

    Raises:
        UsageError: if it is wrong, or names an assignment that there is not.
    """
    late = table.table("late", _KEYS)
    zone = _zone(late)
    dues = late.raw("due")
    for name in dues if isinstance(dues, Mapping) else ():
        if name not in assignments:
            unknown = Text(f"names no assignment: {name!r}", f"{name!r} という課題はありません")
            raise UsageError(f"{late.file}: 'tool.kadai.late.due': " + unknown + nearest(name, assignments))
    named = late.table("due", assignments)
    return LateRule(
        due={name: _due(named, name, zone) for name in assignments if name in named},
        zone=zone,
        grace_minutes=_number(late, "grace_minutes", 0.0),
        percent_per_day=_number(late, "percent_per_day", 0.0, most=100.0),
        max_percent=_number(late, "max_percent", 100.0, most=100.0),
        cut_off_days=_number(late, "cut_off_days", math.inf),
    )


def read_moment(text: str, zone: tzinfo | None, *, latest: bool) -> datetime:
    """An instant, as people and spreadsheets write it: ``2026-11-20 23:59``, ``2026/11/20``, ISO 8601 with an offset.

    Without seconds, or without a time, it is the end of that minute or day if `latest`, else its beginning; and where
    clocks are put back, the second or the first of the two.

    Raises:
        UsageError: saying what is wrong, of no file: no date, or no time zone.
    """
    plain = re.sub(r"^(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})日?(?=$|[T ])", _padded, text.strip()).replace(
        "Z", "+00:00"
    )
    plain = re.sub(r"(?<=[T ])(\d):", r"0\1:", plain)
    try:
        found = datetime.fromisoformat(plain)
    except ValueError:
        found = datetime.min
    if not 1970 <= found.year < 3000:
        shown = one_line(text, 40)
        raise UsageError(
            Text(
                f"{shown!r} is no date; write it like 2026-11-20 23:59",
                f"{shown!r} は日時として読めません。2026-11-20 23:59 のように書いてください",
            )
        )
    if latest and len(plain) <= len("2026-11-20"):
        found = found.replace(hour=23, minute=59, second=59)
    elif latest and re.search(r"[T ]\d\d:\d\d(?!:|\d)", plain):
        found = found.replace(second=59)
    return in_zone(found, zone, latest=latest)


def in_zone(moment: datetime, zone: tzinfo | None, *, latest: bool) -> datetime:
    """`moment` as an instant; one without a time zone is taken to be in `zone`.

    Raises:
        UsageError: if neither says which zone, of no file.
    """
    if moment.tzinfo is not None:
        return moment
    if zone is None:
        raise UsageError(
            f"{moment:%Y-%m-%d %H:%M}"
            + Text(
                " has no time zone; set 'timezone' in [tool.kadai.late]",
                " の時間帯が分かりません。[tool.kadai.late] に timezone を書いてください",
            )
        )
    both = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return (max if latest else min)(both, key=lambda m: m.astimezone(UTC))


def _padded(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f"{year}-{int(month):02}-{int(day):02}"


def _zone(table: Table) -> tzinfo | None:
    if "timezone" not in table:
        return None
    import zoneinfo  # not at the top: most courses, and all students, do without

    name = table.string("timezone", "")
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        unknown = Text(
            f'this machine knows no time zone {name!r}; write one such as "Asia/Tokyo" '
            "(on Windows they come with the package tzdata)",
            f'{name!r} という時間帯はこの計算機にありません。"Asia/Tokyo" のように書いてください'
            "（Windows では tzdata パッケージが必要です）",
        )
        raise UsageError(f"{table.file}: " + unknown) from None


def _due(table: Table, name: str, zone: tzinfo | None) -> datetime:
    value: Any = table.raw(name)
    try:
        if isinstance(value, datetime):
            return in_zone(value, zone, latest=True)
        if isinstance(value, date):
            return in_zone(datetime.combine(value, time(23, 59, 59)), zone, latest=True)
        return read_moment(str(value), zone, latest=True)
    except UsageError as error:
        raise UsageError(f"{table.file}: 'tool.kadai.late.due.{name}': " + error.text) from None


def _number(table: Table, key: str, default: float, most: float = math.inf) -> float:
    value: Any = table.raw(key)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most or value == math.inf:
        bound = Text("from 0 upwards", "0 以上")
        if most < math.inf:
            bound = Text(f"from 0 to {most:g}", f"0 から {most:g} まで")
        wrong = Text(
            f"must be a number {bound.en}, not {value!r}", f"{bound.ja}の数で書いてください（いまは {value!r}）"
        )
        raise UsageError(f"{table.file}: 'tool.kadai.late.{key}' " + wrong)
    return float(value)
