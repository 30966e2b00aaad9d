"""What persons have added to a result, in sentences: marks they set, marks for written answers, lateness."""

from collections.abc import Iterator
from datetime import datetime

from autograder.grading.results import WHOLE, Late, Legend, Override, SubmissionResult, Written, total
from autograder.text import NOTHING, Text, one_line

_SHOWN_IDS = 5


def adjustments(result: SubmissionResult, legend: Legend) -> tuple[Text, ...]:
    """A sentence for each of them; none where the machine alone decided."""
    machines = {check.id: check.points for check in result.checks}
    marks = (set_mark(o, machines.get(o.check, result.graded_score), legend) for o in result.overrides)
    return (*marks, *map(written_mark, result.written), *((lateness(result.late),) if result.late else ()))


def set_mark(override: Override, machines: float, legend: Legend) -> Text:
    """A mark that somebody set, and why; who it was, where that is given."""
    what = Text("The whole score", "総得点") if override.check == WHOLE else legend.title(override.check)
    title, points, reason = (
        Text(one_line(what.en).rstrip("."), one_line(what.in_("ja")).rstrip(".。")),
        f"{override.points:g}",
        _line(override.reason),
    )
    who, when = _line(override.who), _date(override.when)
    by, date = Text(f" by {who}", f"{who}さん") if who else Text("", "採点者"), f"、{when}" if when else ""
    on, why = f" on {when}" if when else "", f": {reason}" if reason else ""
    return Text(
        f"{title.en}: {points} points, set{by.en}{on}{why} [automatically: {machines:g}]",
        f"{title.ja}: {points} 点（{by.ja}による変更{date}）{why}（自動採点では {machines:g} 点）",
    )


def written_mark(written: Written) -> Text:
    """What the answer to a question got."""
    question, comment, who = _line(written.question), _line(written.comment), _line(written.who)
    said = f": {comment}" if comment else ""
    by = Text(f" (marked by {who})", f"（採点者: {who}）") if who else NOTHING
    if written.points is None:
        return Text(
            f"Written answer {question}: not marked yet, of {written.max_points:g}{said}",
            f"記述問題 {question}: 未採点（{written.max_points:g} 点満点）{said}",
        )
    points = f"{written.points:g} / {written.max_points:g}"
    return Text(f"Written answer {question}: {points}{by.en}{said}", f"記述問題 {question}: {points} 点{by.ja}{said}")


def lateness(late: Late) -> Text:
    """How late it came, and what that costs."""
    how, due, reason = duration(late.seconds), _minute(late.due), _line(late.extension)
    more = Text(f", extended: {reason}", f"、延長: {reason}") if reason else NOTHING
    when = Text(f" (due {due}{more.en})", f"（締切 {due}{more.ja}）") if due else NOTHING
    cost = Text(f"{late.points:g} points are taken", f"{late.points:g} 点減点")
    if not late.points:
        cost = Text("no points are taken", "減点なし")
    return Text(f"Handed in {how.en} late{when.en}: {cost.en}", f"提出が {how.ja}遅れました{when.ja}: {cost.ja}")


def duration(seconds: float) -> Text:
    """A time span in its two largest units."""
    minutes = max(round(seconds / 60), 1)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    units = (
        (days, f"{days} d", f"{days} 日"),
        (hours, f"{hours} h", f"{hours} 時間"),
        (minutes, f"{minutes} min", f"{minutes} 分"),
    )
    first = next(i for i, unit in enumerate(units) if unit[0])
    shown = [unit for unit in units[first : first + 2] if unit[0]]
    return Text(" ".join(u[1] for u in shown), " ".join(u[2] for u in shown))


def tallies(results: tuple[SubmissionResult, ...]) -> Iterator[Text]:
    """A line for each kind of them in a class: how many, and whose."""
    by_hand = [r for r in results if r.overrides]
    late = [r for r in results if r.late]
    unmarked = [r for r in results if any(w.points is None for w in r.written)]
    if by_hand:
        n, who = len(by_hand), _ids(by_hand)
        yield Text(
            f"marks set by a person (overrides.csv): {n} ({who})", f"人が決めた点数（overrides.csv）: {n} 件（{who}）"
        )
    if late:
        n, who, points = len(late), _ids(late), total(r.late.points for r in late if r.late)
        yield Text(
            f"late: {n} ({who}), {points:g} points taken", f"遅れた提出: {n} 件（{who}）、減点 合計 {points:g} 点"
        )
    if unmarked:
        n, who = len(unmarked), _ids(unmarked)
        yield Text(f"written answers not wholly marked: {n} ({who})", f"記述問題が未採点: {n} 件（{who}）")


def _ids(results: list[SubmissionResult]) -> str:
    names = ", ".join(one_line(r.id, 30) for r in results[:_SHOWN_IDS])
    return f"{names}, …" if len(results) > _SHOWN_IDS else names


def _line(text: str) -> str:
    return one_line(text, 300)


def _date(moment: str) -> str:
    return one_line(moment.partition("T")[0], 20)


def _minute(moment: str) -> str:
    """An instant as a person would write it, with its offset."""
    try:
        return f"{datetime.fromisoformat(moment):%Y-%m-%d %H:%M %z}".strip()
    except ValueError:
        return one_line(moment, 40)
