"""What was ever handed out is known: an old stub is untouched, an old given cell is no changed one."""

from pathlib import Path
from textwrap import dedent

import pytest
from soft_checks import CHECKS
from tiny_course import TinyCourse

from autograder.course import Assignment, Course
from autograder.course.handed_out.release import Release
from autograder.course.handed_out.released import FILE
from autograder.course.handed_out.stubs import stub, stub_cells
from autograder.errors import UsageError

REFERENCE = '''
    """Layers."""

    import numpy as np

    EPSILON = 1e-7


    def clip(x):
        """Given."""
        return np.maximum(x, EPSILON)


    class Affine:
        """Wx + b."""

        def __init__(self, w):
            self.w = w

        def forward(self, x):
            """x @ w."""
            ### BEGIN SOLUTION
            return x @ self.w
            ### END SOLUTION

        def backward(self, dy):
            ### BEGIN SOLUTION fill-in
            dx = dy @ self.w.T
            ### END SOLUTION
            return dx


    def loss(x):
        """The loss."""
        ### BEGIN SOLUTION
        return x.sum()
        ### END SOLUTION


    ### BEGIN SOLUTION
    def helper():
        return 1
    ### END SOLUTION
'''
NEWER = REFERENCE.replace("1e-7", "1e-9").replace("def loss(x)", "def loss(x, y)").replace("maximum", "fmax")


@pytest.fixture
def layers(tmp_path: Path) -> Assignment:
    TinyCourse(tmp_path).assignment(reference=REFERENCE)
    return Course(tmp_path).assignment("tiny")


def handed_out(assignment: Assignment) -> str:
    return stub(assignment.reference_text(), assignment.reference_path)


def released_again(assignment: Assignment, reference: str) -> Assignment:
    """The same assignment after a release of another reference."""
    Release(assignment, CHECKS).write()
    assignment.reference_path.write_text(dedent(reference), encoding="utf-8")
    newer = Course(assignment.course.root).assignment("tiny")
    Release(newer, CHECKS).write()
    return newer


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_of_an_untouched_stub_every_region_is_unwritten(layers: Assignment, line_end: str):
    text = handed_out(layers).replace("\n", line_end)
    assert set(layers.released.unwritten([text])) == {"Affine.forward", "Affine.backward", "loss"}
    assert layers.released.is_untouched([text])


def test_comments_layout_and_docstrings_are_no_work(layers: Assignment):
    text = handed_out(layers).replace('"""The loss."""', "# todo\n    ;".replace(";", '"""I will do it."""'))
    text = text.replace("def loss(x)", "def loss( x )")
    assert layers.released.is_untouched([text])
    assert "loss" in layers.released.unwritten([text])


def test_a_blank_may_stand_in_the_line_of_its_head(layers: Assignment):
    assert "loss" in layers.released.unwritten(["def loss(x): raise NotImplementedError\n"])


def test_what_is_written_is_not_unwritten_and_a_partly_filled_blank_is_neither(layers: Assignment):
    text = handed_out(layers).replace("dx = ...", "dx = dy * 2")
    assert set(layers.released.unwritten([text])) == {"Affine.forward", "loss"}
    assert not layers.released.is_untouched([text])


def test_the_last_definition_counts(layers: Assignment):
    written = "def loss(x):\n    return x.sum()\n"
    assert "loss" not in layers.released.unwritten([handed_out(layers), written])
    assert "loss" in layers.released.unwritten([written, handed_out(layers)])


def test_a_name_that_is_not_there_is_not_unwritten(layers: Assignment):
    assert layers.released.unwritten(["x = 1"]) == ()


@pytest.mark.parametrize("text", ["def (", "x = " + "(" * 5000, "-" * 100_000 + "1", "\0", "x = 1\n" * 200_000])
def test_texts_may_be_anything(layers: Assignment, text: str):
    assert layers.released.unwritten([text]) == ()
    assert not layers.released.is_untouched([text])
    assert not layers.released.is_given(text)


def test_given_cells_are_known_whatever_their_comments(layers: Assignment):
    cells = [c for c in stub_cells(layers.reference_text(), "x.py") if c.kind == "given"]
    assert {c.name for c in cells} == {"imports", "code", "clip"}
    for cell in cells:
        assert layers.released.is_given(cell.blank)
        assert layers.released.is_given(f"# mine\n\n{cell.blank}  # so\n")
        assert not layers.released.is_given(f"{cell.blank}\nimport scipy")


def test_what_an_older_release_handed_out_is_still_known(layers: Assignment):
    old, cells = handed_out(layers), [c.blank for c in stub_cells(layers.reference_text(), "x.py") if c.kind == "given"]
    newer = released_again(layers, NEWER)
    assert handed_out(newer) != old
    for text in (old, handed_out(newer)):
        assert newer.released.is_untouched([text])
        assert set(newer.released.unwritten([text])) == {"Affine.forward", "Affine.backward", "loss"}
    assert all(newer.released.is_given(cell) for cell in cells)


def test_the_file_only_grows_and_is_sorted(layers: Assignment):
    Release(layers, CHECKS).write()
    file = layers.folder / FILE
    before = file.read_text().splitlines()
    after = (released_again(layers, NEWER).folder / FILE).read_text().splitlines()
    assert set(before) < set(after)
    assert after[1:] == sorted(after[1:])
    assert Release(released_again(layers, REFERENCE), CHECKS).drifts() == ()


def test_it_has_no_part_in_a_grade_and_does_not_reach_students(layers: Assignment):
    digest = layers.digest
    release = Release(layers, CHECKS)
    release.write()
    assert layers.digest == digest
    assert FILE not in release.files


def test_lines_of_an_unfinished_merge_are_named(layers: Assignment):
    Release(layers, CHECKS).write()
    file = layers.folder / FILE
    file.write_text(file.read_text() + "<<<<<<< HEAD\n")
    with pytest.raises(UsageError, match=r"line 13.*keep the lines of both"):
        _ = Course(layers.course.root).assignment("tiny").released
