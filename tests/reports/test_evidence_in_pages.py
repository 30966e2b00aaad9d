"""What a person can look at in a page: the code, what is drawn, the code of others, and who may see which of it."""

import json
import re
from urllib.parse import quote

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_reader import Page, pages_in
from sample_reports import BACKWARD, CHECKS, FORWARD, class_of, raised, report, result, submission, wrong_gradient

from autograder.grading.results import Arrays, Diagnosed, Evidence
from autograder.reports.html import write, write_students
from autograder.reports.html.code import lines_of
from autograder.reports.html.names import page_names
from autograder.reports.html.pages import Pages
from autograder.structs import replace
from autograder.text import Text, visible


def test_the_code_is_shown_and_a_failed_check_leads_to_its_line(pages) -> None:
    source = "import os\n\n\nclass A:\n    def f(self):\n        return 1 / 0\n\n    def g(self):\n        return 2\n"
    checks = (
        msgspec.structs.replace(result(FORWARD, "error", "It raised.", "例外。"), region="A.f", line=6),
        msgspec.structs.replace(result(BACKWARD, "failed", "Wrong.", "誤り。"), region="A.g"),
    )
    _, others = pages(report(submission("a", *checks, evidence=Evidence({"a.py": source}))))
    page = others["a.html"]
    assert {"#line-6", "#line-8"} <= set(page.values("href"))
    assert {"line-1", "line-6", "line-8"} <= set(page.values("id"))
    assert "return 1 / 0" in page.text


def test_what_is_not_written_yet_has_not_failed(pages) -> None:
    source = "def f():\n    raise NotImplementedError\n\ndef g():\n    return 2\n"
    checks = (
        replace(result(FORWARD, "unwritten", "Not written.", "未記入。"), region="f"),
        replace(result(BACKWARD, "failed", "Wrong.", "誤り。"), region="g"),
    )
    _, others = pages(report(submission("a", *checks, evidence=Evidence({"a.py": source}))))
    _, at_f, at_g = re.split("def [fg]", others["a.html"].text.partition("The code")[2])
    assert "to be written here:" in at_f
    assert "failed here:" in at_g
    assert "failed here:" not in at_f
    assert "line-6" not in others["a.html"].values("id")  # what a line's end ends is no line


@pytest.mark.parametrize(
    ("name", "lines"),
    [("f", (7, 9)), ("A", (1, 5)), ("A.f", (2, 5)), ("A.h", None), ("g", None), ("B.f", None)],
)
def test_a_function_is_found_by_its_indentation(name: str, lines: tuple[int, int] | None) -> None:
    text = "class A:\n    def f(self,\n        x):\n        return (\n    )\n\ndef f(\n    x):\n  return 1 +\n\nprint(("
    found = lines_of(name, text.split("\n"))
    assert (found and (found.start, found.stop - 1)) == lines


@given(
    st.text(st.sampled_from("def class A:f(\n\t  ."), max_size=200), st.sampled_from(["f", "A", "A.f", "(", "A.(.f"])
)
def test_no_text_is_in_the_way_of_looking_for_a_function(text: str, name: str) -> None:
    lines = text.split("\n")
    found = lines_of(name, lines)
    assert found is None or (1 <= found.start < found.stop <= len(lines) + 1)


def test_arrays_and_losses_are_drawn_with_a_sentence(pages) -> None:
    arrays = Arrays([[1.0, 2.0], [3.0, "nan"]], [[1.0, 2.5], [3.0, 4.0]], [[False, True], [False, True]])
    wrong = result(FORWARD, "failed", "Wrong.", "誤り。")
    data = {"step": 1, "losses": [3.0, 2.5, 2.0], "reference": [3.0, 2.0, 1.0], "tolerance": [1e-9] * 3}
    left = result(BACKWARD, "failed", "Outside.", "外。", details={"data": data})
    evidence = Evidence({"a.py": "x = 1\n"}, {FORWARD.id: arrays})
    _, others = pages(report(submission("a", wrong, left, evidence=evidence)))
    page = others["a.html"]
    assert page.tags.count("svg") == 2
    assert "Only column 1 is wrong (counted from 0)." in page.text
    assert "The losses leave the band at step 1, there by 2.5e+08 times what is allowed." in page.text


def test_a_failed_check_leads_to_its_section_of_the_handout_where_the_course_says_where_that_is(pages) -> None:
    heading = Text("3. Numerical stability", "3. 数値的な安定性")
    explained = tuple(replace(check, section=heading) for check in CHECKS)
    wrong = submission("a", result(FORWARD, "failed", "Wrong.", "誤り。"))
    at, japanese = "https://example.ac.jp/nn/handout.", quote("数値的な安定性")
    for address, links in (
        (Text("", ""), []),
        (Text("javascript:x", "javascript:x"), []),  # a report may have been written by anybody
        (
            Text(f"{at}en.md", f"{at}ja.md"),
            [f"{at}en.md#3-numerical-stability", f"{at}ja.md#3-{japanese}"],
        ),
    ):
        _, others = pages(report(wrong, checks=explained, handout=address))
        assert heading.ja in others["a.html"].text
        assert [href for href in others["a.html"].values("href") if "handout" in href or ":x" in href] == links


def test_a_students_page_names_nobody_else_and_leads_nowhere_else(tmp_path) -> None:
    sample = class_of(12)
    write_students(sample, tmp_path / "pages")
    found = {path.name: path.read_text("utf-8") for path in (tmp_path / "pages").iterdir()}
    names = page_names(s.id for s in sample.submissions)
    assert set(found) == set(names.values())
    for own in sample.submissions:
        page = Page(found[names[own.id]])
        assert all(href.startswith("#") for href in page.values("href"))
        others = [s.id for s in sample.submissions if s.id != own.id and len(visible(s.id)) > 4 and s.id not in own.id]
        assert not [id for id in others if visible(id) in found[names[own.id]]]


@pytest.mark.parametrize(("feedback", "told"), [("full", True), ("diagnosis", False), ("outcome", False)])
def test_students_see_what_was_expected_only_with_full_feedback(tmp_path, feedback, told: bool) -> None:
    arrays = Arrays([[1.5, 2.25]], [[7.125, 8.0625]], [[True, True]])
    check = result(BACKWARD, "failed", "Wrong: 7.125.", "誤り: 7.125", told=Text("Wrong.", "誤り。"))
    sample = report(submission("a", check, evidence=Evidence({"a.py": "x = 1\n"}, {BACKWARD.id: arrays})))
    write_students(sample, tmp_path / "pages", feedback=feedback)
    page = (tmp_path / "pages" / "a.html").read_text("utf-8")
    assert ("7.125" in page) is told
    assert ("2.25" in page) is told  # whoever returns what came in would read the hidden inputs


def test_members_of_a_group_stand_side_by_side_each_text_once(tmp_path) -> None:
    """In the function in which they failed, with a link to it in each one's own page."""
    texts = ["import a\n\ndef f(x):\n    return x * 2\n", "def f(x):\n    y = x\n    return y + x\n\ndef g(): pass\n"]
    found = Diagnosed("no_division_by_batch_size")
    wrong = replace(result(BACKWARD, "failed", "Wrong.", "誤り。"), region="f", diagnosis=found, trace_digest="d")
    alike = [submission(f"s{n}", wrong, evidence=Evidence({"a.py": texts[n % 2]})) for n in range(6)]
    write(report(*alike, submission("alone")), tmp_path / "site")
    index, _ = pages_in(tmp_path / "site")
    assert index.values("href").count("groups.html#mistake-1") == 2  # from the mistake, and from the way in the check
    page = Page((tmp_path / "site" / "groups.html").read_text("utf-8"))
    assert "mistake-1" in page.values("id")
    assert page.text.count("return x * 2") == page.text.count("return y + x") == 1
    assert "def g" not in page.text
    assert "import a" not in page.text
    assert {f"submissions/s{n}.html#line-{1 if n % 2 else 3}" for n in range(6)} <= set(page.values("href"))
    assert "alone" not in page.text


def test_without_evidence_there_is_nothing_to_set_side_by_side(tmp_path) -> None:
    write(class_of(12), tmp_path / "site")
    assert "groups.html" not in pages_in(tmp_path / "site")[0].values("href")
    assert (tmp_path / "site" / "groups.html").exists()


def test_the_first_page_of_a_large_class_is_small(tmp_path) -> None:
    """Every list of it is bounded; all submissions are in the data."""
    wrong = [replace(raised(FORWARD, n), trace_digest=str(n % 900)) for n in range(5_000)]
    many = [submission(f"s{n:04}", wrong[n], wrong_gradient(BACKWARD)) for n in range(5_000)]
    sample = report(*many)
    index = Pages(sample, {s.id: f"submissions/{s.id}.html" for s in many}, "en").of_class()["index.html"]
    page = Page(index)
    assert len(index.encode()) < 1_000_000
    assert len(page.tags) < 12_000
    assert len(json.loads(page.data)["rows"]) == 5_000
