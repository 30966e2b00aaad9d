"""The web pages: what they say, also to those who do not see them."""

import random
import re

import pytest
from sample_reports import (
    BACKWARD,
    CHECKS,
    CRASHED,
    DOUT,
    FAULTY,
    FORWARD,
    STABLE,
    UNREADABLE,
    class_of,
    raised,
    report,
    result,
    submission,
    transposed,
    unstable,
    wrong_gradient,
)

from autograder.grading.results import Attention, CheckInfo, CheckResult, result_of
from autograder.reports.concerns import ONE_LEFT, concerns_of
from autograder.reports.html import write
from autograder.reports.html.markup import gist
from autograder.reports.html.pages import INDEX, Pages
from autograder.reports.words import ATTENTION
from autograder.structs import replace
from autograder.text import Text

# What they say


def test_the_index_names_every_submission_check_and_figure(pages) -> None:
    index, others = pages(class_of(12))
    assert len(others) == 12
    for name in others:
        assert f"submissions/{name}" in index.values("href")
    for check in CHECKS:
        assert check.title.en in index.text
        assert check.title.ja in index.text
    assert "median" in index.text


def test_the_index_says_how_many_did_the_same_thing_and_what(pages) -> None:
    wrong = [submission(f"s{i}", wrong_gradient(BACKWARD), transposed(DOUT)) for i in range(17)]
    index, _ = pages(report(*wrong, submission("t")))
    assert index.text.count("17 students did the same thing") == 2
    assert "同じ間違いをした人: 17 人" in index.text
    assert "By how much does the loss change" in index.text
    assert "結果の shape は (4, 5)" in index.text


def test_equal_messages_without_a_trace_are_not_called_the_same_thing(pages) -> None:
    index, _ = pages(report(submission("a", raised(FORWARD, 1)), submission("b", raised(FORWARD, 2))))
    assert "2 students read the same message" in index.text
    assert "did the same thing" not in index.text


def test_submissions_that_need_a_person_are_listed_with_the_reason(pages) -> None:
    index, _ = pages(report(UNREADABLE, FAULTY, CRASHED, submission("fine")))
    section = index.text.partition("Submissions that need a person")[2].partition("Checks, most often")[0]
    for expected in ("invalid syntax", "採点プロセスが 3 回終了しました", "os._exit(0)"):
        assert expected in section
    assert "fine" not in section


def test_a_class_without_trouble_has_no_such_section(pages) -> None:
    index, _ = pages(report(submission("a")))
    assert "Submissions that need a person" not in index.text
    assert "Passed by everyone" in index.text


def test_an_empty_report_has_a_page(pages) -> None:
    index, others = pages(report())
    assert others == {}
    assert "Softmax with cross entropy" in index.text


def test_a_submission_page_tells_everything_about_a_check(pages) -> None:
    _, others = pages(report(submission("a", wrong_gradient(BACKWARD))))
    text = others["a.html"].text
    for expected in (
        BACKWARD.title.en,
        BACKWARD.title.ja,
        "0 / 3",
        "at [2, 3] yours is",
        "あなたの値は",
        "The gradient is not divided",
        "A question to lead you on:",
        "損失はどれだけ変わりますか",
        "[2, 3]",
        "-0.168268949214",
        "Every entry is 5.00 times too large",
    ):
        assert expected in text


def test_equal_shapes_are_not_worth_a_row_but_different_ones_are(pages) -> None:
    _, others = pages(report(submission("a", wrong_gradient(BACKWARD)), submission("b", transposed(BACKWARD))))
    assert "expected shape" not in others["a.html"].text
    assert "expected shape" in others["b.html"].text


def test_a_diagnosis_is_explained_once_and_then_referred_to(pages) -> None:
    _, others = pages(report(submission("a", wrong_gradient(BACKWARD), wrong_gradient(DOUT))))
    page = others["a.html"]
    assert page.text.count("By how much does the loss change") == 2  # in the box on top, and where it first shows
    assert "As above:" in page.text
    assert "#check-6" in page.values("href")


def test_output_is_shown_for_public_checks_only(pages) -> None:
    secret = result(BACKWARD, "failed", "No.", "いいえ。", output="printed by a hidden check")
    _, others = pages(report(submission("a", raised(FORWARD), secret)))
    assert "x.shape = (5, 4)" in others["a.html"].text
    assert "printed by a hidden check" not in others["a.html"].text


def test_a_fault_is_not_charged_and_not_scored(pages) -> None:
    index, others = pages(report(FAULTY, submission("a")))
    (page,) = (p for name, p in others.items() if name != "a.html")
    assert "no score yet" in page.text
    assert "あなたのせいではありません" in page.text
    assert "0 / 10" not in page.text
    assert "1 not counted in the scores" in index.text


def test_notes_and_unknown_details_are_shown(pages) -> None:
    check = result(STABLE, "failed", "No.", "いいえ。", details={"first_step": 3, "band": {"slack": 0.5, "why": None}})
    sample = report(submission("a", check, notes=(Text("Line 88 raised.", "88 行目。"),)))
    _, others = pages(sample)
    text = others["a.html"].text
    assert "Line 88 raised." in text
    assert re.search(r"first step\s*3", text)
    assert re.search(r"slack\s*0\.5", text)


# Languages


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_language_of_the_page_is_the_one_shown_first(pages, language) -> None:
    index, others = pages(report(submission("a")), language)
    for page in (index, others["a.html"]):
        assert ("html", "lang", language) in page.attributes
        checked = [a for a in page.attributes if a[0] == "input" and a[1] in ("id", "checked")]
        position = checked.index(("input", "checked", ""))
        assert {("input", "id", f"show-{language}")} & set(checked[max(position - 1, 0) : position + 2])


def test_every_word_in_one_language_has_its_counterpart(pages) -> None:
    index, others = pages(class_of(12))
    for page in (index, *others.values()):
        spans = [value for tag, name, value in page.attributes if tag == "span" and name == "lang"]
        assert spans.count("ja") == spans.count("en") > 10


def test_a_text_without_japanese_is_marked_as_english(pages) -> None:
    _, others = pages(report(submission("a", result(STABLE, "failed", "Only English here."))))
    spans = [value for tag, name, value in others["a.html"].attributes if tag == "span" and name == "lang"]
    assert spans.count("en") == spans.count("ja") + 1


# Access without sight, mouse or colour


def test_every_cell_of_the_matrix_has_a_sign_and_a_word(pages) -> None:
    index, _ = pages(report(CRASHED))
    matrix = index.text.partition("Every submission, every check")[2]
    assert matrix.count("✓") >= 8
    assert "C crashed強制終了" in matrix  # in the legend, by which cells are called
    named = [name for tag, attribute, name in index.attributes if tag == "a" and attribute == "aria-labelledby"]
    assert named.count("o-crashed") == 1 + 1  # one cell, and the pattern of such cells
    assert set(named) <= set(index.values("id"))


def test_tables_have_headers_and_regions_have_names(pages) -> None:
    index, others = pages(class_of(12))
    for page in (index, *others.values()):
        ids = page.values("id")
        assert len(ids) == len(set(ids))
        assert {id for value in page.values("aria-labelledby") for id in value.split()} <= set(ids)
        assert {h[1:] for h in page.values("href") if h.startswith("#") and "=" not in h} <= set(
            ids
        )  # #mistake=1 filters
        assert set(page.values("scope")) <= {"row", "col"}
        assert page.tags.count("h1") == 1
    assert index.tags.count("th") == index.values("scope").count("row") + index.values("scope").count("col")


def test_the_same_report_gives_the_same_pages(tmp_path) -> None:
    for name in ("one", "two"):
        write(class_of(8), tmp_path / name)
    for path in (tmp_path / "one").rglob("*.html"):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_unstable_softmax_lists_what_else_it_could_be(pages) -> None:
    _, others = pages(report(submission("a", unstable(STABLE))))
    assert "one_shift_for_all_rows" in others["a.html"].text


# Who needs a person


def test_concerns_are_grouped_by_reason() -> None:
    untouched = submission("u", attention=(Attention("untouched", Text("As released.", "配布のまま。")),))
    rest = [submission(f"n{i}") for i in range(3)]
    sample = report(untouched, submission("one", result(BACKWARD, "failed", "No.", "いいえ。")), *rest)
    found = {concern.reason.en: [id for id, _ in concern.persons] for concern in concerns_of(sample)}
    assert found[ATTENTION["untouched"].en] == ["u"]
    assert found[ONE_LEFT.en] == ["one"]


def test_what_nobody_has_written_yet_is_said_once(pages) -> None:
    stubs = [result(check, "unwritten", "Not written.", "未記入です。") for check in CHECKS]
    index, _ = pages(report(submission("a", *stubs), submission("b", *stubs)))
    assert "まだ誰も書いていない部分のテスト" in index.text
    assert not [kind for kind in index.values("class") if kind == "check"]


def test_code_that_is_cut_off_is_code_all_the_same() -> None:
    long = Text("Raised: `" + "return x " * 40 + "`.", "文" * 148 + "`code`")
    for shown in (gist(long).en, gist(long).ja):
        assert shown.endswith("…")
        assert "`" not in re.sub(r"`[^`]+`", "", shown)


def test_the_first_page_of_a_large_class_stays_small() -> None:
    draw = random.Random(5)
    checks = tuple(replace(FORWARD, id=f"check_{n}") for n in range(17))
    ways = [[result(check), *(_in_a_way(check, n) for n in range(12))] for check in checks]
    many = [result_of(f"学籍番号-{n:05}", [draw.choice(of_check) for of_check in ways]) for n in range(5_000)]
    sample = replace(report(), checks=checks, submissions=tuple(many))
    links = {s.id: f"submissions/{s.id}.html" for s in many}
    index = Pages(sample, links, "en").of_class()[INDEX]
    assert len(index.encode("utf-8")) < 1_000_000
    assert index.count('<tr><th scope="row">') == 50
    assert all(s.id in index for s in many)  # the script has them all


def _in_a_way(check: CheckInfo, number: int) -> CheckResult:
    return result(check, "failed", f"At [{number}, 0] yours is 1, expected 2.", f"[{number}, 0] の値が 1 です。")
