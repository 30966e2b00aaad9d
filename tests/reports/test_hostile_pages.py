"""Nothing from a submission or an author becomes markup in a page, and no page leads or loads anything from outside."""

import base64
import hashlib
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from page_reader import Page, pages_in
from sample_reports import EVIL, HOSTILE, class_of, report, submission

from autograder.grading.results import CheckInfo, CheckResult, Diagnosed, Diagnosis, Report, result_of
from autograder.reports.html import write
from autograder.text import Text, visible

ANY = st.text(st.characters(), max_size=60)


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
    plain, plain_others = pages_in(folder / "plain")
    other, others = pages_in(folder / "other")
    assert skeleton(other) == skeleton(plain)
    assert sorted(map(skeleton, others.values())) == sorted(map(skeleton, plain_others.values()))
    shown = " ".join(visible("e" + text).split())
    assert shown in " ".join(other.text.split())


def skeleton(page: Page) -> list[str]:
    """The tags of a page; where an identifier may be broken depends on its underscores."""
    return [t for t in page.tags if t != "wbr"]
