"""A mistake that was found among mutants: lecturers see the edit, students and anybody else never do."""

from pathlib import Path

import msgspec
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from rich.console import Console

from autograder.grading.results import (
    CheckInfo,
    CheckResult,
    Diagnosed,
    Diagnosis,
    Report,
    SandboxInfo,
    result_of,
)
from autograder.nbgrader.verdict_cells import write_result
from autograder.reports import terminal
from autograder.reports.anonymous import anonymous
from autograder.reports.export_format import Options
from autograder.reports.formats import FORMATS, render
from autograder.reports.given import Feedback, given_report
from autograder.reports.html import write, write_students
from autograder.reports.roster import parse_roster
from autograder.text import Text

CODE = "secret_residual"
EDIT = Text(f"as if `{CODE} / n` were `{CODE}`", f"`{CODE} / n` が `{CODE}` だった場合と同じ")
ID = "nearest-loss-factor-7"
TITLE = Text("Like a right solution with a factor missing in loss()", "loss() で因数が 1 つ抜けている場合と同じ動作")
INFO = CheckInfo("loss", Text("The loss", "損失"), 2.0, public=False)
FAILED = CheckResult("loss", "failed", 0.0, 2.0, Text("no", "違います"), diagnosis=Diagnosed(ID, generated=True))
REPORT = Report(
    2,
    "tiny",
    SandboxInfo("standard", ()),
    tuple(result_of(name, (FAILED,)) for name in ("alice", "bob")),
    checks=(INFO,),
    diagnoses={ID: Diagnosis(TITLE, TITLE, TITLE, EDIT)},
)


def students_outputs(folder: Path, feedback: Feedback) -> dict[str, str]:
    write_students(REPORT, folder, feedback=feedback)
    texts = {page.name: page.read_text("utf-8") for page in folder.glob("*.html")}
    roster = parse_roster("submission,合計点,Username,ID\nalice,,alice,1\nbob,,bob,2\n", "roster.csv")
    for name in FORMATS:
        for submissions in (REPORT.submissions, REPORT.submissions[:1]):
            for language in ("en", "ja"):
                report = msgspec.structs.replace(REPORT, submissions=submissions)
                options = Options(language=language, feedback=feedback, roster=roster)
                try:
                    texts[f"{name} {language} {len(submissions)}"] = str(render(name, report, options).text)
                except Exception as error:  # a format for one submission alone, or for a class
                    texts[f"{name} {language} {len(submissions)}"] = str(error)
    graded = {"grade": True, "solution": False, "grade_id": "loss", "points": 2.0}
    notebook = new_notebook(cells=[new_code_cell(metadata={"nbgrader": graded})])
    write_result(notebook, REPORT.submissions[0], REPORT.legend, feedback)
    texts["notebook"] = nbformat.writes(notebook)
    console = Console(record=True, width=200)
    terminal.show_submission(REPORT.submissions[0], REPORT.legend, console)
    texts["terminal"] = console.export_text()
    texts["given"] = msgspec.json.encode(given_report(REPORT, feedback)).decode()
    return texts


@pytest.mark.parametrize("feedback", ["full", "diagnosis", "outcome"])
def test_no_code_of_the_reference_reaches_a_student(tmp_path: Path, feedback: Feedback) -> None:
    texts = students_outputs(tmp_path / "site", feedback)
    assert not [name for name, text in texts.items() if CODE in text]
    if feedback != "outcome":
        told = [name for name, text in texts.items() if TITLE.en in text or TITLE.ja in text]
        assert {"alice.html", "notebook", "terminal", "given", "gradescope en 1"} <= set(told)


def test_an_anonymous_report_has_no_code_of_the_reference() -> None:
    shared = anonymous(REPORT, {"alice": "1", "bob": "2"})
    assert CODE not in msgspec.json.encode(shared).decode()
    assert shared.diagnoses[ID].title == TITLE


def test_lecturers_see_the_edit_once_for_all_who_made_it(tmp_path: Path) -> None:
    write(REPORT, tmp_path / "site")
    index = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert index.count(f"{CODE} / n") == 2  # in each language
    console = Console(record=True, width=200)
    terminal.show_class(REPORT, console)
    shown = " ".join(console.export_text().split())
    assert f"2× {TITLE.en} {EDIT.en}" in shown
    assert shown.count(CODE) == 2  # in the edit, once
