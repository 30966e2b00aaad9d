"""What students' cells do of their own accord, in a notebook and here alike."""

from importlib.util import find_spec

import pytest

from autograder.course.handed_in.magics import clean_cell
from autograder.grading.classroom.programs import talking_program
from autograder.grading.notebooks import statics
from autograder.grading.notebooks.jobs import Cell, CellResult, Examined, Job, Ready, Start

CELLS = {
    "help": "help(len)",
    "showing": "display([1, 2])",
    "a shell": "def shell(): return get_ipython()\nshell().run_line_magic('matplotlib', 'inline')\n"
    "assert shell().colors.lower() != 'linux' and 'x' not in shell().config and list(shell().events) == []",
    "numbers in a file": "import numpy as np\nnp.savetxt('n.txt', [1, 2])\nassert np.loadtxt('n.txt').sum() == 3",
    "files that go about": "import os, shutil\nwith open('y.txt', 'w') as file: file.write('q')\n"
    "shutil.copy('y.txt', 'z.txt')\nos.rename('z.txt', 'w.txt')\nshutil.move('w.txt', 'v.txt')\n"
    "assert open('v.txt').read() == 'q' and not os.path.exists('w.txt')",
    "a database": "import sqlite3\nc = sqlite3.connect('my.db')\nc.execute('create table t(a)')\n"
    "c.execute('insert into t values (1)')\nc.commit()\nmemory = sqlite3.connect(':memory:')\n"
    "assert memory.execute('select 1').fetchone() == (1,)",
    "functions on it": "def count(path='my.db'):\n    with sqlite3.connect(path) as c:\n"
    "        return c.execute('select count(*) from t').fetchone()[0]\n"
    "def insert(value, path='my.db'):\n    c = sqlite3.connect(path)\n"
    "    c.execute('insert into t values (?)', (value,))\n"
    "    c.commit()\n    c.close()",
}
if find_spec("sympy"):
    CELLS["formulas"] = "import sympy\nsympy.init_printing()\nx = sympy.Symbol('x')\nassert x.diff(x) == 1"
if find_spec("sklearn"):
    CELLS["many jobs"] = (
        "from sklearn.ensemble import RandomForestClassifier\n"
        "RandomForestClassifier(3, n_jobs=2).fit([[0], [1]], [0, 1])\nfrom joblib import Parallel, delayed\n"
        "assert Parallel(n_jobs=2)(delayed(abs)(i) for i in [-1]) == [1]"
    )
TESTS = {
    "a file of the student's": "assert open('v.txt').read() == 'q'\nimport os\nassert not os.path.exists('z.txt')",
    "a database of the student's": "assert count() == 1\ninsert(5)\nassert count() == 2\nimport sqlite3\n"
    "c = sqlite3.connect('my.db')\nassert c.execute('select a from t').fetchall() == [(1,), (5,)]\n"
    "c.execute('insert into t values (7)')\nc.commit()\nassert count() == 3",
    "a database of the test's": "import sqlite3\nwith sqlite3.connect('new.db') as c:\n"
    "    c.execute('create table t(a)')\ninsert(4, 'new.db')\nassert count('new.db') == 1\n"
    "assert sqlite3.connect('new.db').execute('select a from t').fetchall() == [(4,)]",
}


@pytest.fixture(scope="module")
def results() -> dict[str, CellResult]:
    cells = [Cell(name, "own", clean_cell(text)) for name, text in CELLS.items()]
    cells += [Cell(name, "test", text) for name, text in TESTS.items()]
    with talking_program("autograder.grading.notebooks.main", [], 600) as channel:
        channel.send(Start(statics.packages_of(cells), ()))
        channel.receive(Ready)
        channel.send(Job(tuple(cells), statics.facts_of(cells), cell_seconds=20.0))
        examined = channel.receive(Examined)
    assert not examined.ended
    return {result.name: result for result in examined.cells}


@pytest.mark.parametrize("name", CELLS | TESTS)
def test_it_runs_as_in_a_notebook(results: dict[str, CellResult], name: str) -> None:
    assert not results[name].failure
    assert not results[name].refused
