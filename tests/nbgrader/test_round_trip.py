"""From the roster to the marks with real nbgrader: the exchange, both autograde commands, feedback, export."""

import csv
import re
from collections.abc import Iterator

import nbformat
import pytest
from formgrader import CHROMIUM, Formgrader
from nbgrader_course import NbgraderCourse, cell_of
from term import ASSIGNMENT, CODE, HOSTILE, ROOT, Term, archive, work

from autograder.course import Course

SCORES = {"aiko": 20, "ivan": 0, "noah": 2, "ren": 20, "sara": 0, "yuto": 18}
TO_MARK = {"aiko": 2, "ivan": 0, "noah": 0, "ren": 0, "sara": 0, "yuto": 1}
FILE_NAME = r".*/(?P<student_id>\w+)_attempt_(?P<timestamp>[0-9\-]+)_(?P<file_id>\w+)"
EXPORTER = "autograder.nbgrader.export.QuestionsCsv"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Term:
    """The roster is read, and the assignment lies in the exchange."""
    term = Term.begun(tmp_path_factory.mktemp("round_trip"))
    term.nbgrader(
        "db student import roster.csv",
        f"db assignment add {ASSIGNMENT}",
        f"generate_assignment {ASSIGNMENT}",
        f"release_assignment {ASSIGNMENT}",
    )
    return term


@pytest.fixture(scope="module")
def of_zips(released: Term) -> Term:
    """The same course, for a class that hands in through something else than the exchange."""
    return released.copy("zips")


@pytest.fixture(scope="module")
def collected(released: Term, of_zips: Term) -> Term:
    """Everybody has fetched, worked and handed in."""
    released.nbgrader(f"fetch_assignment {ASSIGNMENT} --course kadai", students=CODE)
    for student in CODE:
        work(student, released.home(student) / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
    released.nbgrader(f"submit {ASSIGNMENT} --course kadai --student {{who}}", students=CODE)
    released.nbgrader(f"collect {ASSIGNMENT}")
    return released


@pytest.fixture(scope="module")
def graded(collected: Term) -> Term:
    """kadai has graded the class into nbgrader's gradebook."""
    said = collected.kadai("nbgrader", "autograde", ASSIGNMENT, "--jobs", "2")
    assert f"{len(CODE)} recorded in the gradebook" in said
    assert "ivan: no points: two_layer_mse.ipynb is not a notebook" in said
    return collected


@pytest.fixture(scope="module")
def given_back(graded: Term) -> Term:
    """The written answers are marked, the students have fetched their feedback."""
    why = "(SELECT id FROM base_cell WHERE name = 'answer-back_to_w1')"
    graded.gradebook.query(f"UPDATE grade SET manual_score = 3, needs_manual_grade = 0 WHERE cell_id = {why}")
    graded.nbgrader(
        f"generate_feedback {ASSIGNMENT}",
        f"release_feedback {ASSIGNMENT}",
        f"export --exporter={EXPORTER} --to=marks.csv",
    )
    graded.nbgrader(f"fetch_feedback {ASSIGNMENT} --course kadai --student {{who}}", students=["aiko", "yuto"])
    return graded


@pytest.fixture(scope="module")
def formgrader(graded: Term, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Formgrader]:
    """The instructor's pages, from a real Jupyter server."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with Formgrader.serving(graded, tmp_path_factory.mktemp("formgrader")) as server:
        yield server


def waiting(course: NbgraderCourse, student: str) -> int:
    """How many cells of a student a person must mark."""
    return sum(needs for _, needs in course.grades(student).values())


def test_students_fetch_what_is_released(collected: Term) -> None:
    fetched = {p.name for p in (collected.home("sara") / ASSIGNMENT).iterdir() if p.suffix != ".txt"}
    assert fetched == {p.name for p in (ROOT / "student_template" / ASSIGNMENT).iterdir()}


def test_everybody_gets_their_points(graded: Term) -> None:
    assert {who: graded.gradebook.score(who) for who in CODE} == SCORES
    assert {who: waiting(graded.gradebook, who) for who in CODE} == TO_MARK


def test_reasons_stand_in_the_notebooks(graded: Term) -> None:
    def said(student: str, check: str) -> str:
        nb = nbformat.read(graded.course / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", 4)
        return str(cell_of(nb, check)["outputs"][0]["text"])

    assert "→ w2 updated before it is used" in said("yuto", "gradients_use_the_weights_of_the_forward_pass")
    assert "→ 使う前に更新された w2" in said("yuto", "gradients_use_the_weights_of_the_forward_pass")
    assert "os._exit?" in said("noah", "first_loss")
    assert "is not a notebook" in said("ivan", "first_loss")
    assert "✓ 合格 / passed  (4 / 4)" in said("ren", "first_loss")


def test_formgrader_lists_the_class(formgrader: Formgrader) -> None:
    rows = formgrader.look("class", f"manage_submissions/{ASSIGNMENT}").rows()
    shown = {cells[1]: (cells[3], cells[4]) for cells in rows}
    state = {who: "needs manual grading" if TO_MARK[who] else "graded" for who in CODE}
    assert shown == {who: (state[who], f"{SCORES[who]} / 26") for who in CODE}
    assert "相原, 愛子" in {cells[0] for cells in rows}


def test_formgrader_lists_what_is_to_be_marked(formgrader: Formgrader) -> None:
    rows = formgrader.look("to_mark", f"gradebook/{ASSIGNMENT}/{ASSIGNMENT}").rows()
    assert sorted(cells[3] for cells in rows) == sorted(f"{SCORES[who]} / 20" for who in CODE)
    assert len(rows) == len(CODE)


def test_formgrader_shows_a_submission(formgrader: Formgrader, graded: Term) -> None:
    page = formgrader.look("yuto", f"submissions/{graded.submission('yuto')}/", height=12000)
    assert "→ w2 updated before it is used" in page.text()
    assert "→ 使う前に更新された w2" in page.text()
    # The published losses are everybody's; what hidden checks expect is not drawn in what students get.
    assert page.dom.count("data:image/svg+xml;base64,") == 1
    assert page.values()["gradients_use_the_weights_of_the_forward_pass"] == "0"
    assert page.values()["grad_w1"] == "4"


def test_formgrader_runs_no_script_of_a_student(formgrader: Formgrader, graded: Term) -> None:
    page = formgrader.look("yuto", f"submissions/{graded.submission('yuto')}/")
    assert "<title>taken over</title>" not in page.dom
    assert '<script>document.title = "taken over"</script>' in page.text()


def test_formgraders_button_grades_with_kadai(formgrader: Formgrader, graded: Term) -> None:
    notebook = graded.course / "autograded" / "noah" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    before = nbformat.read(notebook, 4)
    notebook.unlink()
    assert formgrader.press(f"submission/{ASSIGNMENT}/noah/autograde")["success"]
    assert nbformat.read(notebook, 4) == before
    assert graded.gradebook.score("noah") == SCORES["noah"]


def test_work_handed_in_again_is_collected_and_graded_again(graded: Term) -> None:
    """Also over read-only files, which nbgrader leaves in ``autograded`` and an ordinary user cannot write to."""
    twin = graded.copy("again")
    (twin.course / "submitted" / "sara" / ASSIGNMENT / "timestamp.txt").write_text("2036-01-02 10:00:00 UTC")
    work("aiko", twin.course / "submitted" / "sara" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
    assert "1 recorded" in twin.kadai("nbgrader", "autograde", ASSIGNMENT, "--jobs", "1")
    assert twin.gradebook.score("sara") == SCORES["aiko"]


def test_downloaded_zips_get_the_same_from_nbgraders_own_command(graded: Term, of_zips: Term) -> None:
    archive(graded, of_zips.course / "downloaded" / ASSIGNMENT / "archive")
    with (of_zips.course / "nbgrader_config.py").open("a") as config:
        config.write(f"c.FileNameCollectorPlugin.named_regexp = r'{FILE_NAME}'\n")
    of_zips.nbgrader(f"zip_collect {ASSIGNMENT}")
    said = of_zips.nbgrader(f"autograde {ASSIGNMENT}", code=1)  # nbgrader itself gives up on a file that is no notebook
    assert re.findall(r"error processing assignment '\w+' for student '(\w+)'", said) == ["ivan"]
    assert "1 recorded" in of_zips.kadai("nbgrader", "autograde", ASSIGNMENT, "--jobs", "1")
    assert {who: of_zips.gradebook.score(who) for who in CODE} == SCORES
    assert {who: of_zips.gradebook.grades(who) for who in CODE} == {who: graded.gradebook.grades(who) for who in CODE}


def test_feedback_has_the_reasons_and_nothing_private(given_back: Term) -> None:
    (page,) = (given_back.home("yuto") / ASSIGNMENT / "feedback").rglob("*.html")
    text = page.read_text(encoding="utf-8")
    assert "w2 updated before it is used" in text
    assert "使う前に更新された w2" in text
    assert "3 / 4" in re.sub(r"<[^>]+>|\s+", " ", text)
    folder, *shared = Course(ROOT).assignment(ASSIGNMENT).module_folders
    files = [folder / "test_hidden.py", *(path for place in shared for path in place.glob("*_checks.py"))]
    hidden = "\n".join(path.read_text(encoding="utf-8") for path in files)
    code = re.sub(r'""".*?"""', "", hidden, flags=re.DOTALL)  # students read what a check looks at
    lines = {line.strip() for line in code.splitlines() if len(line.strip()) >= 20}
    assert len(lines) > 50
    for file in (f for f in (given_back.course / "feedback").rglob("*") if f.is_file()):
        shown = file.read_text(encoding="utf-8")
        assert [line for line in lines if line in shown] == [], file


def test_feedback_is_the_students_own(given_back: Term) -> None:
    (page,) = (given_back.home("aiko") / ASSIGNMENT / "feedback").rglob("*.html")
    assert "w2 updated before it is used" not in page.read_text(encoding="utf-8")
    assert re.search("誤差は <math.*</math> を通って戻ります。", page.read_text(encoding="utf-8"))


def test_html_in_an_answer_is_shown_as_text(given_back: Term) -> None:
    assert "<script>" in HOSTILE
    text = (given_back.course / "feedback" / "yuto" / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;document.title" in text
    assert "<script>document.title" not in text
    assert 'href="javascript:' not in text
    assert 'And <a href="#harmful-link">more</a>.' in text


def test_the_table_has_names_questions_and_marks(given_back: Term) -> None:
    with (given_back.course / "marks.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert rows.keys() == {*CODE, "zoe"}
    aiko = rows["aiko"]
    assert (aiko["lms_user_id"], aiko["last_name"], aiko["email"]) == ("4711", "相原", "aiko@example.org")
    assert (aiko["score"], aiko["max_score"], aiko["answer-back_to_w1"]) == ("23.0", "26.0", "3.0")
    early = rows["yuto"]["gradients_use_the_weights_of_the_forward_pass"]
    assert [aiko["grad_w1"], early, rows["zoe"]["grad_w1"]] == ["4.0", "0.0", ""]
    assert (aiko["needs_manual_grade"], rows["zoe"]["timestamp"]) == ("yes", "")
