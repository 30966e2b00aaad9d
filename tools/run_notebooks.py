"""Runs the instructors' notebooks from top to bottom, in a real kernel, and keeps what they show.

    python tools/run_notebooks.py OUT [ID …]

Each runs in a new folder with what students receive beside it. OUT gets the executed notebooks and every figure
as ``<id>-<cell>.png``. Exit code 1 where a cell raised.
"""

import base64
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from autograder.course import Assignment, Course

SECONDS_PER_CELL = 120
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # of the kernels: on a busy machine, threads wait for one another


def run(assignment: Assignment, out: Path) -> str:
    """Execute one notebook into `out`; returns what is wrong with it, or nothing."""
    notebook = nbformat.read(assignment.instructors_notebook, as_version=4)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, assignment.id)
        shutil.copytree(assignment.template_folder, folder)
        (folder / f"{assignment.id}.py").unlink()  # the notebook alone must do
        client = NotebookClient(notebook, timeout=SECONDS_PER_CELL, resources={"metadata": {"path": str(folder)}})
        try:
            client.execute(stderr=subprocess.DEVNULL)  # the kernel's own remarks; cells' stderr is kept in them
            trouble = ""
        except CellExecutionError as error:
            trouble = str(error)
    trouble = trouble or "\n".join(
        f"{output.ename}: {output.evalue}"  # of cells that may raise in a student's hands, and not in an instructor's
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    )
    nbformat.write(notebook, out / assignment.instructors_notebook.name)
    for number, cell in enumerate(notebook.cells):
        for name, content in _figures(cell):
            (out / f"{assignment.id}-{number}{name}.png").write_bytes(content)
    return trouble


def _figures(cell: Any) -> list[tuple[str, bytes]]:
    pictures = [o.data["image/png"] for o in cell.get("outputs", []) if "image/png" in o.get("data", {})]
    return [(f"-{n}" if n else "", base64.b64decode(picture)) for n, picture in enumerate(pictures)]


def main() -> int:
    """See the top of the file."""
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    out, course = Path(sys.argv[1]), Course.find(Path(__file__).parents[1])
    out.mkdir(parents=True, exist_ok=True)
    failures = 0
    for id in sys.argv[2:] or course.ids():
        began = time.perf_counter()
        trouble = run(course.assignment(id), out)
        failures += bool(trouble)
        print(f"{id}: {'failed' if trouble else 'ran'} in {time.perf_counter() - began:.1f} s\n{trouble}".rstrip())
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
