"""Every kind of page in both languages: nothing of the other is left but for code, names and what others wrote."""

import re
from pathlib import Path

import pytest
from english_left import english_left, is_japanese
from in_process import runner
from read_aloud import Read
from sample_reports import (
    BACKWARD,
    CRASHED,
    DOUT,
    ENTROPY,
    FAULTY,
    FORWARD,
    STABLE,
    TWICE,
    UNREADABLE,
    ZERO,
    report,
    result,
    skipped,
    submission,
    transposed,
    unstable,
    wrong_gradient,
)
from tiny_course import RIGHT, WRONG, TinyCourse

from autograder.grading.in_process.page import page as page_of_checks
from autograder.grading.results import Arrays, Attention, Evidence, Ignored, Late, Override, PassedOver, Report, Written
from autograder.reports.comparison import comparison_page
from autograder.reports.comparison.comparing import compare
from autograder.reports.gradebook import gradebook_page
from autograder.reports.gradebook.gathering import gather
from autograder.reports.html import write, write_students
from autograder.reports.words import ATTENTION
from autograder.structs import replace
from autograder.text import Text

_WORDS = "softmax logit float inf nan shape dtype forward backward exp log dout loss double num submission take student"
_LAYERS = "rlimits landlock seccomp privs"
_GIVEN = "red blue fine skipping ann ben yuki tiny layers"
NAMES = frozenset(f"{_WORDS} {_LAYERS} {_GIVEN} grade language english".split())
"""What code, mathematics, tables and the sandbox call something; what these tests do; the switch between languages."""

OWN = re.compile("病気|先生|理由|愛|蔵|山田太郎|日本語|Language / 言語")
"""What persons have written, and that switch."""


def a_class() -> Report:
    """Something of everything that a report may hold."""
    arrays = Arrays([[1.0, 2.0], [3.0, "nan"]], [[1.0, 2.5], [3.0, 4.0]], [[False, True], [False, True]])
    evidence = Evidence({"a.py": "def f(x):\n    return x\n"}, {ENTROPY.id: arrays})
    drawn = {"step": 1, "losses": [3.0, 2.0, 1.0], "reference": [3.0, 1.5, 0.5], "tolerance": [1e-6] * 3}
    wrong = [
        wrong_gradient(BACKWARD),
        transposed(DOUT),
        unstable(STABLE),
        replace(result(ENTROPY, "failed", "Off.", "値が違います。", region="f"), points=0.5),
        result(FORWARD, "error", "It raised.", "例外が発生しました。", line=2, output="printed"),
        result(TWICE, "failed", "Outside.", "範囲外です。", details={"data": drawn}),
        result(ZERO, "unwritten", "Not written.", "まだ書かれていません。"),
    ]
    attention = tuple(Attention(kind, Text("See.", "見てください。")) for kind in ATTENTION)
    by_hand = Override(BACKWARD.id, 2.0, "理由", "先生", "2026-11-20T10:00:00+09:00")
    late = Late("2026-11-20T00:00:00+09:00", "2026-11-21T02:00:00+09:00", 93_600.0, 1.5, "病気")
    more = {
        "attention": attention, "evidence": evidence, "late": late, "overrides": (by_hand,), "group": "red",
        "notes": (Text("A note.", "注意があります。"),), "file": "a.py",
        "passed_over": (PassedOver("b.py", Text("Older.", "古い版です。")),), "written": (Written("q1", None, 3.0),),
    }  # fmt: skip
    sample = [replace(submission(f"s{n}", *wrong), **more) for n in range(12)]
    skipping = submission("skipping", replace(skipped(BACKWARD), message=Text("Not run.", "実行していません。")))
    return report(
        *sample, skipping, UNREADABLE, FAULTY, CRASHED, submission("fine", group="blue"),
        not_handed_in=("x1", "x2"), ignored=(Ignored("c.txt", Text("No program.", "プログラムではありません。")),),
    )  # fmt: skip


def of_a_report(folder: Path, _kadai: object) -> list[str]:
    """The class, groups, each submission."""
    write(a_class(), folder / "site", "ja")
    return [path.read_text("utf-8") for path in sorted((folder / "site").rglob("*.html"))]


def of_students(folder: Path, _kadai: object) -> list[str]:
    write_students(a_class(), folder / "students", "ja", "full")
    write_students(a_class(), folder / "less", "ja", "outcome")
    return [path.read_text("utf-8") for path in sorted(folder.rglob("*.html"))]


def of_an_empty_report(folder: Path, _kadai: object) -> list[str]:
    return [write(report(), folder / "site", "ja").read_text("utf-8")]


def of_a_comparison(_folder: Path, _kadai: object) -> list[str]:
    old, new = a_class(), a_class()
    better = [replace(submission(s.id), digest="2") for s in new.submissions[:5]]
    changed = replace(new, submissions=(*better, *new.submissions[5:-1]), numpy="9", python="3.13")
    pairs = ((old, changed), (changed, old), (old, old))
    return [comparison_page.render(compare(one, other, ("alt.json", "neu.json")), "ja") for one, other in pairs]


def of_a_gradebook(_folder: Path, _kadai: object) -> list[str]:
    other = replace(a_class(), assignment="layers", title=Text("Layers", "層"), submissions=a_class().submissions[3:])
    return [gradebook_page.render(gather([("a.json", a_class()), ("b.json", other)], None), "ja")]


def of_hand_ins(folder: Path, kadai) -> list[str]:
    course = TinyCourse(folder / "course").assignment()
    files = {"ann/tiny.py": RIGHT, "ben/tiny.py": WRONG, "ben/other/tiny_try.py": RIGHT, "yuki/tiny.ipynb": "no"}
    for name, text in files.items():
        course.write(f"class/{name}", text)
    course.write("roster.csv", "Username,Name\nann,愛\nzoe,蔵\n")
    chosen = ("--course", course.root, "--assignment", "tiny", "--lang", "ja", "--html", folder / "page.html")
    code, *_ = kadai("collect", course.root / "class", "--roster", course.root / "roster.csv", *chosen)
    assert code == 0
    return [(folder / "page.html").read_text("utf-8")]


def of_similar_work(folder: Path, kadai) -> list[str]:
    course = TinyCourse(folder / "course").assignment()
    long = "".join(f"def f{n}(a, b):\n    return [a * {n} + b for _ in range({n})]\n\n" for n in range(20))
    course.hand_in(ann=RIGHT + long, ben=RIGHT + long, chie=WRONG)
    chosen = ("--course", course.root, "--assignment", "tiny", "--lang", "ja", "--html", folder / "page.html")
    code, *_ = kadai("similar", course.root / "class", *chosen)
    assert code == 0
    return [(folder / "page.html").read_text("utf-8")]


def of_public_checks(_folder: Path, _kadai: object) -> list[str]:
    whole = a_class()
    return [
        page_of_checks(replace(whole, submissions=(s,)), "ja", Text("More.", "続きがあります。"))
        for s in whole.submissions
    ]


KINDS = (
    of_a_report, of_students, of_an_empty_report, of_a_comparison, of_a_gradebook, of_hand_ins, of_similar_work,
    of_public_checks,
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_english_is_left_and_no_japanese_in_english(kind, tmp_path, monkeypatch, capsys) -> None:
    pages = kind(tmp_path, runner(monkeypatch, capsys))
    assert pages
    for html in pages:
        read = Read(html, "ja").parts
        assert any(map(is_japanese, read))
        assert [part for part in read if english_left(part, NAMES)] == []
        if kind is not of_public_checks:  # those are in one language
            assert [part for part in Read(html, "en").parts if is_japanese(OWN.sub("", part))] == []


def test_a_sentence_that_is_left_is_found() -> None:
    assert Read('<p><span class="ja" lang="ja">良い</span> and more <code>x = 1</code></p>', "ja").parts[1:] == [
        "and more"
    ]
    assert english_left("and more", NAMES)
