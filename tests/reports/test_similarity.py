"""``kadai similar``: what was taken over is found, disguised or not; what is alike by itself is not."""

import ast
import csv
import io
import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from in_process import runner
from page_reader import Page
from tiny_course import TinyCourse

from autograder.course import Course
from autograder.course.handed_out.stubs import stub
from autograder.reports.similarity.lexing import logical_lines
from autograder.reports.similarity.similar_pairs import Pair, Work, places, similar
from autograder.reports.similarity.winnowing import Listing, fingerprints, released_lines
from autograder.sandbox import Sources

ROOT = Path(__file__).parents[2]
COURSE = Course.find(ROOT)
WITH_OTHERS = ["chain_rule", "layers", "numerical_gradient", "scalar_backprop", "softmax_with_loss", "two_layer_mse"]
HOW_IT_STARTS = (
    "def smooth(x, width):\n    raise NotImplementedError\n\ndef spread(x):\n    raise NotImplementedError\n"
)
ANN = '''\
"""Homework."""
import numpy as np

def smooth(x, width):
    """A moving mean."""
    total = 0.0
    out = []
    for i, value in enumerate(x):
        total += value
        if i >= width:
            total -= x[i - width]  # the oldest one goes
        out.append(total / min(i + 1, width))
    return np.array(out)

def spread(x):
    middle = sum(x) / len(x)
    squares = [(value - middle) ** 2 for value in x]
    return (sum(squares) / (len(x) - 1)) ** 0.5
'''
BEN = """\
import numpy

def spread(signal):
    m = sum(signal) / len(signal)
    s = [(v - m) ** 2
         for v in signal]  # deviations
    return ((sum(s) / (len(signal) - 1)) ** 0.5)


def smooth(signal, n):
    acc = 0.0; res = []
    for k, v in enumerate(signal):
        acc += v
        if k >= n:
            acc -= signal[(k - n)]
        res.append((acc / min(k + 1, n)))
    return numpy.array(res)
"""
CHIE = """\
import numpy as np

def smooth(x, width):
    kernel = np.ones(width)
    weights = np.convolve(np.ones(len(x)), kernel)[: len(x)]
    return np.convolve(x, kernel)[: len(x)] / weights

def spread(x):
    return np.sqrt(np.mean((x - np.mean(x)) ** 2) * len(x) / (len(x) - 1))
"""


def work(id: str, text: str, released: frozenset = frozenset()) -> Work:
    return Work.of(id, Sources(module="hw", main="hw.py", cells=(text,)), released)


def pair_of(first: str, second: str, *others: str, released: str = HOW_IT_STARTS) -> Pair | None:
    given = released_lines([released])
    works = [work(str(i), text, given) for i, text in enumerate((first, second, *others))]
    return next((p for p in similar(works, threshold=0).pairs if (p.first, p.second) == ("0", "1")), None)


def likeness(first: str, second: str, *others: str, released: str = HOW_IT_STARTS) -> float:
    pair = pair_of(first, second, *others, released=released)
    return pair.similarity if pair else 0.0


# What is found, and what is not


def test_new_names_another_order_and_another_layout_hide_nothing() -> None:
    assert likeness(ANN, BEN, CHIE) > 0.9
    assert likeness(ANN, CHIE, BEN) < 0.2


def test_moved_cells_and_a_notebook_hide_nothing() -> None:
    head, *parts = re.split(r"(?=^def )", BEN, flags=re.MULTILINE)
    notebook = Work.of("b", Sources(module="hw", main="hw.ipynb", cells=(parts[1], head, parts[0])), frozenset())
    (pair,) = similar([work("a", ANN), notebook]).pairs
    assert pair.similarity > 0.9


def test_code_moved_into_a_helper_module_is_still_there() -> None:
    split = Sources(module="hw", main="hw.py", cells=("from tools import *\n",), files={"tools.py": BEN})
    (pair,) = similar([work("a", ANN), Work.of("b", split, frozenset())]).pairs
    assert pair.second_share > 0.9


def test_a_part_that_was_taken_over_is_a_share_of_the_whole() -> None:
    pair = pair_of(ANN, CHIE.split("def spread")[0] + "def spread" + BEN.split("def spread")[1].split("def smooth")[0])
    assert pair is not None
    assert 0.3 < pair.first_share < pair.second_share < 0.5


def test_released_code_does_not_count_even_with_new_names() -> None:
    stub_text = ANN.split("def spread")[0]
    mine = "def spread(x):\n    return max(x) - min(x)\n"
    renamed = stub_text.replace("total", "acc").replace("value", "v").replace("x", "signal")
    assert likeness(stub_text + mine, renamed + mine, released=stub_text) == 0


def test_what_many_write_alike_does_not_count_unless_it_is_all_the_same_text() -> None:
    forced = "".join(f"    a{i} = x[{i}] * 2 + len(x)\n" for i in range(12))
    own = [
        "".join(f"    b = {'x' * (n % 3 + 1)}.f{n}(b, *c) {'+-*/'[n % 4]} d[{n}:]\n" for n in range(k, 400, 30))
        for k in range(30)
    ]
    texts = [f"def f(x):\n{forced}\ndef g(x):\n{text}" for text in own]
    works = [work(f"s{i}", text) for i, text in enumerate(texts)]
    assert not similar(works).pairs
    ring = [work(f"r{i}", ANN) for i in range(15)]
    assert [group for group in similar([*works, *ring]).groups if len(group) == 15]


@pytest.mark.parametrize("id", WITH_OTHERS)
def test_of_the_course_disguised_copies_are_found_and_independent_solutions_are_not(id: str) -> None:
    assignment = COURSE.assignment(id)
    released = released_lines([stub(assignment.reference_text(), id), *assignment.given_texts.values()])
    texts = {"reference": assignment.reference_text()}
    texts |= {p.stem: p.read_text(encoding="utf-8") for p in (assignment.folder / "equivalents").glob("*.py")}
    texts.pop("float32_inside", None)
    if id == "two_layer_mse":
        texts |= {n: (ROOT / f"examples/class/{n}/{id}.py").read_text(encoding="utf-8") for n in ("aiko", "haruto")}
    works = [Work.of(name, assignment.sources_of(text), released) for name, text in texts.items()]
    copies = [Work.of(f"{n} again", assignment.sources_of(disguised(t)), released) for n, t in texts.items()]
    assert {(p.first, p.second) for p in similar([*works, *copies]).pairs} == {(n, f"{n} again") for n in texts}


def disguised(text: str) -> str:
    """New names, new order, new layout, without comments."""
    tree = ast.parse(text)
    rng = random.Random(7)
    names = {n.arg: f"p{i}" for i, n in enumerate(ast.walk(tree)) if isinstance(n, ast.arg) and n.arg != "self"}
    names |= {
        n.id: f"v{i}"
        for i, n in enumerate(ast.walk(tree))
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and n.id not in names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.arg):
            field = "id" if isinstance(node, ast.Name) else "arg"
            setattr(node, field, names.get(getattr(node, field), getattr(node, field)))
        if isinstance(node, ast.Module | ast.ClassDef):
            movable = [n for n in node.body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
            rest = [n for n in node.body if n not in movable]
            rng.shuffle(movable)
            node.body = rest + movable
    return ast.unparse(tree)


# Any text


PYTHONIC = st.lists(
    st.sampled_from(
        ["def f(x):", "\n", "    ", "'", '"""', "#", "\\", "(", "]", "x", "1e-7", "é", "\r\n", ";", "=", ".", "r'"]
    )
).map("".join)


@given(st.text() | PYTHONIC)
@example('"' * 50_000)
@example("(" * 50_000)
@example("'''" + "\\" * 50_001)
@example("x" * 100_000)
@example("1." * 50_000)
def test_any_text_has_lines_and_fingerprints_within_it(text: str) -> None:
    for line in logical_lines(text, 1000):
        assert line
        assert all(0 <= token.line <= text.count("\n") for token in line)
    for found in fingerprints(Listing(("x.py",), (text,)), frozenset()):
        assert 0 <= found.first <= found.last <= text.count("\n")


@given(st.randoms(use_true_random=False))
def test_comments_blank_lines_and_other_blanks_change_no_fingerprint(rng: random.Random) -> None:
    lines = []
    for line in ANN.split("\n"):
        lines += ["", "    # " + "é'\"" * rng.randint(0, 2)] * rng.randint(0, 1)
        lines.append(line + rng.choice(["", "   ", "  # x = '("]) if '"""' not in line else line)
    before, after = (fingerprints(Listing(("x",), (t,)), frozenset()) for t in (ANN, "\n".join(lines)))
    assert [p.digest for p in before] == [p.digest for p in after]


# Places


def test_places_are_the_lines_of_the_same_code_in_both() -> None:
    ann, ben = work("a", ANN), work("b", BEN)
    found = places(ann, ben, frozenset())
    spread_of_ann, spread_of_ben = (
        text.split("\n").index(line) for text, line in ((ANN, "def spread(x):"), (BEN, "def spread(signal):"))
    )
    alike = [p for p in found if p.first[0] > spread_of_ann]
    assert alike
    for place in alike:
        assert set(place.second) <= set(range(spread_of_ben + 1, spread_of_ben + 5))
    assert {line for p in found for line in p.first} >= set(range(6, 13))


# The command


@pytest.fixture
def kadai(monkeypatch, capsys):
    return runner(monkeypatch, capsys)


@pytest.fixture
def handed_in(tmp_path) -> TinyCourse:
    course = TinyCourse(tmp_path / "course")
    reference = ANN.replace("    total = 0.0", "    ### BEGIN SOLUTION\n    total = 0.0", 1)
    reference = reference.replace("    return np.array(out)", "    return np.array(out)\n    ### END SOLUTION")
    course.assignment(reference=reference)
    course.hand_in(ann=ANN, ben=BEN, chie=CHIE, dai=HOW_IT_STARTS, emi="raise SystemExit\n" + CHIE[::-1])
    course.write("class/eve.ipynb", "no notebook")
    return course


def test_the_command_shows_pairs_and_says_that_figures_are_no_verdict(kadai, handed_in, tmp_path) -> None:
    page, table = tmp_path / "similar.html", tmp_path / "similar.csv"
    folder = ("--course", handed_in.root, handed_in.root / "class", "--assignment", "tiny")
    code, out, err = kadai("similar", *folder, "--html", page, "--csv", table)
    assert (code, err) == (0, "")
    assert "ann  –  ben" in out
    assert "A figure is no verdict." in out
    assert "could not be read: eve" in out
    assert "dai" in out
    (row,) = csv.DictReader(io.StringIO(table.read_text(encoding="utf-8")))
    assert (row["first"], row["second"], row["group"]) == ("ann", "ben", "1")
    assert float(row["similarity"]) > 0.5
    assert all(
        word not in (out + page.read_text("utf-8")).casefold() for word in ("plagiar", "cheat", "盗用", "不正", "剽窃")
    )
    code, out, _ = kadai("similar", *folder, "--lang", "ja")
    assert (code, "数値は判定ではありません" in out.replace("\n", "")) == (0, True)


def test_the_page_is_whole_safe_and_marks_the_places_in_both(kadai, handed_in, tmp_path) -> None:
    hostile = "<script>alert(1)</script>\u202e"
    handed_in.write("class/zoe.py", BEN + f"\n# {hostile}\n")
    folder = tmp_path / "pages"
    folder.mkdir()
    code, *_ = kadai(
        *("similar", handed_in.root / "class", "--course", handed_in.root, "--assignment", "tiny", "--html", folder)
    )
    assert code == 0
    html = (folder / "index.html").read_text(encoding="utf-8")
    page = Page(html)
    assert "<script>alert" not in html
    assert "\u202e" not in html
    assert page.tags.count("details") == 3
    targets, links = set(page.values("id")), page.values("href")
    assert {link.removeprefix("#") for link in links} <= targets
    assert page.tags.count("mark") > 20
    assert not [v for v in page.values("src") + links if ":" in v]


def test_an_untouched_class_or_a_lone_submission_is_told_plainly(kadai, handed_in) -> None:
    course = ("--course", handed_in.root, "--assignment", "tiny")
    code, out, _ = kadai("similar", handed_in.root / "class" / "ann.py", handed_in.root / "class" / "chie.py", *course)
    assert (code, "No two submissions share 50% or more" in out) == (0, True)
    code, _, err = kadai("similar", handed_in.root / "class" / "ann.py", *course)
    assert (code, "no two submissions to compare" in err) == (2, True)
    code, _, err = kadai("similar", handed_in.root / "class", *course, "--html", "-", "--csv", "-")
    assert (code, "both want standard output" in err) == (2, True)


def test_a_notebooks_released_checks_do_not_count(kadai, handed_in, tmp_path) -> None:
    check = "from kadai import check\n" + "".join(
        f"assert abs(smooth([{i}], 1)[0] - {i}) < tolerance\n" for i in range(40)
    )
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": check}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    handed_in.write("student_template/tiny/tiny.ipynb", json.dumps(notebook))
    for name, text in (("ann", ANN), ("chie", CHIE)):
        cells = [cell | {"source": text}, cell]
        handed_in.write(f"books/{name}.ipynb", json.dumps(notebook | {"cells": cells}))
    code, out, _ = kadai(
        *("similar", handed_in.root / "books", "--course", handed_in.root, "--assignment", "tiny", "--threshold", "20")
    )
    assert (code, "No two submissions" in out) == (0, True)


def test_the_roster_names_the_students_and_what_cannot_be_told_apart_is_listed(kadai, handed_in) -> None:
    handed_in.write("roster.csv", "Username,Name\nu1,ann\nu2,ben\nu3,chie\n")
    handed_in.write("more/ben.py", BEN)
    code, out, _ = kadai(
        *("similar", handed_in.root / "class", handed_in.root / "more", "--course", handed_in.root),
        *("--assignment", "tiny", "--roster", handed_in.root / "roster.csv"),
    )
    assert code == 0
    assert "u1" not in out.split("could not be read")[0]
    assert re.search(r"could not be read: .*u2", out)
