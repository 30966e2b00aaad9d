"""``kadai collect``: who handed in what, before grading; and what a person corrects in its table is obeyed."""

import csv
import io
from pathlib import Path

import pytest
from in_process import runner
from page_reader import Page
from tiny_course import RIGHT, WRONG, TinyCourse

from autograder.reports import json as json_report

ROSTER = "Username,Name\nann,Ann Ito\nben,Ben Mori\nhana,花\nzoe,Zoe\n"


@pytest.fixture
def kadai(monkeypatch, capsys):
    return runner(monkeypatch, capsys)


@pytest.fixture
def course(tmp_path) -> TinyCourse:
    """ann is plain; ben has two versions that differ; guest is hana under another name; yuki's cannot be read."""
    made = TinyCourse(tmp_path / "course").assignment()
    made.write("class/ann/tiny.py", RIGHT)
    made.write("class/ben/tiny.py", WRONG)
    made.write("class/ben/other/tiny_try.py", RIGHT)
    made.write("class/guest/tiny.py", RIGHT + "# hana\n")
    made.write("class/yuki/tiny.ipynb", "no notebook")
    made.write("class/index.html", "<html></html>")
    made.write("roster.csv", ROSTER)
    return made


def collect(kadai, course: TinyCourse, *more: object) -> tuple[int, str, str]:
    return kadai("collect", course.root / "class", "--course", course.root, "--assignment", "tiny", *more)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def corrected(course: TinyCourse, **corrections: dict[str, str]) -> Path:
    """The table with corrections in it, saved as a spreadsheet of a Japanese Windows does."""
    path = course.root / "hand_ins.csv"
    lines = [row | corrections.get(row["id"], {}) for row in rows(path)]
    text = io.StringIO()
    writer = csv.DictWriter(text, lines[0].keys())
    writer.writeheader()
    writer.writerows(lines)
    path.write_bytes(text.getvalue().encode("cp932"))
    return path


def test_the_table_says_who_handed_in_what_what_is_doubtful_and_who_is_missing(kadai, course, tmp_path) -> None:
    table, page = course.root / "hand_ins.csv", tmp_path / "hand_ins.html"
    code, out, err = collect(kadai, course, "--roster", course.root / "roster.csv", "--csv", table, "--html", page)
    assert (code, err) == (0, "")
    found = {row["id"] or row["file"].rpartition("/")[2]: row for row in rows(table)}
    assert list(rows(table)[0]) == ["id", "file", "candidates", "passed_over", "doubt", "take", "student"]
    assert (found["ann"]["file"], found["ann"]["doubt"]) == ("tiny.py", "")
    assert found["ben"]["file"] == "tiny.py"
    assert found["ben"]["candidates"] == "tiny.py; other/tiny_try.py"
    assert "other/tiny_try.py (" in found["ben"]["passed_over"]
    assert found["ben"]["doubt"]
    assert "roster.csv" in found["guest"]["doubt"]
    assert found["yuki"]["doubt"]
    assert "ignored" in found["index.html"]["doubt"]
    assert found["zoe"]["doubt"] == "nothing was handed in"
    said = out.replace("\n", "").replace(" ", "")
    assert all(word in said for word in ("ann", "tiny_try.py", "index.html", "zoe", "nothingisgradedyet"))
    assert max(map(len, out.splitlines())) <= 80
    text = Page(page.read_text(encoding="utf-8")).text
    assert all(word in text for word in ("ann", "other/tiny_try.py", "index.html", "zoe"))
    assert not (course.root / ".kadai" / "results.sqlite").exists()


def test_it_speaks_japanese(kadai, course) -> None:
    code, out, _ = collect(kadai, course, "--lang", "ja", "--csv", course.root / "hand_ins.csv")
    assert (code, "まだ何も採点していません" in out.replace("\n", "")) == (0, True)
    assert any("対象外" in row["doubt"] for row in rows(course.root / "hand_ins.csv"))


def test_grade_obeys_a_correction(kadai, course, tmp_path) -> None:
    roster, report = course.root / "roster.csv", tmp_path / "report.json"
    collect(kadai, course, "--roster", roster, "--csv", course.root / "hand_ins.csv")
    table = corrected(course, ben={"take": "other/tiny_try.py"}, guest={"student": "花"})
    code, _, err = kadai(
        *("grade", course.root / "class", "--course", course.root, "--assignment", "tiny", "--roster", roster),
        *("--collected", table, "--json", report, "--jobs", 1, "--allow-weak-sandbox"),
    )
    assert code == 0, err
    results = {r.id: r for r in json_report.read(report).submissions}
    assert set(results) == {"ann", "ben", "hana", "yuki"}
    assert (results["ben"].file, results["ben"].score) == ("other/tiny_try.py", 3)
    assert (results["hana"].score, results["hana"].attention) == (3, ())


@pytest.mark.parametrize(
    ("corrections", "said"),
    [
        ({"ben": {"take": "nowhere.py"}}, "'nowhere.py' cannot be taken from what 'ben' handed in"),
        ({"guest": {"student": "nobody"}}, "the roster has nobody, or several, called 'nobody'"),
        ({"guest": {"student": "ann"}}, "'ann' has handed in something else"),
        ({"zoe": {"take": "tiny.py"}}, "nobody called 'zoe' has handed in"),
    ],
)
def test_a_wrong_correction_is_one_sentence_before_anything_is_graded(kadai, course, corrections, said) -> None:
    roster = course.root / "roster.csv"
    collect(kadai, course, "--roster", roster, "--csv", course.root / "hand_ins.csv")
    table = corrected(course, **corrections)
    code, out, err = kadai(
        *("grade", course.root / "class", "--course", course.root, "--assignment", "tiny", "--roster", roster),
        *("--collected", table),
    )
    assert (code, out) == (2, "")
    assert "hand_ins.csv, line " in err
    assert said in err
    assert not (course.root / ".kadai" / "results.sqlite").exists()


def test_a_table_of_another_time_or_none_at_all_is_refused(kadai, course) -> None:
    collect(kadai, course, "--csv", course.root / "hand_ins.csv")
    table = corrected(course, ben={"take": "other/tiny_try.py"})
    for file in (course.root / "class/ben").rglob("*.py"):
        file.unlink()
    (course.root / "class/ben/other").rmdir()
    (course.root / "class/ben").rmdir()
    grade = ("grade", course.root / "class", "--course", course.root, "--assignment", "tiny", "--collected")
    code, _, err = kadai(*grade, table)
    assert (code, "nobody called 'ben' has handed in" in err) == (2, True)
    code, _, err = kadai(*grade, course.root / "none.csv")
    assert (code, "kadai collect --csv writes it" in err) == (2, True)
    code, _, err = kadai(*grade, course.write("other.csv", "name,mark\nann,3\n"))
    assert (code, "the column 'id' is missing" in err) == (2, True)
