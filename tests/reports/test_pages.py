"""The web pages: what they say, and that nothing from a submission can become markup."""

import base64
import hashlib
import json
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_reader import Page
from sample_reports import (
    BACKWARD,
    CHECKS,
    CRASHED,
    DOUT,
    EVIL,
    FAULTY,
    FORWARD,
    HOSTILE,
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

from autograder.grading.results import (
    Arrays,
    Attention,
    CheckInfo,
    CheckResult,
    Diagnosed,
    Diagnosis,
    Evidence,
    Report,
    result_of,
)
from autograder.reports.concerns import ONE_LEFT, concerns_of
from autograder.reports.html import write, write_students
from autograder.reports.html.code import lines_of
from autograder.reports.html.names import page_names
from autograder.reports.html.pages import Pages
from autograder.reports.words import ATTENTION
from autograder.structs import replace
from autograder.text import Text, visible

ANY = st.text(st.characters(), max_size=60)


@pytest.fixture
def pages(tmp_path):
    """Writes a report and reads it back: the index, and the pages of the submissions by file name."""

    def pages_of(sample: Report, language="en") -> tuple[Page, dict[str, Page]]:
        write(sample, tmp_path / "site", language)
        return read(tmp_path / "site")

    return pages_of


def read(folder: Path) -> tuple[Page, dict[str, Page]]:
    index = Page((folder / "index.html").read_text("utf-8"))
    return index, {p.name: Page(p.read_text("utf-8")) for p in (folder / "submissions").iterdir()}


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


# Hostile submissions


def test_the_policy_admits_the_pages_own_script_and_style_and_nothing_else(pages) -> None:
    index, others = pages(report(EVIL))
    for page in (index, *others.values()):
        (policy,) = [v for v in page.values("content") if "default-src" in v]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        for kind in ("style", "script"):
            digest = base64.b64encode(hashlib.sha256(page.assets[kind].encode()).digest()).decode()
            assert f"{kind}-src 'sha256-{digest}'" in policy
            assert page.tags.count(kind) == 1


def test_pages_refer_to_nothing_outside(pages) -> None:
    index, others = pages(class_of(12))
    for page in (index, *others.values()):
        assert page.values("src") == []
        assert page.values("style") == []
        assert not [name for _, name, _ in page.attributes if name.startswith("on")]
        of_class, own = r"((\.\./)?index|groups)\.html(#[\w-]+)?", r"(submissions/)?[\w~-]+\.html(#(check|line)-\d+)?"
        assert all(re.fullmatch(f"#.*|{of_class}|{own}", href) for href in page.values("href"))
        assert "url(" not in page.assets["style"]
        assert "@import" not in page.assets["style"]


def test_a_hostile_submission_is_shown_as_what_it_is(pages) -> None:
    index, others = pages(report(EVIL, submission("fine")))
    (page,) = (p for name, p in others.items() if name != "fine.html")
    for text in (index.text, page.text):
        assert visible(HOSTILE) in text
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert len(page.text) < 60_000  # two lines of 100 kB each were cut


def everywhere(text: str) -> Report:
    """A report that has `text` wherever a submission or an author can put any."""
    words = Text("e" + text, "j" + text)
    info = CheckInfo("c" + text, words, 1.0, True)
    several = Diagnosed("d" + text, alternatives=("d" + text, "f" + text))
    diagnosis = Diagnosis(words, words, words)
    details = {"what": "w" + text, "k" + text: "v" + text, "list": [text], "said": {"en": words.en, "ja": words.ja}}
    check = CheckResult(info.id, "failed", 0.0, 1.0, words, several, 0.2, details=details, output="o" + text)
    once_more = CheckResult(info.id, "failed", 0.0, 1.0, words, Diagnosed("f" + text))
    crash = CheckResult(info.id, "crashed", 0.0, 1.0, words)
    return report(
        result_of("s" + text, (check, once_more), reason=words, notes=(words,)),
        result_of("t" + text, (crash,)),
        title=words,
        assignment="a" + text,
        kadai="k" + text,
        checks=(info,),
        diagnoses={"d" + text: diagnosis, "f" + text: diagnosis},
    )


@settings(max_examples=60, deadline=None)
@given(st.one_of(ANY, ANY.map(lambda t: f"<b {t}>&lt;</span></style><script>{t}</script>{{{{ t }}}}")))
def test_no_text_changes_the_structure_of_a_page(tmp_path_factory, text: str) -> None:
    folder = tmp_path_factory.mktemp("site")
    write(everywhere("."), folder / "plain")
    write(everywhere(text), folder / "other")
    plain, plain_others = read(folder / "plain")
    other, others = read(folder / "other")
    assert skeleton(other) == skeleton(plain)
    assert sorted(map(skeleton, others.values())) == sorted(map(skeleton, plain_others.values()))
    shown = " ".join(visible("e" + text).split())
    assert shown in " ".join(other.text.split())


def skeleton(page: Page) -> list[str]:
    """The tags of a page; where an identifier may be broken depends on its underscores."""
    return [t for t in page.tags if t != "wbr"]


def test_the_same_report_gives_the_same_pages(tmp_path) -> None:
    for name in ("one", "two"):
        write(class_of(8), tmp_path / name)
    for path in (tmp_path / "one").rglob("*.html"):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_unstable_softmax_lists_what_else_it_could_be(pages) -> None:
    _, others = pages(report(submission("a", unstable(STABLE))))
    assert "one_shift_for_all_rows" in others["a.html"].text


# What a person can look at


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
    index, _ = read(tmp_path / "site")
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
    assert "groups.html" not in read(tmp_path / "site")[0].values("href")
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


# Who needs a person


def test_concerns_are_grouped_by_reason() -> None:
    untouched = submission("u", attention=(Attention("untouched", Text("As released.", "配布のまま。")),))
    rest = [submission(f"n{i}") for i in range(3)]
    sample = report(untouched, submission("one", result(BACKWARD, "failed", "No.", "いいえ。")), *rest)
    found = {concern.reason.en: [id for id, _ in concern.persons] for concern in concerns_of(sample)}
    assert found[ATTENTION["untouched"].en] == ["u"]
    assert found[ONE_LEFT.en] == ["one"]
