"""Misconceptions and equivalents: patches of the reference that must fit it exactly."""

from pathlib import Path

import pytest

from autograder.course import Assignment
from autograder.course.catalogue import CatalogueError, load_equivalents, load_misconceptions
from autograder.course.entries import equivalent, misconception
from autograder.text import Text

IMPORTS = "from autograder.course.entries import equivalent, equivalent_mutant, misconception\n"
TEXTS = "en='It is wrong.', ja='違います。', ask_en='Why?', ask_ja='なぜ?'"


def misconceptions(soft: Assignment, text: str) -> Path:
    path = soft.folder / "misconceptions.py"
    path.write_text(IMPORTS + text, encoding="utf-8")
    return path


def equivalents(soft: Assignment, text: str) -> Path:
    path = soft.folder / "equivalents.py"
    path.write_text(IMPORTS + text, encoding="utf-8")
    return path


def test_a_misconception_is_a_patch_with_an_explanation(soft: Assignment):
    misconceptions(
        soft, f"misconception('no_mean', change=[('.sum() / n', '.sum()')], fails=['forward', 'loss'], {TEXTS})"
    )
    (found,) = load_misconceptions(soft, checks={"forward", "loss", "other"})
    assert found.id == "no_mean"
    assert found.fails == ("forward", "loss")
    assert found.title == Text("No mean", "No mean")
    assert found.text == Text("It is wrong.", "違います。")
    assert found.ask == Text("Why?", "なぜ?")
    reference = soft.reference_text()
    assert found.source == reference.replace(".sum() / n", ".sum()")


def test_an_equivalent_is_a_patch_or_a_module(soft: Assignment):
    (soft.folder / "loops.py").write_text("def softmax(x): ...\n")
    equivalents(
        soft,
        "equivalent('patched', change=[('x):', 'z):'), ('shift(x)', 'shift(z)')], why='another name')\n"
        "equivalent('file', module='loops.py', why='loops')\n"
        "equivalent('text', module='def softmax(x):\\n    pass\\n', change=[('pass', '...')], why='all in one')\n",
    )
    patched, file, text = load_equivalents(soft)
    assert "np.exp(shift(z))" in patched.source
    assert file.source == "def softmax(x): ...\n"
    assert text.source == "def softmax(x):\n    ...\n"
    assert [e.why for e in (patched, file, text)] == ["another name", "loops", "all in one"]


def test_changes_follow_one_another_and_may_be_counted(soft: Assignment):
    equivalents(soft, "equivalent('e', change=[('np', 'numpy', 2)], why='w')")
    with pytest.raises(CatalogueError, match="must be there 2 times, but is there 3 times"):
        load_equivalents(soft)
    equivalents(soft, "equivalent('e', change=[('np.', 'numpy.', 2), ('numpy as np', 'numpy')], why='w')")
    (found,) = load_equivalents(soft)
    assert "import numpy\n" in found.source


def test_no_catalogue_is_an_empty_one(soft: Assignment):
    assert load_misconceptions(soft) == load_equivalents(soft) == ()


def test_outside_of_loading_nothing_happens():
    misconception("x", fails=[], en="", ja="", ask_en="", ask_ja="")
    equivalent("x", why="")


CHANGE = "change=[('.sum() / n', '.sum()')], fails=['forward']"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            f"misconception('m', change=[('return e / sum(e)', '')], fails=['forward'], {TEXTS})",
            r"'m' changes a text that is not there: 'return e / sum\(e\)'; the nearest is line 14: 'return e / e\.sum",
        ),
        (
            f"misconception('m', change=[('axis=1', 'axis=0')], fails=['forward'], {TEXTS})",
            "must be there once, but is there 2 times",
        ),
        (f"misconception('m', {CHANGE}, {TEXTS})\nmisconception('m', {CHANGE}, {TEXTS})", "'m' is there twice"),
        (f"misconception('m', change=[('.sum() / n', '.sum(')], fails=['forward'], {TEXTS})", "is not Python"),
        (f"misconception('m', change=[('n', 'n')], fails=['forward'], {TEXTS})", "changes nothing"),
        (f"misconception('m', change=[('', 'n')], fails=['forward'], {TEXTS})", "changes nothing"),
        (f"misconception('m', change=[], fails=['forward'], {TEXTS})", r"needs change=\["),
        (f"misconception('m', change=[('a',)], fails=['forward'], {TEXTS})", "not written as it should be"),
        (f"misconception('m', change=['ab'], fails=['forward'], {TEXTS})", "not written as it should be"),
        (f"misconception('m', change=[('n', 3)], fails=['forward'], {TEXTS})", "not written as it should be"),
        (f"misconception('m', {CHANGE.replace('forward', 'forwrd')}, {TEXTS})", "'forwrd' in fails; did you mean"),
        (f"misconception('m', change=[('.sum() / n', '.sum()')], fails=[], {TEXTS})", "names no check"),
        (f"misconception('m', {CHANGE}, en='', ja='違う', ask_en='?', ask_ja='?')", "needs its explanation"),
        (f"misconception('m', {CHANGE}, en='x')", "line 2: cannot be run: TypeError"),
        (
            f"misconception('m', {CHANGE.replace('fails', 'fail')}, {TEXTS})",
            r"line 2: misconception\(\) has no argument 'fail'; did you mean 'fails'\?",
        ),
        ("equivalent('e', change=[('n', 'm')], wy='w')", r"equivalent\(\) has no argument 'wy'; did you mean 'why'\?"),
        ("equivalent_mutant('n', 'm', wy='w')", r"has no argument 'wy'; did you mean 'why'\?"),
        (
            f"misconception('m', change=[('.sum() / n', '.sum()')], fails='forward', {TEXTS})",
            r"fails is a list of checks, as in fails=\['forward'\]",
        ),
        (f"misconception('not an id', {CHANGE}, {TEXTS})", "'not an id' must be made of letters"),
        (f"misconception('m', module='../x.py', fails=['forward'], {TEXTS})", "which is not in"),
        ("\n1 / 0", "line 3: cannot be run: ZeroDivisionError"),
        ("x = (", "line 2: cannot be run: SyntaxError"),
        ("equivalent('e', change=[('.sum() / n', '.sum()')], why='w')", "belongs into another file"),
    ],
)
def test_what_does_not_fit_names_the_file_and_the_entry(soft: Assignment, text: str, says: str):
    path = misconceptions(soft, text)
    with pytest.raises(CatalogueError, match=says) as error:
        load_misconceptions(soft, checks=["forward"])
    assert str(error.value).startswith(str(path))


def test_a_variant_that_is_the_reference_is_none(soft: Assignment):
    (soft.folder / "same.py").write_text(soft.reference_text(), encoding="utf-8")
    equivalents(soft, "equivalent('e', module='same.py', why='w')")
    with pytest.raises(CatalogueError, match="is the same as the reference"):
        load_equivalents(soft)
