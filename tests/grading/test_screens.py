"""What a submission prints and reads: a check types the lines, and sees what is printed."""

from pathlib import Path
from textwrap import dedent

import pytest
from tiny_course import TinyCourse, check

from autograder.grading.in_process.module import load
from autograder.grading.in_process.public_checks import run_public_checks
from autograder.grading.screens import assert_printed
from autograder.numerics import Mismatch

REFERENCE = '''
    """A greeting, and a program."""


    def greet(times):
        """Ask for a name and print it several times; return it."""
        ### BEGIN SOLUTION
        name = input("Name? ")
        for _ in range(times):
            print("Hello,", name)
        return name
        ### END SOLUTION


    ### BEGIN SOLUTION
    if __name__ == "__main__":
        numbers = [int(input()) for _ in range(2)]
        print(sum(numbers))
    ### END SOLUTION
'''
TESTS = '''
    from autograder.testing import assert_printed, points, run_program, terminal

    @points(1)
    def test_greeting(submission):
        """Greets. ja: 挨拶"""
        with terminal(submission, "Ada") as shown:
            name = submission.greet(2)
        assert name == "Ada"
        assert_printed(shown, "Name? Hello, Ada\\nHello, Ada", what="what greet(2) prints")

    @points(1)
    def test_twice(submission):
        """Again, with another name. ja: もう一度"""
        with terminal(submission, "Bob") as shown:
            submission.greet(1)
        assert_printed(shown, "Name? Hello, Bob")

    @points(1)
    def test_program(submission):
        """The program adds. ja: 足し算"""
        assert_printed(run_program(submission, 3, 4), "7")
'''
HIDDEN = (
    TESTS
    + '''
    @points(1)
    def test_like_the_reference(submission, reference):
        """As the reference. ja: 模範解答のように"""
        with terminal(reference, "Eve") as right:
            reference.greet(3)
        with terminal(submission, "Eve") as shown:
            submission.greet(3)
        assert_printed(shown, right.text)
        assert_printed(run_program(submission, 10, -4), run_program(reference, 10, -4))
'''
)
RIGHT = """
def greet(times):
    name = input("Name? ")
    print(f"Hello, {name}   \\n" * times)
    return name
if __name__ == "__main__":
    print(int(input()) + int(input()))
    exit()
    print("never")
"""
ALL = {"greeting": "passed", "twice": "passed", "program": "passed", "like_the_reference": "passed"}


@pytest.fixture(scope="module")
def course(tiny_shared: TinyCourse) -> TinyCourse:
    return tiny_shared.assignment(HIDDEN, reference=REFERENCE)


def test_right_ones_pass(course: TinyCourse) -> None:
    assert course.outcomes(RIGHT) == ALL
    assert course.outcomes(dedent(REFERENCE)) == ALL


def test_a_program_of_bare_lines_is_graded(course: TinyCourse) -> None:
    result = course.grade_one("a = int(input())\nb = int(input())\nprint('the sum is', a + b)\n")
    found = check(result, "program")
    message, told = found.message, found.told
    assert message.en == 'what is printed: line 1 is "the sum is 7", expected "7"'
    assert told is not None
    assert told.en == 'what is printed: line 1 is "the sum is 7", which is not what is expected'  # all a student reads
    assert "表示：1 行目が「the sum is 7」です" in message.ja


def test_what_is_wrong_is_told(course: TinyCourse) -> None:
    wrong = RIGHT.replace("Hello,", "hello,")
    result = course.grade_one(wrong)
    assert "upper and lower case differ" in check(result, "greeting").message.en
    assert check(result, "program").outcome == "passed"


def test_one_input_too_many_is_an_error_with_its_line(course: TinyCourse) -> None:
    result = course.grade_one(RIGHT.replace('name = input("Name? ")', 'input(); name = input("Name? ")'))
    assert check(result, "greeting").outcome == "error"
    assert "EOFError" in check(result, "greeting").message.en
    assert "line 3" in check(result, "greeting").message.en


def test_the_screen_is_gone_when_a_check_breaks_off(tiny: TinyCourse) -> None:
    hidden = '''
        from autograder.testing import points, terminal

        @points(1)
        def test_first(submission):
            """First. ja: 一"""
            with terminal(submission, "x"):
                submission.fail()

        @points(1)
        def test_second(submission):
            """Second. ja: 二"""
            assert submission.streams() == [True, True]
    '''
    text = (
        "import sys\nout, keys = sys.stdout, sys.stdin\n"
        "def fail():\n    raise ValueError\ndef streams():\n    return [sys.stdout is out, sys.stdin is keys]\n"
    )
    assert tiny.assignment(hidden, reference=text).outcomes(text)["second"] == "passed"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("def greet(times):\n    while True:\n        print('x' * 1000)\n", "error"),
        ("def greet(times):\n    while True:\n        try:\n            print('x' * 1000)\n"
         "        except OSError:\n            pass\n", "timeout"),
        ("import sys\ndef greet(times):\n    print('\\ud800', '\\x00')\n    sys.stdout.buffer.write(b'\\xff')\n"
         "    return input()\n", "failed"),
        ("import sys\ndef greet(times):\n    sys.stdout = sys.stdin = None\n    return 'Ada'\n", "failed"),
        ("import sys\ndef greet(times):\n    sys.stdout.close()\n    return 'Ada'\n", "failed"),
    ],
)  # fmt: skip
def test_hostile_printing_harms_its_own_check_alone(course: TinyCourse, text: str, outcome: str) -> None:
    course.write("assignments/tiny/assignment.toml", "[limits]\ncall_seconds = 0.5\n")
    program = "\nif __name__ == '__main__':\n    print(int(input()) + int(input()))\n"
    found = course.outcomes(text + program)
    assert (found["greeting"], found["program"]) == (outcome, "passed")


def test_it_works_in_a_students_own_process(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "test_public.py").write_text(dedent(TESTS), encoding="utf-8")
    (tmp_path / "printing.py").write_text(RIGHT, encoding="utf-8")
    report = run_public_checks(tmp_path / "test_public.py", load(tmp_path / "printing.py"), "printing.py")
    assert [c.outcome for c in report.submissions[0].checks] == ["passed"] * 3


@pytest.mark.parametrize(
    ("got", "wanted", "says"),
    [
        ("a\nb\nc", "a\nb", 'has more lines than expected: line 3 is "c"'),
        ("a", "a\nb", 'line 2 is missing, expected "b"'),
        ("a  b", "a b", "only spaces differ"),
        (3, "3", "is no text but int"),
        ("", "a", 'line 1 is "", expected "a"'),
    ],
)
def test_texts_that_differ(got: object, wanted: str, says: str) -> None:
    with pytest.raises(Mismatch) as wrong:
        assert_printed(got, wanted)
    assert says in wrong.value.text.en
    assert wrong.value.text.ja


@pytest.mark.parametrize("got", ["a \nb\n\n", "a\nb", "a\nb  "])
def test_ends_of_lines_do_not_count_unless_asked_for(got: str) -> None:
    assert_printed(got, "a\nb\n")
    with pytest.raises(Mismatch):
        assert_printed(got, "a\nb\n", exact=True)
