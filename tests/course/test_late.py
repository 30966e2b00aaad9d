"""Due dates, the rule of a course, and what lateness costs."""

import math
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_course import TinyCourse

from autograder.course import Course
from autograder.course.late import DAY, LateRule, read_moment
from autograder.errors import UsageError
from autograder.grading.lateness import lateness

TOKYO, BERLIN = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Berlin")
DUE = datetime(2026, 11, 20, 14, 59, 59, tzinfo=UTC)

PART = st.floats(0, 100).map(lambda x: round(x, 2))
RULES = st.builds(
    LateRule,
    grace_minutes=st.floats(0, 100),
    percent_per_day=PART,
    max_percent=PART,
    cut_off_days=st.one_of(st.just(math.inf), st.floats(0, 30)),
)
SECONDS = st.floats(-10 * DAY, 60 * DAY)
POINTS = st.tuples(st.floats(0, 1), st.integers(0, 100)).map(lambda p: (round(p[0] * p[1], 9), float(p[1])))


def points(rule: LateRule, seconds: float, score: float, most: float) -> float:
    late = lateness(DUE + timedelta(seconds=seconds), DUE, rule, score=score, most=most)
    return late.points if late else 0.0


@given(RULES, SECONDS, SECONDS, POINTS)
def test_later_never_costs_less_and_never_more_than_there_is(
    rule: LateRule, one: float, other: float, scored: tuple[float, float]
) -> None:
    earlier, later = sorted((one, other))
    assert 0 <= points(rule, earlier, *scored) <= points(rule, later, *scored) <= scored[0]


@given(RULES, SECONDS)
def test_nothing_is_late_before_the_due_date_and_its_grace(rule: LateRule, seconds: float) -> None:
    late = lateness(DUE + timedelta(seconds=seconds), DUE, rule, score=5, most=10)
    assert (late is None) == (round(seconds, 6) <= rule.grace_minutes * 60)
    assert late is None or late.seconds > 0


@given(SECONDS, st.sampled_from([UTC, TOKYO, BERLIN]), st.sampled_from([UTC, TOKYO, BERLIN]))
def test_zones_and_clocks_that_are_put_back_change_nothing(seconds: float, one: ZoneInfo, other: ZoneInfo) -> None:
    rule = LateRule(percent_per_day=10)
    due = datetime(2026, 10, 24, 21, 59, 59, tzinfo=UTC)  # in Berlin the clocks are put back three hours later
    came = due + timedelta(seconds=seconds)
    here = lateness(came.astimezone(one), due.astimezone(other), rule, score=10, most=10)
    there = lateness(came, due, rule, score=10, most=10)
    assert (here and (here.seconds, here.points)) == (there and (there.seconds, there.points))


def test_days_are_counted_as_they_begin_and_in_points_of_the_assignment() -> None:
    rule = LateRule(percent_per_day=10, max_percent=50, cut_off_days=7, grace_minutes=10)
    taken = [points(rule, s, 8, 10) for s in (600, 601, DAY, DAY + 1, 6 * DAY, 7 * DAY, 7 * DAY + 1)]
    assert taken == [0, 1, 1, 2, 5, 5, 8]


def test_the_night_in_which_the_clocks_are_put_back_is_an_hour_longer() -> None:
    twice = "2026-10-25 02:30"  # in Berlin this is two instants
    last, first = (read_moment(twice, BERLIN, latest=late) for late in (True, False))
    assert (last.astimezone(UTC) - first.astimezone(UTC)).total_seconds() == 3600 + 59


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-20", "2026-11-20T14:59:59"),
        ("2026/11/20 23:59", "2026-11-20T14:59:59"),
        ("2026/1/5 9:05", "2026-01-05T00:05:59"),
        ("2026年11月20日 23:59", "2026-11-20T14:59:59"),
        ("2026-11-20T23:59:00+09:00", "2026-11-20T14:59:00"),
        ("2026-11-20 14:59:00Z", "2026-11-20T14:59:00"),
    ],
)
def test_a_moment_is_read_as_people_write_it(text: str, instant: str) -> None:
    assert read_moment(text, TOKYO, latest=True).astimezone(UTC) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "23:59", "2026-11-20 25:00", "20.11.2026", "0001-01-01"])
def test_what_is_no_date_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="is no date; write it like 2026-11-20 23:59"):
        read_moment(text, TOKYO, latest=True)


RULE = """
    [tool.kadai.late]
    timezone = "Asia/Tokyo"
    grace_minutes = 10
    percent_per_day = 10
    max_percent = 50
    cut_off_days = 7
    [tool.kadai.late.due]
    tiny = {due}
"""


@pytest.mark.parametrize(
    "due", ['"2026-11-20 23:59"', "2026-11-20", "2026-11-20T23:59:59", '"2026-11-20T23:59:59+09:00"']
)
def test_a_course_says_what_is_due_when(tmp_path: Path, due: str) -> None:
    course = TinyCourse(tmp_path).assignment()
    course.write("pyproject.toml", RULE.format(due=due))
    rule = Course(tmp_path).late
    assert rule.due["tiny"] == DUE
    assert (rule.grace_minutes, rule.percent_per_day, rule.max_percent, rule.cut_off_days) == (10, 10, 50, 7)


@pytest.mark.parametrize(
    ("late", "said"),
    [
        ("percent = 3", "unknown key 'tool.kadai.late.percent'"),
        ("percent_per_day = 120", "must be a number from 0 to 100, not 120"),
        ("cut_off_days = -1", "must be a number from 0 upwards"),
        ('timezone = "Asia/Tokio"', "knows no time zone 'Asia/Tokio'"),
        ("due = {tinny = 2026-11-20}", "'tool.kadai.late.due': names no assignment: 'tinny'; did you mean 'tiny'?"),
        ("due = {tiny = 2026-11-20T23:59:00}", "has no time zone; set 'timezone' in [tool.kadai.late]"),
        ('due = {tiny = "soon"}', "'soon' is no date; write it like 2026-11-20 23:59"),
    ],
)
def test_a_mistake_in_the_rule_is_told_with_the_file(tmp_path: Path, late: str, said: str) -> None:
    course = TinyCourse(tmp_path).assignment()
    course.write("pyproject.toml", f"[tool.kadai.late]\n{late}\n")
    with pytest.raises(UsageError) as refused:
        Course(tmp_path)
    assert said in str(refused.value)
    assert str(refused.value).startswith(str(tmp_path / "pyproject.toml"))
