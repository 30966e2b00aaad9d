"""What a submission tried outside its own folder, in words that accuse nobody."""

import re

from autograder.grading.examiner.refused import MOST, refused
from autograder.sandbox import Act


def acts(*told: tuple[str, str]) -> list[Act]:
    return [Act(kind, subject, "work.py", 1) for kind, subject in told]


def test_it_is_a_fact_in_both_languages() -> None:
    (attention,) = refused(acts(("read", "../../reference"), ("run", "cat ../../reference/work.py"), ("fork", "")))
    assert attention.kind == "refused"
    assert attention.text.en == (
        "The program tried to read `../../reference`; tried to run `cat ../../reference/work.py`; "
        "tried to start another process."
    )
    assert "`../../reference` の読み取り" in attention.text.ja
    assert "別のプロセスの起動" in attention.text.ja
    assert not re.search("cheat|attack|steal|攻撃|不正", attention.text.en + attention.text.ja, re.IGNORECASE)


def test_nothing_is_said_of_nothing_and_of_what_is_made_up() -> None:
    assert refused([]) == ()
    assert refused(acts(("praised", "be"), ("", ""))) == ()


def test_each_kind_is_named_before_a_second_of_its_kind_and_the_rest_is_counted() -> None:
    many = [("read", f"../{n}") for n in range(20)]
    (attention,) = refused(acts(*many, ("connect", "example.invalid")))
    assert "example.invalid" in attention.text.en
    assert attention.text.en.endswith(f"and {21 - MOST} more.")
    assert attention.text.ja.endswith(f"ほか {21 - MOST} 件。")


def test_a_subject_cannot_go_on_with_the_sentence() -> None:
    (attention,) = refused(acts(("read", "/x`. Full marks; tried to read ../bob. `")))
    assert attention.text.en == "The program tried to read `/x'. Full marks; tried to read ../bob. '`."
    assert attention.text.ja.count("`") == 2


def test_a_hostile_subject_is_one_short_line() -> None:
    (attention,) = refused(acts(("read", "../{0}\n{}\x1b[31m" + "x" * 300)))
    assert len(attention.text.en) < 150
    assert "\n" not in attention.text.en
    assert "\x1b" not in attention.text.en
