"""``kadai report`` and ``kadai export``, and what they show on a terminal."""

import pytest
from in_process import runner
from sample_reports import BACKWARD, DOUT, FAULTY, HOSTILE, TWICE, class_of, report, submission, wrong_gradient

from autograder.reports import json as json_report
from autograder.reports.formats import FORMATS


@pytest.fixture
def kadai(monkeypatch, capsys):
    return runner(monkeypatch, capsys, columns=120)


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "result.json"
    path.write_bytes(json_report.render(class_of(30)))
    return path


def test_a_report_is_shown(kadai, saved) -> None:
    code, out, _ = kadai("report", saved)
    assert code == 0
    for expected in ("30 submissions", "10×", "The gradient is not divided", "backward_matches", "s2599"):
        assert expected in out


def test_a_report_is_shown_in_japanese(kadai, saved) -> None:
    _, out, _ = kadai("report", saved, "--lang", "ja")
    for expected in ("提出 30 件", "見つかった間違い", "不合格の多いテスト", "人の確認が必要な提出"):
        assert expected in out
    assert "submissions" not in out


def test_one_submission_is_shown_in_full(kadai, tmp_path) -> None:
    path = tmp_path / "result.json"
    wrong = (wrong_gradient(c) for c in (BACKWARD, DOUT, TWICE))
    path.write_bytes(json_report.render(report(submission("s1", *wrong), submission("s2"))))
    code, out, _ = kadai("report", path, "--submission", "s1", "--lang", "ja")
    assert code == 0
    assert "s1: 5 / 10" in out
    assert out.count("サンプル数で割られていません") == 4  # the title three times, the explanation once


def test_an_unknown_submission_is_wrong_usage(kadai, saved) -> None:
    code, _, err = kadai("report", saved, "--submission", "s26055")
    assert code == 2
    assert "no submission 's26055'; it has, e.g., s2605" in err


def test_a_terminal_is_not_driven_by_a_submission(kadai, saved) -> None:
    for name in ("../../" + HOSTILE, "s2600"):
        _, out, _ = kadai("report", saved, "--submission", name)
        assert "\x1b" not in out
        assert "\u202e" not in out
    assert "A" * 3000 not in out


def test_pages_and_table_are_written(kadai, saved, tmp_path) -> None:
    code, out, err = kadai("report", saved, "--html", tmp_path / "site", "--csv", "-", "--lang", "ja")
    assert code == 0
    assert out.startswith("id,status,score")
    assert "提出 30 件" in err  # standard output is the table's
    assert str(tmp_path / "site" / "index.html") in err
    assert '<html lang="ja"' in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_a_folder_with_other_things_is_wrong_usage(kadai, saved, tmp_path) -> None:
    code, _, err = kadai("report", saved, "--html", tmp_path)
    assert code == 2
    assert "result.json" in err
    assert "name a new or empty folder" in err


@pytest.mark.parametrize("command", [("report",), ("export", "--to", "junit")])
def test_a_missing_or_wrong_report_is_wrong_usage(kadai, tmp_path, command) -> None:
    code, _, err = kadai(*command, tmp_path / "none.json")
    assert code == 2
    assert "none.json: cannot be read" in err
    (tmp_path / "wrong.json").write_text("[]")
    code, _, err = kadai(*command, tmp_path / "wrong.json")
    assert code == 2
    assert err.count("\n") == 1


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_exported(kadai, saved, tmp_path, name) -> None:
    target, roster = tmp_path / "deep" / "file", tmp_path / "roster.csv"
    ids = (s.id for s in class_of(30).submissions)
    roster.write_text("submission,合計点,Username,ID\n" + "".join(f"{i},\n" for i in ids), encoding="utf-8")
    code, out, _ = kadai("export", "--to", name, saved, "-o", target, "--submission", "s2605", "--roster", roster)
    assert (code, out) == (0, "")
    assert target.read_text("utf-8").endswith("\n")


def test_help_lists_the_formats(kadai) -> None:
    _, out, _ = kadai("export", "--help")
    for form in FORMATS.values():
        assert f"{form.name} " in out


def test_a_roster_is_read_and_its_faults_are_wrong_usage(kadai, saved, tmp_path) -> None:
    roster = tmp_path / "roster.csv"
    code, _, err = kadai("export", "--to", "canvas", saved, "--roster", roster)
    assert (code, "cannot be read" in err) == (2, True)
    roster.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    code, _, err = kadai("export", "--to", "canvas", saved, "--roster", roster)
    assert (code, "CSV UTF-8" in err) == (2, True)


def test_whom_the_roster_knows_is_exported_and_the_others_are_all_listed(kadai, saved, tmp_path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_bytes("\ufeffsubmission,ID\ns2600,1\n".encode())
    code, out, err = kadai("export", "--to", "canvas", saved, "--roster", roster)
    assert code == 1
    assert out.splitlines()[2].startswith(",1,")
    assert "does not have" in err
    assert all(f"s26{n:02}" in err for n in range(1, 20))


def test_a_fault_is_no_score_and_exit_1(kadai, tmp_path) -> None:
    path = tmp_path / "fault.json"
    path.write_bytes(json_report.render(report(FAULTY)))
    code, out, err = kadai("export", "--to", "gradescope", path)
    assert (code, out) == (1, "")
    assert "grade again" in err


def test_notes_go_to_standard_error(kadai, tmp_path) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(json_report.render(report(FAULTY, submission("a"))))
    code, out, err = kadai("export", "--to", "canvas", path)
    assert code == 0
    assert len(out.splitlines()) == 3
    assert "left out" in err
