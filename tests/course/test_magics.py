"""IPython's own syntax is taken out of cells; Python is left as it is, line for line."""

import ast
import keyword
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograder.course.handed_in.magics import LeftOut, clean_cell, clean_module, said_of
from autograder.course.imports import imported_names

CASES = {
    "%matplotlib inline\nx = 1": "pass\nx = 1",
    "x = 1\n%load_ext autoreload \\\n  foo\ny = 2": "x = 1\npass\n\ny = 2",
    "if x:\n    !ls it's (\n    y = 1": "if x:\n    pass\n    y = 1",
    "!!ls": "pass",
    "?print": "pass",
    "np.exp??  \nx = 1": "pass\nx = 1",
    "files = !ls -l \\\n  /tmp\ny = 2": "files = None\n\ny = 2",
    "here = %pwd": "here = None",
    "a.b['c'] = !ls": "a.b['c'] = None",
    "%time y = f(x)": "y = f(x)",
    "    %time y = f(x)": "y = f(x)",
    "y = %time f(x)": "y = f(x)",
    "%time -n f(x)": "pass",
    "%time": "pass",
    "%%time\ny = 1\n%%capture\nz = 2": "\ny = 1\npass\nz = 2",
    "\n%%timeit -n 3\n\n%%capture\ny = 1": "\n\n\n\ny = 1",
    "%%bash\nrm -rf it's\n": "\n\n",
    "%%add_to A \ndef f(a):\n %time x": "\ndef f(a):\n x\nA.f = f if isinstance(A, type) else f.__get__(A)",
    "%%add_to A\nx = 1": "\nx = 1\n",
    "%%html\n<b>": "\n",
    "%%writefile a.py\nx = 1": "__write__('a.py', 'x = 1\\n')\n",
    "\n%%file -a 'my own.py'\n": "\n__write__(\"-a 'my own.py'\", '\\n')\n",
    "%run functions.py": "__run__('functions.py')",
    "  %run -i './my functions.py' --n 3": "__run__('./my functions.py')",
    'if x:\n    %run -i "a b.py" \\\n 3\nx = 1': "if x:\n    __run__('a b.py')\n\nx = 1",
    "%run ../common/functions.ipynb": "__run__('../common/functions.ipynb')",
    "%run functions": "__run__('functions')",
    "%run -m common.layers": "__run__('common/layers')",
    "%run": "pass",
    "%load functions.py": "__run__('functions.py')",
    "%load 12": "pass",
    "%load_ext cython": "pass",
    "%pylab inline": "import numpy as np; from numpy import *; from matplotlib import pyplot as plt",
    "get_ipython().run_line_magic('run', '-i functions.py')": "__run__('functions.py')",
    "get_ipython().run_cell_magic('writefile', 'a.py', 'x = 1\\n')": "__write__('a.py', 'x = 1\\n')",
    "  x = 1\n  if x:\n    y = 2\nz": "x = 1\nif x:\n  y = 2\nz",
    "pip install numpy": "pass",
    "get_ipython().run_line_magic('matplotlib', 'inline')": "pass",
    "get_ipython().system('ls')": "pass",
    "x = get_ipython().getoutput('ls')": "x = None",
    "get_ipython().run_line_magic('time', 'y = f(x)')": "exec('y = f(x)')",
    "get_ipython().run_cell_magic('time', '', 'y = 1\\nz = 2\\n')": "exec('y = 1\\nz = 2\\n')",
    "get_ipython().run_cell_magic('bash', '', 'ls\\n')": "pass",
}

UNTOUCHED = [
    "x = (a\n% b)",
    "x = a \\\n% b",
    "x = [\n  # it's\n  a\n  % b,\n]\n",
    's = """\n%matplotlib inline\n!ls\nwhat?\n"""',
    "s = '''it's\n%x\n'''",
    "s = 'it\\\n% x'",
    "s = r'\\'\nt = 1",
    "s = 'what?'",
    "# really?",
    "x = 1  # = %x",
    "x = 'a = !b'",
    "x != y",
    "x %= 3",
    "f(a='%s' % b)",
    "print(f'{x!r:>{w}}')",
    "pip = 3",
    "shell = get_ipython",
    "x = get_ipython().config(\n  1\n)",
]


@pytest.mark.parametrize(("cell", "python"), CASES.items(), ids=range(len(CASES)))
def test_magics_become_python(cell: str, python: str):
    assert clean_cell(cell) == python


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        ("x = 1\nfiles = !ls", [2]),
        ("%store -r w", [1]),
        ("\n%%cython\ndef f(): return 1", [2]),
        ("%%R -o x\nx <- 1", [1]),
        ("%%bash\nls", []),
        ("%matplotlib inline\n!pip install x\n%run a.py\n%time y = 1\nx = None\nx?", []),
        ("%%writefile a.py\nx = 1", []),
    ],
)
def test_what_a_magic_would_have_defined_is_told(cell: str, lines: list[int]):
    left_out: list[LeftOut] = []
    clean_cell(cell, left_out)
    assert [found.line for found in left_out] == lines
    for found in left_out:
        said = said_of(found, "work.ipynb[3]")
        assert all(f"`{cell.splitlines()[found.line - 1]}`" in text for text in (said.en, said.ja))


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("files = !ls", "`files` is missing"),
        ("%store -r w v", "`w`, `v` are missing"),
        ("%%cython\ncdef double f(x): pass\ndef g(): pass", "`f`, `g` are missing"),
        ("%%R -o x\nx <- 1", "What it would have defined is missing"),
    ],
)
def test_the_names_that_are_missing_are_said(cell: str, names: str):
    left_out: list[LeftOut] = []
    clean_cell(cell, left_out)
    assert names in said_of(left_out[0], "<cell 1>").en
    assert said_of(left_out[0], "<cell 1>").ja.startswith("セル 1 の 1 行目 ")


@pytest.mark.parametrize("cell", UNTOUCHED, ids=range(len(UNTOUCHED)))
def test_python_is_not_touched(cell: str):
    assert clean_cell(cell) == cell


def test_real_modules_are_not_touched():
    for file in sorted(Path(ast.__file__).parent.glob("*.py"))[:80]:
        text = file.read_text(encoding="utf-8", errors="replace")
        assert clean_module(text) == text, file


soup = st.text(alphabet=st.sampled_from("%!?='\"\\#()[]{}\n\n x1\t:") | st.characters(), max_size=80)


@given(soup)
@example("%%\n\n")
@example("x = !\\")
@example('"""')
def test_any_text_keeps_its_number_of_lines(text: str):
    assert clean_cell(text).count("\n") == text.count("\n")
    assert clean_module(text).count("\n") == text.count("\n")


names = st.from_regex(r"[a-z]{1,3}", fullmatch=True).filter(lambda n: not keyword.iskeyword(n))
strings = st.text(alphabet="%!?='\"\\#()\n ax", max_size=12).map(repr)
triple = st.text(alphabet="%!?=#()\n ax", max_size=12).map('"""{}"""'.format)
atoms = st.one_of(names, strings, triple, st.integers(0, 9).map(str))
expressions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: f"({p[0]}\n % {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"{p[0]} \\\n % {p[1]}"),
        st.lists(inner, max_size=3).map(lambda e: "[" + ",  # it's?\n".join(e) + "]"),
    ),
    max_leaves=6,
)
lines = st.one_of(
    expressions.map("x = {}".format),
    expressions,
    st.just("# what?"),
    st.just("if x:\n    y = 1\nelse:\n\n    pass"),
)
magic_lines = st.sampled_from(["%matplotlib inline", "!ls (", "x = !echo '", "f?", "?f", "%time y = 1", "!a \\\n b("])


@settings(max_examples=60)
@given(st.lists(lines, max_size=5).map("\n".join))
def test_any_python_comes_back_unchanged(text: str):
    ast.parse(text)
    assert clean_module(text) == text


@settings(max_examples=60)
@given(st.lists(st.one_of(lines, magic_lines), max_size=6).map("\n".join))
def test_python_with_magics_becomes_python(text: str):
    ast.parse(clean_cell(text))


MB = 1 << 20
HOSTILE = {
    "assignments from the shell": "x" + "=get_ipython() " * (MB // 15) + "(",
    "lines of them": "x = get_ipython() \\\n" * (MB // 20),
    "assignments": "= " * (MB // 2),
    "one wide assignment": "=" + " " * MB,
    "timed assignments": "x" + "=%time " * (MB // 7),
    "timed": "%time " + " " * MB,
    "questions": "? " * (MB // 2) + "x",
    "a question far away": "?" + " " * MB + "x",
    "strings": "'" * MB,
    "long strings": '"""\'' * (MB // 4),
    "escapes in a string": 3 * "'" + "\\'" * (MB // 2),
    "brackets": "(" * MB,
    "backslashes": "\\" * MB,
    "continued lines": "\\\n" * (MB // 2),
    "blanks": " " * MB + "x",
    "form feeds": "\f" * MB + "%",
    "lines": "\n" * (MB // 4),
    "magics": "%a\n" * (MB // 3),
    "an exported magic without end": "get_ipython().run_cell_magic('time', '" + "\\'" * (MB // 2),
    "exported magics": "get_ipython().run_cell_magic('time', " * (MB // 37),
    "pips": "pip " * (MB // 4),
    "pip from afar": "pip" + " " * MB,
    "a long magic": "%%" + "a" * MB,
    "imports": "import " * (MB // 7) + ";import " * (MB // 8),
    "import of blanks": "import " + " " * MB,
    "from afar": "from a" + ".a" * (MB // 2),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_megabyte_is_read_in_linear_time(text: str):
    # Where the time grows with the square of the length, this takes hours: the tests' time limit would tell.
    assert clean_cell(text).count("\n") == text.count("\n")
    assert clean_module(text).count("\n") == text.count("\n")
    assert len(imported_names(text)) <= 1


@settings(max_examples=25)
@given(st.lists(soup.filter(bool), min_size=1, max_size=3), st.sampled_from(["", "(", "'", "x", "\\"]))
def test_any_piece_repeated_is_read_in_linear_time(pieces: list[str], end: str):
    text = "".join(piece * (MB // 8 // len(piece)) for piece in pieces) + end
    assert clean_module(text).count("\n") == text.count("\n")
    assert clean_cell(text).count("\n") == text.count("\n")
