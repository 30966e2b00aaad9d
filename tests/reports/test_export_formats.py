"""The export formats: the fields that the other systems ask for, and nothing hostile in them."""

import csv
import html
import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_reports import (
    BACKWARD,
    CRASHED,
    EVIL,
    FAULTY,
    FORWARD,
    STABLE,
    UNREADABLE,
    class_of,
    raised,
    report,
    result,
    skipped,
    submission,
    unstable,
    wrong_gradient,
)

from autograder.errors import KadaiError, UsageError
from autograder.grading.results import CheckInfo, Report, result_of
from autograder.reports import csv as csv_report
from autograder.reports import json as json_report
from autograder.reports.export_format import Options, find_submission
from autograder.reports.formats import FORMATS
from autograder.reports.roster import parse_roster
from autograder.text import Text

ANY = st.text(st.characters(), max_size=40)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Old homework (11)\n"
    "    Points Possible,,,,,5\n"
    '"Abe, A",101,u1,alice,Mon,4\n"Baba, B",102,u2,bob,Tue,\n"Chiba, C",103,u3,carol,Mon,\n'
)


def exported(name: str, sample: Report, **options) -> str:
    return FORMATS[name].render(sample, Options(**options)).text


def notes_on(name: str, sample: Report, **options) -> str:
    return " ".join(map(str, FORMATS[name].render(sample, Options(**options)).notes))


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


# All of them


def test_the_names_are_those_of_the_command() -> None:
    assert list(FORMATS) == [
        *("blackboard", "brightspace", "canvas", "classroom50", "github", "gradescope"),
        *("junit", "manaba", "moodle", "prairielearn", "sakai", "table"),
    ]
    for name, form in FORMATS.items():
        assert form.name == name
        assert form.description


@settings(max_examples=50, deadline=None)
@given(ANY, ANY)
def test_any_text_can_be_exported(name: str, text: str) -> None:
    check = result(CheckInfo("c" + text, Text("e" + text, "j" + text), 1.0, True), "failed", text, text, output=text)
    sample = report(submission("s" + name, check), title=Text(text, text))
    ET.fromstring(exported("junit", sample))
    json.loads(exported("gradescope", sample).encode())
    for table in ("canvas", "moodle"):
        assert len({len(row) for row in rows_of(exported(table, sample))}) == 1
        exported(table, sample).encode()


@pytest.mark.parametrize("name", ["github", "gradescope"])
def test_a_format_for_one_submission_asks_which(name: str) -> None:
    with pytest.raises(UsageError, match="--submission ID"):
        exported(name, class_of(8))
    with pytest.raises(UsageError, match=r"no submission 's26000'; it has, e.g., s2600"):
        exported(name, class_of(8), submission="s26000")


@pytest.mark.parametrize("name", ["github", "gradescope"])
def test_a_fault_of_ours_is_never_exported_as_a_score(name: str) -> None:
    with pytest.raises(KadaiError, match="grade again"):
        exported(name, report(FAULTY))


@pytest.mark.parametrize("name", ["canvas", "moodle"])
def test_a_fault_of_ours_leaves_the_gradebook_alone_and_is_said(name: str) -> None:
    sample = report(FAULTY, submission("a"))
    assert FAULTY.id not in exported(name, sample)
    assert FAULTY.id in notes_on(name, sample)


# JUnit


def test_junit_has_a_suite_per_submission_and_a_case_per_check() -> None:
    root = ET.fromstring(exported("junit", report(submission("a", raised(FORWARD), skipped(BACKWARD)), CRASHED)))
    a, crashed = root.findall("testsuite")[::-1] if root[0].get("name").endswith("s2598") else root
    assert a.attrib == {
        "name": "softmax_with_loss.a", "tests": "9", "failures": "0", "errors": "1", "skipped": "1", "time": "0.036",
    }  # fmt: skip
    assert [c.get("name") for c in a.findall("testcase")][4] == FORWARD.id
    assert a.find(f"testcase[@name='{FORWARD.id}']/error").get("type") == "error"
    assert a.find(f"testcase[@name='{FORWARD.id}']/system-out").text.startswith("forward called")
    assert a.find(f"testcase[@name='{BACKWARD.id}']/skipped") is not None
    assert crashed.find("testcase/error").get("type") == "crashed"
    assert {p.get("name"): p.get("value") for p in a.iter("property")} == {
        "status": "graded", "score": "6.5", "max_score": "10",
    }  # fmt: skip


def test_junit_sums_up_and_can_be_about_one_submission() -> None:
    sample = report(submission("a", unstable(STABLE)), submission("b", unstable(STABLE)))
    both = ET.fromstring(exported("junit", sample))
    one = ET.fromstring(exported("junit", sample, submission="b", language="ja"))
    assert (both.get("tests"), both.get("failures"), len(both)) == ("18", "2", 2)
    assert len(one) == 1
    assert "NaN です" in one.find(".//failure").get("message")


# Gradescope


def test_gradescope_has_the_fields_of_its_specification() -> None:
    sample = report(submission("a", wrong_gradient(BACKWARD), raised(FORWARD)))
    document = json.loads(exported("gradescope", sample, hidden_checks="after_published"))
    assert document["score"] == sum(t["score"] for t in document["tests"]) == 6.5
    assert document["output_format"] == document["test_output_format"] == "md"
    known = {"score", "max_score", "status", "name", "number", "output", "tags", "visibility", "extra_data"}
    assert all(set(test) == known for test in document["tests"])
    backward = document["tests"][5]
    assert (backward["status"], backward["visibility"], backward["number"]) == ("failed", "after_published", "6")
    assert "*A question to lead you on:* By how much" in backward["output"]
    assert document["tests"][4]["visibility"] == "visible"
    assert document["tests"][4]["output"].endswith("x.shape = (5, 4)\n```")


def test_gradescope_tells_why_a_submission_could_not_be_read() -> None:
    document = json.loads(exported("gradescope", report(UNREADABLE), language="ja"))
    assert document["score"] == 0
    assert "構文エラー" in document["output"]


# Canvas


def test_canvas_has_the_columns_that_its_importer_looks_for() -> None:
    sample = report(submission("bob", unstable(STABLE)), submission("alice"))
    rows = rows_of(exported("canvas", sample, roster=parse_roster(CANVAS, "gradebook.csv"), column="HW 1 (4711)"))
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "HW 1 (4711)"],
        ["    Points Possible", "", "", "", "", "10"],
        ["Abe, A", "101", "u1", "alice", "Mon", "10"],
        ["Baba, B", "102", "u2", "bob", "Tue", "9"],
    ]


def test_canvas_without_a_roster_takes_ids_for_logins_and_says_so() -> None:
    sample = report(submission("alice"))
    assert rows_of(exported("canvas", sample))[2] == ["alice", "", "", "alice", "", "10"]
    assert rows_of(exported("canvas", sample))[0][5] == "Softmax with cross entropy"
    assert "SIS Login ID'" in notes_on("canvas", sample)


# Moodle


def test_moodle_identifies_students_by_the_rosters_columns_and_gives_feedback() -> None:
    roster = parse_roster("First name;Email address;ID number\nA;a@x.jp;alice\nB;b@x.jp;bob\n", "moodle.csv")
    sample = report(submission("alice"), submission("bob", wrong_gradient(BACKWARD)))
    header, alice, bob = rows_of(exported("moodle", sample, roster=roster, language="ja", column="課題 1"))
    assert header == ["ID number", "Email address", "課題 1", "課題 1 feedback"]
    assert alice == ["alice", "a@x.jp", "10", ""]
    assert bob[2] == "7"
    assert bob[3].startswith("✗ 不合格 (0/3) backward() は平均交差エントロピーの勾配です。 — 勾配がサンプル数で")


def test_moodle_reads_feedback_as_html_so_it_is_escaped() -> None:
    text = exported("moodle", report(EVIL))
    assert "&lt;script&gt;" in rows_of(text)[1][2]
    assert "<" not in rows_of(text)[1][2]


def test_moodle_notes_what_it_would_refuse() -> None:
    info = CheckInfo("big", Text("big", "大"), 150.0, True)
    many = report(result_of("a", (result(info),)), checks=(info,))
    assert "over 100" in notes_on("moodle", many)


# Rosters


def test_a_column_of_kadais_ids_wins() -> None:
    roster = parse_roster("submission,SIS Login ID\ns1,alice\n", "r.csv")
    assert rows_of(exported("canvas", report(submission("s1")), roster=roster))[2][3] == "alice"


def test_the_column_that_knows_most_submissions_is_taken() -> None:
    roster = parse_roster(CANVAS, "r.csv")
    rows = rows_of(exported("canvas", report(submission("u1"), submission("u3")), roster=roster))
    assert [row[3] for row in rows[2:]] == ["alice", "carol"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,grade\nx,1\n", r"r.csv: has none of the columns SIS Login ID"),
        ("submission\n", r"r.csv: the roster has no rows"),
        ("", r"r.csv: the roster has no rows"),
        ("ID,ID\n1,2\n", r"r.csv: two columns have the same name"),
        ('ID\n"x', r"r.csv: not a CSV table"),
    ],
)
def test_a_roster_that_does_not_fit_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        exported("canvas", report(submission("alice"), submission("dave")), roster=parse_roster(text, "r.csv"))


@pytest.mark.parametrize("system", ["brightspace", "canvas", "moodle"])
@pytest.mark.parametrize("more", ["", ",group", ",Softmax with cross entropy Points Grade"])
def test_a_roster_that_says_of_nobody_who_they_are_to_the_system_is_refused(system: str, more: str) -> None:
    roster = parse_roster(f"submission{more}\nalice{',' if more else ''}\n", "r.csv")
    with pytest.raises(UsageError, match=r"r.csv: has none of the columns (?!submission)"):
        exported(system, report(submission("alice")), roster=roster)


def test_who_has_no_row_or_several_is_left_out_and_named() -> None:
    twice = parse_roster(CANVAS + "X,9,u9,alice,Mon,\n", "r.csv")
    export = FORMATS["canvas"].render(
        report(submission("alice"), submission("bob"), submission("dave")), Options(roster=twice)
    )
    assert [row[3] for row in rows_of(export.text)[2:]] == ["bob"]
    assert re.search(r"'SIS Login ID' does not have dave, nor has any other; left out: add", export.left_out[0].en)
    assert re.search(r"'SIS Login ID' fits alice more than once; left out: keep one row", export.left_out[1].en)


def test_a_row_that_two_submissions_claim_is_nobodys() -> None:
    export = FORMATS["canvas"].render(
        report(submission("ALICE"), submission("Alice")), Options(roster=parse_roster(CANVAS, "r.csv"))
    )
    assert len(rows_of(export.text)) == 2
    assert "fits ALICE, Alice more than once" in export.left_out[0].en


@given(ANY)
def test_any_text_is_a_roster_or_a_usage_error(text: str) -> None:
    said = "r.csv: "
    try:
        parse_roster("submission,ID\n" + text, "r.csv").match(["a"], ["ID"])
    except UsageError as error:
        said = str(error)
    assert said.startswith("r.csv: ")


# The table and the JSON


def test_the_table_has_a_line_per_submission_and_a_column_per_check() -> None:
    header, *rows = rows_of(csv_report.render(report(submission("a", unstable(STABLE)), UNREADABLE)))
    assert header[:5] == ["id", "status", "score", "max_score", "softmax_gives_the_probabilities_of_each_row"]
    assert rows[0][:6] == ["a", "graded", "9", "10", "1", "0"]
    assert dict(zip(header, rows[1], strict=True))["reason"] == "s2599.py, line 12: invalid syntax."


STARTS = ["=1+1", "+1", "-1", "@x", "＝1+1", "＋1", "－1", "＠x", "﹦1"]


@pytest.mark.parametrize("start", [*STARTS, "\t=1", " =1", "\r=1", "\u3000＝1", "\n=1", "\xa0=1", "\t1"])
def test_a_cell_is_never_a_formula(start: str) -> None:
    for text in (csv_report.render(report(submission(start))), exported("moodle", report(submission(start)))):
        assert rows_of(text)[1][0].startswith("'")


FORMULA = re.compile(r"[=+\-@＝＋－＠]")


@given(st.text(st.sampled_from("=+-@＝＋－＠;,\t\n\r \u3000x1\"'"), max_size=12))
def test_no_part_of_a_cell_is_a_formula_where_the_separator_is_another(text: str) -> None:
    sample = report(submission("alice", reason=Text.same(text)))
    for cell in rows_of(csv_report.render(sample))[1]:
        for part in re.split(r"[;\t\n]", cell):
            assert not FORMULA.match(part.strip()), (text, cell)


@given(st.text(st.sampled_from("<>&=+-@;1x "), max_size=12))
def test_moodles_feedback_reads_as_it_was_and_holds_no_formula(text: str) -> None:
    sample = report(submission("alice", result(FORWARD, "failed", f"x {text}")))
    feedback = rows_of(exported("moodle", sample))[1][2]
    assert f"x {' '.join(text.split())}".strip() in html.unescape(feedback).replace(";'", ";")
    for part in re.split(r"[;\t\n]", feedback):
        assert not FORMULA.match(part.strip())


@pytest.mark.parametrize("id", ["=1+1", "a\x1b[31m", "a;=b", "が", "\u202ea", "x" * 300])
def test_making_a_table_safe_does_not_change_whom_it_speaks_of(id: str) -> None:
    """kadai's own table, and one that writes the id in another composition, are rosters for the same ids."""
    table = csv_report.render(report(submission(id))).replace("id,", "submission,", 1)
    for roster in (table, unicodedata.normalize("NFD", table)):
        read = parse_roster(roster, "r.csv")
        assert read.rows[read.match([id], ()).found[id]]["status"] == "graded"
    assert find_submission(report(submission(id)), id).id == id


def test_json_can_be_read_again() -> None:
    sample = class_of(8)
    assert json_report.parse(json_report.render(sample), "r.json") == sample


def test_a_file_name_that_is_not_unicode_does_not_stop_the_report() -> None:
    again = json_report.parse(json_report.render(report(submission("b\udcff"))), "r.json")
    assert [s.id for s in again.submissions] == ["b\\udcff"]


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b"[" * 100_000, b'{"format": "1"}'])
def test_what_is_no_report_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UsageError, match=r"^r.json: not a kadai report"):
        json_report.parse(data, "r.json")


@pytest.mark.parametrize("rest", ["", ', "students": {}', ', "submissions": 3'])
def test_an_unknown_format_is_refused_in_one_sentence(rest: str) -> None:
    with pytest.raises(UsageError, match=r"^r.json: a report of format 3, and this kadai reads format 2 and older"):
        json_report.parse(f'{{"format": 3{rest}}}'.encode(), "r.json")


def test_the_contract_of_the_design_is_enough() -> None:
    """The fields that the contract names, and no others."""
    data = b"""{"format": 2, "assignment": "x", "sandbox": {"level": "standard", "layers": ["seccomp"]},
      "submissions": [{"id": "alice", "status": "graded", "score": 7.0, "graded_score": 7.0, "max_score": 10.0,
        "checks": [{"id": "backward", "outcome": "failed", "points": 0.0, "max_points": 3.0,
                    "message": {"en": "m", "ja": "n"}, "diagnosis": {"id": "d"}, "seconds": 0.011}]}]}"""
    sample = json_report.parse(data, "r.json")
    (test,) = json.loads(exported("gradescope", sample))["tests"]
    assert (test["name"], test["output"]) == ("backward", "m\n\n**→ d**")
