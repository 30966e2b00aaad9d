"""A check that changes the process without undoing it changes nothing for the next one."""

import pytest
from tiny_course import RIGHT, TinyCourse

CHANGES = {
    "os.environ['KADAI_TRIED'] = '1'": "os.environ.get('KADAI_TRIED')",
    "del os.environ['PATH']": "'PATH' in os.environ",
    "os.environ['TZ'] = 'Asia/Tokyo'; time.tzset()": "time.localtime(0).tm_hour, os.environ.get('TZ')",
    "os.chdir('/')": "os.getcwd()",
    "os.chdir(tempfile.mkdtemp()); os.rmdir(os.getcwd())": "os.getcwd()",
    "sys.path.insert(0, '/nowhere')": "sys.path[0]",
    "np.seterr(all='raise')": "sorted(np.geterr().items())",
    "np.set_printoptions(precision=2)": "str(np.array([1 / 3]))",
    "warnings.simplefilter('error')": "warnings.filters[0]",
    "sys.setrecursionlimit(300)": "sys.getrecursionlimit()",
    "locale.setlocale(locale.LC_ALL, 'C')": "locale.setlocale(locale.LC_ALL)",
    "decimal.getcontext().prec = 3": "decimal.getcontext().prec",
    "sys.stdout = None": "sys.stdout is None",
}
IMPORTS = """
import decimal, locale, os, sys, tempfile, time, warnings
import numpy as np
import pytest
"""


def hidden() -> str:
    lines = [IMPORTS, "SEEN = {}"]
    for number, (change, look) in enumerate(CHANGES.items()):
        lines.append(f"""
def test_before_{number}(submission):
    SEEN[{number}] = {look}

def test_change_{number}(submission):
    {change}
    assert submission.double(1) == 2

def test_change_and_fail_{number}(submission):
    {change}
    assert submission.double(1) == 3

def test_after_{number}(submission):
    assert ({look}) == SEEN[{number}], ({look})
""")
    return "\n".join(lines)


def test_what_a_check_changes_is_put_back(tiny: TinyCourse) -> None:
    tiny.assignment(hidden())
    outcomes = tiny.outcomes(RIGHT)
    changes = list(CHANGES)
    assert [changes[n] for n in range(len(changes)) if outcomes[f"change_{n}"] != "passed"] == []
    assert [changes[n] for n in range(len(changes)) if outcomes[f"after_{n}"] != "passed"] == []


@pytest.mark.parametrize("scope", ["function", "module"])
def test_what_a_fixture_sets_up_stays_until_it_is_torn_down(tiny: TinyCourse, scope: str) -> None:
    tiny.assignment(f"""
        import os
        import pytest

        @pytest.fixture(scope="{scope}")
        def variable():
            os.environ["KADAI_TRIED"] = "1"
            yield
            del os.environ["KADAI_TRIED"]

        def test_one(submission, variable):
            os.environ["KADAI_TRIED"] = "2"
            assert submission.double(1) == 2

        def test_two(submission, variable):
            assert os.environ["KADAI_TRIED"] == "1"

        def test_three(submission):
            assert os.environ.get("KADAI_TRIED") == (None if "{scope}" == "function" else "1")
    """)
    assert set(tiny.outcomes(RIGHT).values()) == {"passed"}
