"""A submission runs statement by statement: what fails takes nothing else with it, and is remembered."""

from collections.abc import Callable
from textwrap import dedent
from typing import Any

import pytest

from autograder.sandbox import MissingName, WorkerCrashed

Examine = Callable[..., Any]


def stages(examinee: Any) -> list[tuple[int, str, str]]:
    return [(error.line, error.stage, error.type_name) for error in examinee.load()]


def test_a_failing_statement_costs_only_itself(examine: Examine) -> None:
    examinee = examine("""\
        def before(): return 1
        value = before() + undefined
        def after(): return 2
        """)
    assert stages(examinee) == [(2, "run", "NameError")]
    assert examinee.submission.before() + examinee.submission.after() == 3


def test_the_line_inside_a_long_statement_is_named(examine: Examine) -> None:
    examinee = examine("if True:\n    a = 1\n    b = a / 0\n")
    assert stages(examinee) == [(3, "run", "ZeroDivisionError")]
    assert examinee.load()[0].source == "b = a / 0"


def test_a_missing_name_is_explained(examine: Examine) -> None:
    examinee = examine("table = [1, 2][5]\ndef other(): pass\n")
    with pytest.raises(MissingName) as caught:
        _ = examinee.submission.table
    text = caught.value.text
    assert "`table`" in text.en
    assert "Line 1" in text.en
    assert "IndexError: list index out of range" in text.en
    assert "`other`" in text.en
    assert "1 行目" in text.ja
    assert "`other`" in text.ja
    assert isinstance(caught.value, AttributeError)
    assert not hasattr(examinee.submission, "table")


@pytest.mark.parametrize(
    "broken",
    [
        "def broken(:\n    return 1\n",
        "def broken():\nreturn 1\n",
        "broken = (1, 2\n",
        "class broken:\n    def f(self) return 1\n",
        "broken = 'never closed\n",
        "if x = 1:\n    pass\n",
        "for i in range(3)\n    print(i)\n",
        "broken = 1 +\n",
        "x = 1\n\ty = 2\n",
    ],
)
def test_a_syntax_error_costs_one_piece(examine: Examine, broken: str) -> None:
    source = f'''\
import math
BEFORE = """a text
over lines
"""


@staticmethod
def before():
    return 1


{broken}

# a comment
def after():
    """Docs."""
    return 2
else_ = 3
'''
    examinee = examine(source)
    assert {error.stage for error in examinee.load()} == {"syntax"}
    submission = examinee.submission
    assert (submission.before(), submission.after(), submission.else_) == (1, 2, 3)
    assert submission.BEFORE == "a text\nover lines\n"


def test_a_syntax_error_is_named_with_its_line_and_the_name_it_hides(examine: Examine) -> None:
    examinee = examine("def good(): return 1\n\n\ndef softmax(x:\n    return x\n")
    assert examinee.load()[0].line == 4
    with pytest.raises(MissingName, match=r"see the error in .*line 4"):
        _ = examinee.submission.softmax


@pytest.mark.parametrize("cells", [("a = 1", "b = " + "-" * 3_000_000 + "1", "c = 3")])
def test_a_cell_that_cannot_even_be_parsed_costs_only_itself(examine: Examine, cells: tuple[str, ...]) -> None:
    examinee = examine(cells)
    assert {error.file for error in examinee.load()} == {"<cell 2>"}
    assert examinee.submission.a + examinee.submission.c == 4


def test_a_null_byte_is_an_error_like_any_other(examine: Examine) -> None:
    assert [stage for _, stage, _ in stages(examine("a = 1\0\n"))] == ["syntax"]


def test_brackets_without_end_do_not_kill(examine: Examine) -> None:
    examinee = examine("a = " + "(" * 100_000 + "\nb = 1\n")
    assert examinee.submission.b == 1


def test_what_would_end_the_program_at_the_top_level_is_only_an_error(examine: Examine) -> None:
    examinee = examine("""\
        import sys
        sys.exit(1)
        raise KeyboardInterrupt
        quit_ = input()
        def f(): return 1
        """)
    assert [name for _, _, name in stages(examinee)] == ["SystemExit", "KeyboardInterrupt", "EOFError"]
    assert examinee.submission.f() == 1


@pytest.mark.parametrize(
    ("offender", "stage"),
    [("while True: pass", "timeout"), ("import os; os._exit(3)", "crash"), ("import time; time.sleep(60)", "timeout")],
)
def test_a_statement_that_never_ends_or_ends_the_worker_is_left_out(
    examine: Examine, offender: str, stage: str
) -> None:
    source = f"def before(): return 1\nif True:\n    {offender}\ndef after(): return 2\n"
    examinee = examine(source, load_seconds=0.3, wall_factor=3 if "sleep" in offender else 50)
    assert [(error.line, error.stage) for error in examinee.load()] == [(2, stage)]
    assert examinee.submission.before() + examinee.submission.after() == 3
    assert "2 行目" in examinee.load_errors[0].ja


def test_an_offender_stays_out_in_later_workers(examine: Examine) -> None:
    examinee = examine("import os\nos._exit(0)\nX = 1\n")
    assert examinee.submission.X == 1
    with pytest.raises(WorkerCrashed):
        examinee.submission.os._exit(0)
    spent = examinee.end_check().cpu_seconds
    examinee.begin_check()
    assert examinee.submission.X == 1
    assert spent > 0


def test_too_many_offenders_end_the_attempt(examine: Examine) -> None:
    examinee = examine("import os\n" + "os._exit(1)\n" * 9)
    for _ in range(2):
        with pytest.raises(WorkerCrashed, match="top to bottom"):
            _ = examinee.submission.os
        assert examinee.end_check().ended == "crashed"
        examinee.begin_check()


def test_each_cell_of_a_notebook_stands_alone(examine: Examine) -> None:
    examinee = examine(("import math\na = 1", "def broken(:", "b = a + 1\nraise ValueError('x')"))
    assert [(e.file, e.line, e.stage) for e in examinee.load()] == [
        ("<cell 2>", 1, "syntax"),
        ("<cell 3>", 2, "run"),
    ]
    assert examinee.submission.b == 2


def test_a_main_block_does_not_run(examine: Examine) -> None:
    examinee = examine("ran = False\nif __name__ == '__main__':\n    ran = True\n")
    assert examinee.submission.ran is False


def test_future_imports_hold_for_the_whole_file(examine: Examine) -> None:
    examinee = examine("from __future__ import annotations\ndef f(x: Undefined) -> Nothing: return x\n")
    assert examinee.load() == ()
    assert examinee.submission.f(4) == 4


def test_other_files_can_be_imported_and_given_ones_win(examine: Examine) -> None:
    examinee = examine(
        """\
        import helper, datasets, package.part
        from package import NAME
        total = helper.one + datasets.two + package.part.three
        """,
        files={"helper.py": "one = 1", "datasets.py": "two = 99", "package/__init__.py": "NAME = 'p'",
               "package/part.py": "three = 3"},
        given={"datasets.py": "two = 2"},
    )  # fmt: skip
    assert examinee.load() == ()
    assert examinee.submission.total == 6


def test_no_file_takes_the_place_of_an_installed_module(examine: Examine) -> None:
    lie = "stolen = True"
    examinee = examine(
        "import numpy, json, numpy.testing\nstolen = hasattr(numpy, 'stolen') or hasattr(json, 'stolen')",
        files={"numpy.py": lie, "json.py": lie, "numpy/__init__.py": lie, "testing.py": lie},
    )
    assert examinee.submission.stolen is False


@pytest.mark.parametrize(
    ("main", "files"),
    [
        ("mine.py", {"code/common/part.py": "three = 3", "sched.py": "four = 4"}),
        ("code/mine.py", {"common/part.py": "three = 3", "sched.py": "four = 4"}),
        ("work/mine.py", {"../code/common/part.py": "three = 3", "sched.py": "four = 4"}),
    ],
)
def test_a_project_may_name_its_parts_after_modules_of_python_that_are_not_in_use(
    examine: Examine, main: str, files: dict[str, str]
) -> None:
    examinee = examine(
        """\
        from code.common.part import three
        import importlib
        four = importlib.import_module("sched").four
        """,
        files=files,
        main=main,
    )
    assert examinee.load() == ()
    assert (examinee.submission.three, examinee.submission.four) == (3, 4)


def test_a_main_file_that_is_called_like_a_module_of_pythons_is_not_meant_by_its_imports(examine: Examine) -> None:
    examinee = examine("import sched\nfound = sched.scheduler\n", main="sched.py")
    assert examinee.load() == ()


def test_python_itself_is_given_its_own_modules(examine: Examine) -> None:
    examinee = examine(
        "import code\nhas = hasattr(code, 'sys')\nimport pdb\nhas = has and hasattr(pdb.code, 'interact')\n",
        files={"bdb.py": "four = 4", "cmd.py": "four = 4", "other/code.py": "three = 3"},
    )
    assert examinee.load() == ()
    assert examinee.submission.has is True


def test_an_error_in_another_file_shows_its_line(examine: Examine) -> None:
    examinee = examine("from helper import f\n", files={"helper.py": "def f():\n    return {}['key']\n"})
    with pytest.raises(KeyError) as caught:
        examinee.submission.f()
    (frame,) = caught.value.frames  # type: ignore[attr-defined]
    assert (frame.file, frame.line, frame.function, frame.source) == ("helper.py", 2, "f", "return {}['key']")


def test_what_the_standard_library_imports_late_still_works(examine: Examine) -> None:
    examinee = examine(
        """\
        import dataclasses, decimal, fractions, heapq, statistics, typing, unittest.mock, numpy.testing, numpy.fft
        import zoneinfo, uuid, sqlite3, ssl, concurrent.futures
        @dataclasses.dataclass
        class Point:
            x: int
        """
    )
    assert examinee.load() == ()


def test_the_engine_cannot_be_imported(examine: Examine) -> None:
    examinee = examine(
        """\
        import sys
        found = []
        for name in ("autograder", "autograder.sandbox", "kadai_sandbox.sandbox", "kadai_sandbox.examinee", "conftest"):
            try:
                __import__(name)
                found.append(name)
            except ImportError:
                pass
        loaded = [name for name in sys.modules if name.startswith(("autograder", "pytest", "reference"))]
        """
    )
    assert examinee.submission.found == []
    assert examinee.submission.loaded == []


def test_unseeded_legacy_random_numbers_are_the_same_in_every_worker(examine: Examine) -> None:
    source = "import random, numpy as np\ndraws = [random.random(), np.random.rand()]\n"
    assert examine(source).submission.draws == examine(source).submission.draws


def test_what_the_top_level_prints_is_kept_apart(examine: Examine) -> None:
    examinee = examine("print('loading')\ndef f(): print('calling')\n")
    examinee.submission.f()
    assert examinee.load_output == "loading\n"
    assert examinee.end_check().stdout == "calling\n"


def test_files_that_are_written_go_to_memory(examine: Examine) -> None:
    examinee = examine(
        dedent("""\
        import os, numpy as np
        def f(where):
            os.makedirs(where + "/figures", exist_ok=True)
            with open(where + "/log.txt", "w") as log:
                log.write("ab")
            with open(where + "/log.txt", "a") as log:
                print("c", file=log)
            np.save(where + "/w.npy", np.arange(3))
            return open(where + "/log.txt").read(), np.load(where + "/w.npy")
        def missing(): return open("nowhere.txt")
        """)
    )
    text, array = examinee.submission.f("results")
    assert text == "abc\n"
    assert array.tolist() == [0, 1, 2]
    with pytest.raises(OSError, match="nowhere"):
        examinee.submission.missing()


def test_the_zygotes_rehearsal_leaves_nothing_behind(examine: Examine) -> None:
    examinee = examine(
        """
        import linecache, os, sys
        found = [name for name in sys.modules if "rehearsal" in name] + [f for f in linecache.cache if "rehears" in f]
        finders = [type(finder).__name__ for finder in sys.meta_path].count("TextFinder")
        nested = hasattr(os.mkdir.__closure__[0].cell_contents, "__closure__")
        """
    )
    assert examinee.submission.found == []
    assert examinee.submission.finders == 1
    assert not examinee.submission.nested


def test_given_modules_are_new_in_every_worker(examine: Examine) -> None:
    """They are compiled once, and run in each; two of one name are two."""
    source = """
        import steps
        def next_one(): return steps.next_one()
        def fail(): return steps.fail()
        def annotations(): return steps.next_one.__annotations__
        """
    given = """\
from __future__ import annotations

seen = []
broken = undefined

def next_one() -> Nowhere:
    seen.append(len(seen))
    return {first} + len(seen)

def fail():
    raise ValueError("no step")
"""
    for first in (0, 10, 0):
        examinee = examine(source, given={"steps.py": given.format(first=first)})
        assert stages(examinee) == [(4, "run", "NameError")]
        assert [examinee.submission.next_one() for _ in range(2)] == [first + 1, first + 2]
        assert examinee.submission.annotations() == {"return": "Nowhere"}
        with pytest.raises(ValueError, match="no step"):
            examinee.submission.fail()


def test_given_modules_may_be_broken_in_every_worker(examine: Examine) -> None:
    given = {"steps.py": "one = 1\ndef broken(:\n    pass\nreturn 3\ntwo = 2\n"}
    found = [examine("from steps import one, two\n", given=given) for _ in range(2)]
    assert [examinee.submission.one + examinee.submission.two for examinee in found] == [3, 3]
    first, second = map(stages, found)
    assert first == second
    assert {stage for _, stage, _ in first} == {"syntax"}


def test_a_submission_is_no_given_module(examine: Examine) -> None:
    """Though it be called like one, and hold the same text."""
    text = "from __future__ import annotations\nx: Nowhere = 1\n"
    examine("import steps", given={"steps.py": text}).load()
    own = examine(text + "def f(): return steps()\n", main="steps.py")
    assert own.load() == ()
    with pytest.raises(NameError):
        own.submission.f()


@pytest.mark.parametrize("meddling", ["", "np.random.seed(7); random.seed(7)", "np.random.seed = random.seed = None"])
def test_legacy_random_numbers_begin_anew_with_every_check(examine: Examine, meddling: str) -> None:
    examinee = examine(
        f"""
        import random
        import numpy as np

        {meddling}

        def draw(): return [random.random(), np.random.rand()]
        """
    )
    draws = examinee.submission.draw()
    assert examinee.submission.draw() != draws
    for _ in range(2):
        examinee.end_check()
        examinee.begin_check()
        assert examinee.submission.draw() == draws
