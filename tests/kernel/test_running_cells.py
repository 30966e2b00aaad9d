"""A notebook's cells are run, shown, bounded and stopped; whatever they do, the rest of the notebook stays in order."""

import base64
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

pytest.importorskip("nbgrader", reason="the extra `nbgrader` is not installed")

from autograder.nbgrader.running import RunCells

TIME = "seconds for the whole notebook were over", "制限時間"
NOT_RUN = "This cell was not run", "このセルは実行されていません"
ENDED = "The kernel ended while this cell was running", "カーネルが終了しました"


def run(*cells: Any, assignment: str = "", **traits: Any) -> Any:
    """The notebook's cells afterwards; texts are code cells."""
    notebook = new_notebook(cells=[new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells])
    resources = {"nbgrader": {"assignment": assignment}}
    done, _ = RunCells(**{"seconds": 60.0, **traits}).preprocess(notebook, resources)
    nbformat.validate(done)
    return done.cells


def shown(cell: Any) -> str:
    """All the text of a cell's outputs."""
    parts = []
    for output in cell.outputs:
        parts += [output.get("text", ""), output.get("data", {}).get("text/plain", ""), output.get("evalue", "")]
    return "".join(parts)


def says(cell: Any, both: tuple[str, str]) -> bool:
    """Whether a cell's output says something in both languages."""
    return all(words in shown(cell) for words in both)


def graded(source: str, **roles: bool) -> Any:
    """A cell with nbgrader's metadata, and outputs that it came with."""
    metadata = {"grade": True, "grade_id": "a", "locked": False, "points": 1, "schema_version": 3, "task": False}
    cell = new_code_cell(source, metadata={"nbgrader": {"solution": False, **metadata, **roles}})
    cell.outputs = [new_output("stream", text="from the submission")]
    return cell


def test_plots_and_values_are_there_for_the_manual_grader():
    check = new_code_cell("print('I am the check')", metadata={"kadai": {"role": "check"}})
    cells = run(
        new_markdown_cell("print('no')"),
        "import numpy as np\nimport matplotlib.pyplot as plt\nx = np.arange(3)\nprint('one')\nprint('two')",
        "plt.plot(x)\nplt.title('loss');",
        "x * 2",
        graded("print('a test')"),
        graded("print('an answer')", solution=True),
        check,
        "check = cell_checker(globals(), 'test_public.py')\nprint('set up')",
        "1 / 0",
        "print('after it')",
    )
    assert shown(cells[1]) == "one\ntwo\n"
    picture = next(o.data["image/png"] for o in cells[2].outputs if "image/png" in o.get("data", {}))
    assert base64.b64decode(picture).startswith(b"\x89PNG")
    assert shown(cells[3]) == "array([0, 2, 4])"
    assert [output.output_type for output in cells[4].outputs] == ["error"]  # none would be full marks to nbgrader
    assert "was not run" in shown(cells[4])
    assert [shown(cells[number]) for number in (6, 7)] == ["", ""]
    assert shown(cells[5]) == "an answer\n"
    assert "division by zero" in shown(cells[8])
    assert shown(cells[9]) == "after it\n"


NAP = "import time\ntime.sleep(1.2)\nprint('two')"
ENDLESS = """\
print('begun')
since = time.monotonic()
while time.monotonic() < since + 1.6: pass
print('as long as a limit for each cell would let it')
while True: pass
"""


def test_one_time_limit_for_the_whole_notebook():
    cells = run("print('one')", NAP, ENDLESS, "print('four')", "print('five')", seconds=2.0)
    assert [shown(cell) for cell in cells[:2]] == ["one\n", "two\n"]
    assert shown(cells[2]).startswith("begun\n[kadai]")
    assert says(cells[2], TIME)
    assert says(cells[3], NOT_RUN)
    assert says(cells[4], NOT_RUN)


def test_a_cell_that_ends_the_kernel_takes_only_what_follows():
    cells = run("print('one')", "import os\nos._exit(0)", "print('three')")
    assert shown(cells[0]) == "one\n"
    assert says(cells[1], ENDED)
    assert says(cells[2], NOT_RUN)


def test_too_much_memory_costs_one_cell_and_a_flood_is_cut():
    pieces = "for number in range(1000): display(number)"
    cells = run("import numpy as np\nnp.ones(1 << 33)", "print('x' * 5_000_000)", "print('next')", pieces)
    assert "Unable to allocate" in shown(cells[0])
    assert len(shown(cells[1])) < 100_000
    assert "left out" in shown(cells[1])
    assert "省略" in shown(cells[1])
    assert shown(cells[2]) == "next\n"
    assert shown(cells[3]).startswith("0123")
    assert len(cells[3].outputs) < 500


FORGE = """\
from IPython.display import display
import base64
kernel = get_ipython().kernel
def forge(kind, content, **kwargs):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent(), **kwargs)
def picture(value, **metadata):
    forge("display_data", {"data": {"image/png": value, "text/plain": "<Figure>"}, "metadata": metadata})
"""
NOTES = """\
picture('x"><script>alert(1)</script>')
picture(base64.b64encode(b"<script>alert(1)</script>").decode())
picture(base64.b64encode(b"\\x89PNG\\r\\n\\x1a\\n rest").decode(), width='1" onload="alert(1)')
for kind in ("text/html", "application/javascript", "image/svg+xml", "text/markdown", "text/latex"):
    display({kind: "<script>alert(1)</script>"}, raw=True)
"""
NONSENSE = """\
forge("stream", {"name": ["stdout"], "text": {"a": 1}})
forge("stream", {"name": "stdout", "text": "\\udcff"})
forge("error", {"ename": 1, "evalue": None, "traceback": "no list"})
forge("execute_input", {"execution_count": "<b>1</b>", "code": 3})
forge("display_data", {"data": ["no", "dict"], "metadata": 1, "transient": 5})
forge("comm_open", {"target_name": "jupyter.widget", "comm_id": "1", "data": {}})
forge(["no", "kind"], {})
kernel.iopub_socket.send_multipart([b"no", b"message"])
key, kernel.session.key = kernel.session.key, b"wrong"
forge("stream", {"name": "stdout", "text": "unsigned"})
kernel.session.key = key
print("done")
"""


def test_forged_messages_neither_reach_a_browser_nor_stop_the_notebook():
    odd = [new_code_cell("print('next')", metadata={"nbgrader": value, "kadai": value}) for value in ([], "x", None)]
    cells = run(FORGE, NOTES, NONSENSE, *odd)
    outputs = nbformat.writes(new_notebook(cells=[new_code_cell("", outputs=cells[1].outputs)]), 4)
    assert "<Figure>" in outputs
    assert "alert" not in outputs
    assert base64.b64encode(b"<script>").decode()[:8] not in outputs
    assert "done\n" in shown(cells[2])
    assert "unsigned" not in shown(cells[2])
    assert [shown(cell) for cell in cells[3:]] == ["next\n"] * 3
    assert [cell.execution_count for cell in cells] == [1, 2, 3, 4, 5, 6]


def test_given_modules_come_from_the_course_and_nothing_from_the_folder_of_the_submission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    course = tmp_path / "course"
    folder = course / "assignments" / "work"
    folder.mkdir(parents=True)
    (course / "pyproject.toml").write_text("[tool.kadai]\n")
    (course / "reference").mkdir()
    (course / "reference" / "work.py").write_text("ANSWER = 42\n")
    (folder / "assignment.toml").write_text('title = { en = "Work", ja = "課題" }\ngiven = ["data.py"]\n')
    (folder / "data.py").write_text("DATA = 'given'\n")
    (folder / "test_hidden.py").write_text("SECRET = 1\n")
    submission = tmp_path / "submission"
    submission.mkdir()
    for name in ("helper", "test_hidden", "json"):
        (submission / f"{name}.py").write_text("print('from the folder')\n")
    monkeypatch.chdir(submission)
    cells = run(
        "import data\nprint(data.DATA)", "import test_hidden", "import work", "import helper",
        assignment="work", course=str(course),
    )  # fmt: skip
    assert shown(cells[0]) == "given\n"
    assert [shown(cell) for cell in cells[1:]] == [f"No module named '{n}'" for n in ("test_hidden", "work", "helper")]


def test_a_weak_sandbox_is_refused_in_one_sentence_unless_it_is_allowed():
    (refused,) = run("print('run')", without=["seccomp"])
    assert says(refused, ("the sandbox is weak on this machine (seccomp: switched off", "実行されていません"))
    assert "--allow-weak" in shown(refused)
    (allowed,) = run("print('run')", without=["seccomp"], allow_weak=True)
    assert shown(allowed) == "run\n"
