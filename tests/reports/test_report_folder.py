"""The folder of the web pages: names of files, and what happens to files that are there already."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_reports import report, submission

from autograder.errors import UsageError
from autograder.reports.html import write
from autograder.reports.html.names import page_name, page_names
from autograder.writing import write_whole

DEVICES = {"con", "prn", "aux", "nul", "com1", "com0", "lpt9"}
NASTY = [
    "../../x",
    "con",
    "CON",
    "nul.txt",
    ".",
    "..",
    "",
    "a/b",
    "a\\b",
    "A",
    "a",
    "é",
    "e\u0301",
    "x" * 5000,
    "\udcff",
]


@given(st.lists(st.one_of(st.text(st.characters()), st.sampled_from(NASTY)), unique=True))
def test_names_are_safe_and_distinct_on_every_file_system(ids: list[str]) -> None:
    names = list(page_names(ids).values())
    assert len({n.lower() for n in names}) == len(ids)
    for name in names:
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_~-]*\.html", name)
        assert len(name) < 100
        assert name.partition(".")[0].lower() not in DEVICES


@given(
    st.text(string.ascii_lowercase + string.digits + "_-", min_size=1, max_size=40).filter(lambda s: s[0] not in "_-")
)
def test_a_plain_id_is_its_own_name(name: str) -> None:
    assert page_name(name) == f"{name}.html" or name in DEVICES or re.fullmatch(r"(com|lpt)\d", name)


def test_an_id_that_looks_like_a_derived_name_does_not_collide_with_it() -> None:
    taken = page_name("Alice")
    assert page_name(taken.removesuffix(".html")) != taken


def test_two_submissions_of_one_id_are_refused(tmp_path) -> None:
    with pytest.raises(UsageError, match="two submissions called 'a'"):
        write(report(submission("a"), submission("a")), tmp_path / "site")


def test_a_new_report_replaces_an_old_one_and_leaves_no_page_of_it(tmp_path) -> None:
    write(report(submission("a"), submission("b")), tmp_path / "site")
    (tmp_path / "site" / ".kadai-half-written").write_text("from a run that was killed")
    index = write(report(submission("b"), submission("c")), tmp_path / "site")
    files = {str(p.relative_to(tmp_path / "site")) for p in (tmp_path / "site").rglob("*") if p.is_file()}
    assert files == {"index.html", "groups.html", "submissions/b.html", "submissions/c.html"}
    assert index == tmp_path / "site" / "index.html"


@pytest.mark.parametrize("name", ["thesis.txt", "index.html", "submissions/a.html", "submissions/sub/x", "submissions"])
def test_a_folder_with_other_things_is_refused_and_left_alone(tmp_path, name) -> None:
    path = tmp_path / "site" / name
    path.parent.mkdir(parents=True)
    path.write_text("<html>mine</html>")
    with pytest.raises(UsageError, match=r"site: holds something that is not a kadai report .*new or empty folder"):
        write(report(submission("a")), tmp_path / "site")
    assert [p for p in (tmp_path / "site").rglob("*") if p.is_file()] == [path]
    assert path.read_text() == "<html>mine</html>"


def test_links_are_not_followed(tmp_path) -> None:
    write(report(submission("a")), tmp_path / "old")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "submissions").symlink_to(tmp_path / "old" / "submissions")
    with pytest.raises(UsageError, match="not a kadai report"):
        write(report(submission("b")), tmp_path / "site")
    assert [p.name for p in (tmp_path / "old" / "submissions").iterdir()] == ["a.html"]


def test_an_empty_folder_is_taken(tmp_path) -> None:
    write(report(submission("a")), tmp_path)
    assert (tmp_path / "index.html").exists()


def test_a_file_in_place_of_the_folder_is_a_usage_error(tmp_path) -> None:
    (tmp_path / "site").write_text("")
    with pytest.raises(UsageError, match="site: the report cannot be written"):
        write(report(submission("a")), tmp_path / "site")


def test_a_file_is_written_whole_or_not_at_all(tmp_path) -> None:
    path = tmp_path / "page"
    write_whole(path, b"old")
    with pytest.raises(TypeError):
        write_whole(path, "not bytes")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
