"""What students receive: stub, notebook and the rest; and what must never reach them."""

import json
import runpy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from soft_checks import CHECKS

from autograder.checks import CheckInfo
from autograder.course import Assignment, Course
from autograder.course.handed_in.decoding import source_of
from autograder.course.handed_out.regions import IN_FUNCTION
from autograder.course.handed_out.release import Drift, Release
from autograder.course.handed_out.stubs import stub_cells
from autograder.errors import UsageError
from autograder.text import Text


def build(assignment: Assignment) -> dict[str, bytes]:
    return Release(assignment, CHECKS).files


def check(assignment: Assignment) -> tuple[Drift, ...]:
    return Release(assignment, CHECKS).drifts()


def write(assignment: Assignment) -> tuple[Drift, ...]:
    return Release(assignment, CHECKS).write()


def notebook(files: dict[str, bytes]) -> dict:
    return json.loads(files["soft.ipynb"])


def sources(cells: list[dict]) -> list[str]:
    return ["".join(c["source"]) for c in cells]


def test_a_release_holds_these_files_and_no_others(soft: Assignment):
    assert list(build(soft)) == [
        "figures/softmax.png",
        "handout.en.md",
        "handout.ja.md",
        "helper.py",
        "kadai.json",
        "soft.ipynb",
        "soft.py",
        "test_public.py",
    ]


def test_nothing_of_the_solution_or_the_hidden_tests_is_in_it(soft: Assignment):
    for name in ("misconceptions.py", "equivalents.py"):
        (soft.folder / name).write_text("SECRET_VARIANT = 1\n")
    everything = b"\n".join(build(soft).values()).decode("utf-8", "replace")
    for secret in (
        "SOLUTION",
        "np.exp",
        "picked).sum",
        "secret_of_the_course",
        "SECRET_VARIANT",
        "Not for",
        "divided out",
    ):
        assert secret not in everything
    assert "def softmax(x)" in everything  # signatures and docstrings stay
    assert "Row-wise softmax." in everything


@pytest.mark.parametrize("name", ["checks", "written_questions", "imports"])
def test_the_cell_of_a_check_is_named_after_it_whatever_it_is_called(soft: Assignment, name: str):
    check = CheckInfo(name, Text.same("About names."), 4.0, False)
    found = metadata(notebook(Release(soft, (*CHECKS, check)).files)["cells"])
    assert found[name]["nbgrader"]["points"] == 4
    assert found["rows_add_up_to_one"]["nbgrader"]["points"] == 2.5


def test_the_stub_loads_and_does_nothing(soft: Assignment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    files = build(soft)
    for name in ("soft.py", "helper.py"):
        (tmp_path / name).write_bytes(files[name])
    monkeypatch.syspath_prepend(tmp_path)
    stub = runpy.run_path(str(tmp_path / "soft.py"))
    with pytest.raises(NotImplementedError):
        stub["softmax"](None)
    assert stub["Loss"]().forward([], None) is ...


def test_the_notebook_is_valid_and_as_nbformat_writes_it(soft: Assignment):
    content = build(soft)["soft.ipynb"].decode()
    parsed = nbformat.reads(content, as_version=4)
    nbformat.validate(parsed)
    assert (parsed.nbformat, parsed.nbformat_minor) == (4, 5)
    assert nbformat.writes(parsed) + "\n" == content
    assert build(soft)["soft.ipynb"].decode() == content


def test_the_notebook_is_cut_at_definitions(soft: Assignment):
    cells = notebook(build(soft))["cells"]
    texts = sources(cells)
    assert texts[0].startswith("# ソフトマックス")  # Japanese first
    assert texts[1:3] == ["# Softmax\n\nText.", "## Hints\n\n```\n## not a heading\n```"]
    assert texts[3] == "Softmax.\n\nRows are samples."
    assert texts[4] == "import numpy as np\nfrom helper import shift"
    assert texts[5].startswith("def softmax(x):")
    assert texts[6].startswith("class Loss:")
    assert texts[7].startswith("## 記述問題")
    assert "**W1**（3 点）。行の和が 1 になるのはなぜですか。\n\n**W1** (3 points). Why do rows" in texts[8]
    assert texts[9] == "YOUR ANSWER HERE / ここに答えを書いてください"
    assert texts[10].startswith("## 確かめる")
    assert "cell_checker(globals()" in texts[11]
    assert texts[13] == '# example\ncheck("example")'
    assert texts[15] == (
        '# どの行の和も 1 です。\n# Every row adds up to 1.\ncheck("rows_add_up_to_one")  # 2.5 点 / 2.5 points'
    )
    assert texts[16].endswith("\ncheck()")
    kinds = (
        ["markdown"] * 4 + ["code"] * 3 + ["markdown"] * 4 + ["code", "markdown", "code", "markdown", "code", "code"]
    )
    assert [c["cell_type"] for c in cells] == kinds


def metadata(cells: list[dict]) -> dict[str, dict]:
    return {c["metadata"]["nbgrader"]["grade_id"]: c["metadata"] for c in cells}


def test_every_cell_carries_nbgraders_metadata(soft: Assignment):
    cells = notebook(build(soft))["cells"]
    found = metadata(cells)
    assert len(found) == len(cells)
    assert all(m["nbgrader"]["schema_version"] == 3 and not m["nbgrader"]["task"] for m in found.values())
    assert not any(m["deletable"] for m in found.values())

    def having(**wanted: object) -> list[str]:
        return [n for n, m in found.items() if all((m["nbgrader"] | m).get(k) == v for k, v in wanted.items())]

    assert having(solution=True, grade=False, locked=False) == ["solution-softmax", "solution-Loss"]
    assert having(solution=True, grade=True, points=3, locked=False) == ["answer-why"]
    assert having(solution=False, grade=True, points=2.5, locked=True, editable=False) == ["rows_add_up_to_one"]
    assert having(solution=False, grade=True, points=0, locked=True, editable=False) == ["example"]
    assert len(having(solution=False, grade=False, locked=True, editable=False)) == len(cells) - 5


def test_cells_that_only_test_are_no_part_of_a_submission(soft: Assignment):
    texts = source_of(build(soft)["soft.ipynb"], "soft.ipynb").texts
    assert [t.split("\n")[0] for t in texts] == [
        "import numpy as np",
        "def softmax(x):",
        "class Loss:",
        *[""] * 4,  # set-up, two checks, all checks
    ]


def test_the_instructors_notebook_holds_solutions_and_rubrics(soft: Assignment):
    write(soft)
    students = notebook(build(soft))["cells"]
    cells = json.loads(soft.instructors_notebook.read_bytes())["cells"]
    assert [c["id"] for c in cells] == [c["id"] for c in students]
    assert list(metadata(cells)) == list(metadata(students))
    texts = sources(cells)
    assert "    ### BEGIN SOLUTION\n    e = np.exp(shift(x))" in texts[5]
    assert "### BEGIN SOLUTION fill-in" in texts[6]
    assert texts[9].startswith("### BEGIN SOLUTION\n**採点基準**\n\n- 1 点: 和で割っている\n- 2 点: 証明\n")
    assert texts[9].endswith("- 1 point: the sum is divided out\n- 2 points: a proof\n### END SOLUTION")
    assert "secret_of_the_course" not in "".join(texts)
    assert "cell_type" not in metadata(cells)["rows_add_up_to_one"]["nbgrader"]  # as its author wrote it


def test_handouts_end_with_the_written_questions(soft: Assignment):
    files = build(soft)
    assert files["handout.ja.md"].decode().endswith("**W1**（3 点）。行の和が 1 になるのはなぜですか。\n")
    assert files["handout.en.md"].decode().endswith("**W1** (3 points). Why do rows add up to 1?\n")
    (soft.folder / "written.toml").unlink()
    files = build(soft)
    assert files["handout.en.md"] == (soft.folder / "handout.en.md").read_bytes()
    assert "answer-why" not in metadata(notebook(files)["cells"])


def test_questions_and_built_notebooks_do_not_change_grades(soft: Assignment):
    digest = soft.digest
    write(soft)
    (soft.folder / "written.toml").write_text("")
    assert soft.digest == digest
    assert not any(name.endswith((".ipynb", "written.toml")) for name in soft.bundle())


def test_nbgrader_accepts_the_metadata(soft: Assignment):
    v3 = pytest.importorskip("nbgrader.nbgraderformat.v3")
    parsed = nbformat.reads(build(soft)["soft.ipynb"].decode(), as_version=4)
    v3.MetadataValidatorV3().validate_nb(parsed)


def test_nbgraders_own_command_clears_the_same_regions(soft: Assignment):
    preprocessors = pytest.importorskip("nbgrader.preprocessors")
    text = soft.reference_text().replace(" fill-in", "")
    clear = preprocessors.ClearSolutions(code_stub={"python": IN_FUNCTION})
    cells = stub_cells(text, "soft.py")
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c.complete) for c in cells if c.kind != "text"])
    for cell in book.cells:
        cell.metadata["nbgrader"] = {"solution": True, "grade": False, "locked": False, "grade_id": "x"}
        if "SOLUTION" in cell.source:
            clear.preprocess_cell(cell, {"language": "python"}, 0)
    assert [c.source for c in book.cells] == [c.blank for c in cells if c.kind != "text"]


def test_check_cells_give_a_hint_where_kadai_is_not_installed(
    soft: Assignment, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(__import__("sys").modules, "autograder", None)
    namespace: dict[str, Any] = {}
    setup, check = sources(notebook(build(soft))["cells"])[11:14:2]
    exec(setup, namespace)
    shown = capsys.readouterr().out
    assert "README.md" in shown
    assert "必要です" in shown
    assert "pip" not in shown
    exec(check, namespace)
    assert capsys.readouterr().out == "準備のセルを見てください / See the set-up cell\n"


def test_cells_and_module_are_the_same_code(soft: Assignment):
    reference = soft.reference_text()
    cells = stub_cells(reference, "soft.py")
    module = build(soft)["soft.py"].decode()
    for cell in cells:
        assert cell.blank in module
        assert cell.complete in reference
    assert [c.kind for c in cells] == ["text", "given", "solution", "solution"]


def test_code_between_definitions_keeps_its_order():
    text = (
        "import a\n# why\nimport b\n\nX = 1\nY = 2\n\n\n# about f\n@d\ndef f():\n    return 1  # one\n\n\n"
        "### BEGIN SOLUTION\ndef g():\n    pass\n\n\ndef h():\n    pass\n### END SOLUTION\n\n\nZ = 1; W = 2\n\n"
        "if __name__ == '__main__':\n    f()\n# the end\n"
    )
    cells = [(c.name, c.blank) for c in stub_cells(text, "r.py")]
    assert cells == [
        ("imports", "import a\n# why\nimport b"),
        ("code", "X = 1\nY = 2"),
        ("f", "# about f\n@d\ndef f():\n    return 1  # one"),
        ("helpers", "# You may define helpers here / 補助関数が必要ならここに書く"),
        ("code", "Z = 1; W = 2"),
        ("main", "if __name__ == '__main__':\n    f()\n# the end"),
    ]


def test_a_course_without_public_tests_or_handouts_can_be_released(root: Path):
    folder = root / "assignments/soft"
    for name in ("handout.en.md", "handout.ja.md", "test_public.py", "test_hidden.py", "written.toml"):
        (folder / name).unlink()
    (folder / "assignment.toml").write_text("")
    files = Release(Course(root).assignment("soft"), ()).files
    assert list(files) == ["kadai.json", "soft.ipynb", "soft.py"]
    assert not any("check(" in s for s in sources(notebook(files)["cells"]))


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("missing.png", r"handout\.en\.md, line 2: the figure 'missing\.png' is not in"),
        ("../../reference/soft.png", "is no figure of this assignment"),
        ("test_hidden.py", "is no figure of this assignment"),
        ("/etc/passwd", "is no figure of this assignment"),
    ],
)
def test_a_handout_shows_only_figures_of_its_own(soft: Assignment, target: str, says: str):
    (soft.folder / "handout.en.md").write_text(f"# A\n![x]({target})\n")
    with pytest.raises(UsageError, match=says):
        build(soft)


def test_pictures_elsewhere_are_left_alone(soft: Assignment):
    text = (
        '![a](https://example.org/a.png) <img src="data:image/png;base64,AAAA"> <img width=3 src="figures/softmax.png">'
    )
    (soft.folder / "handout.en.md").write_text(text)
    assert "figures/softmax.png" in build(soft)


def test_a_handout_that_marks_a_solution_is_refused(soft: Assignment):
    (soft.folder / "handout.en.md").write_text("    ### BEGIN SOLUTION\n    x\n    ### END SOLUTION\n")
    with pytest.raises(UsageError, match=r"handout\.en\.md would show students"):
        build(soft)


def test_write_makes_check_silent(soft: Assignment):
    kinds = {d.kind for d in check(soft)}
    assert kinds == {"missing"}
    assert len(write(soft)) == 10  # and the instructor's notebook, and the digests of what is released
    assert check(soft) == ()
    assert write(soft) == ()


def test_check_names_every_drift(soft: Assignment):
    write(soft)
    folder = soft.template_folder
    (folder / "soft.py").write_text("edited\n")
    (folder / "figures/softmax.png").write_bytes(b"\xff\x00")
    (folder / "helper.py").unlink()
    (folder / "old.py").write_text("")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__/x.pyc").write_text("")
    (folder / ".ipynb_checkpoints").mkdir()
    drifts = {d.path.relative_to(folder).as_posix(): d for d in check(soft)}
    assert {n: d.kind for n, d in drifts.items()} == {
        "soft.py": "differing",
        "figures/softmax.png": "differing",
        "helper.py": "missing",
        "old.py": "surplus",
    }
    assert "-edited\n" in drifts["soft.py"].diff
    assert "+def softmax(x):\n" in drifts["soft.py"].diff
    assert "differ" in drifts["figures/softmax.png"].diff
    write(soft)
    assert check(soft) == ()
    assert not (folder / "old.py").exists()


def test_links_in_the_release_are_not_followed(soft: Assignment, tmp_path: Path):
    write(soft)
    precious = tmp_path / "precious.py"
    precious.write_text("mine")
    for path in (soft.template_folder / "soft.py", soft.instructors_notebook):
        path.unlink()
        path.symlink_to(precious)
        with pytest.raises(UsageError, match="is a link"):
            write(soft)
        path.unlink()
    assert precious.read_text() == "mine"
