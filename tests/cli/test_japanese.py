"""Everything Japanese where Japanese is asked for: help, errors, progress; and no sentence in English only."""

import ast
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from click.testing import CliRunner
from english_left import english_left, is_japanese
from rich.cells import cell_len
from rich.console import Console
from tiny_course import RIGHT, TinyCourse

import autograder
from autograder.bundles.places import PLACES
from autograder.cli import click_words
from autograder.cli.doctor import WHAT_FOR
from autograder.cli.doctor import command as doctor
from autograder.cli.main import COMMANDS
from autograder.cli.validation_table import show_validation
from autograder.course.handed_in.systems import SYSTEMS
from autograder.errors import KadaiError, UsageError
from autograder.grading.validation.findings import Band, Finding, Kind, Nearest, Validation
from autograder.language import preferred, speaking
from autograder.reports.formats import FOR_ONE
from autograder.sandbox import Level
from autograder.sandbox.levels import NO_BUBBLEWRAP, WHYS, assess

Kadai = Callable[..., Any]
ENGINE = Path(autograder.__file__).parent
HELP = [
    (),
    *((name,) for name in COMMANDS),
    ("nbgrader", "autograde"),
    ("nbgrader", "check"),
    ("nbgrader", "install-kernel"),
]
NAMES = frozenset(
    {
        *COMMANDS,
        *SYSTEMS,
        *PLACES,
        *FOR_ONE,
        "classroom",
        "adopt",
        "autograde",
        "install",
        "kernel",
        "mutants",
        "take",
        "student",
        "num",
        "xlsx",
    }
)


@pytest.mark.parametrize("command", HELP, ids=" ".join)
def test_help_is_japanese(tmp_path: Path, kadai: Kadai, command: tuple[str, ...]) -> None:
    ended = kadai(*command, "--help", "--lang", "ja", cwd=tmp_path)
    assert ended.code == 0
    told = re.split(r"\n  (?:例|形式):", ended.out)[0].partition("\n")[2]
    assert [line for line in told.splitlines() if english_left(line, NAMES)] == []
    assert all(is_japanese(part) for part in re.split(r"\n  -", told.partition("オプション:")[2])[1:])


def test_one_process_may_speak_one_language_after_the_other(tmp_path: Path, kadai: Kadai) -> None:
    CliRunner().invoke(doctor, ["--help"])  # by itself, as a caller in Python may use it
    for language in ("en", "ja", "en"):
        out = kadai("doctor", "--help", "--lang", language, cwd=tmp_path).out
        assert ("Show this message and exit" in out) == (language == "en")


@pytest.mark.parametrize("command", HELP, ids=" ".join)
def test_help_is_english_otherwise(tmp_path: Path, kadai: Kadai, command: tuple[str, ...]) -> None:
    out = kadai(*command, "--help", cwd=tmp_path).out
    assert not is_japanese(out.replace("成績登録シート", "").replace("採点シート", ""))
    assert "ja:" not in out


MISTAKES = {
    "no such command": ("gade",),
    "no such option": ("grade", "--jsn", "x"),
    "no argument": ("check",),
    "no option": ("grade", "x.py"),
    "no value": ("grade", "x.py", "--assignment"),
    "no number": ("grade", "x.py", "--assignment", "tiny", "--jobs", "many"),
    "out of range": ("grade", "x.py", "--assignment", "tiny", "--jobs", "0"),
    "no such choice": ("report", "x.json", "--feedback", "all"),
    "one too many": ("new", "a", "b"),
    "no such file": ("check", "nowhere.py"),
    "nothing to watch": ("watch", "nowhere.py"),
    "no such hand-in": ("grade", "nowhere", "--assignment", "tiny"),
    "no such assignment": ("grade", "right.py", "--assignment", "tiney"),
    "no such system": ("grade", "right.py", "--assignment", "tiny", "--from", "wastebasket"),
    "two outputs": ("grade", "right.py", "--assignment", "tiny", "--json", "-", "--csv", "-"),
    "not written": ("grade", "right.py", "--assignment", "tiny", "--journal", "."),
    "no report": ("report", "pyproject.toml"),
    "no report there": ("export", "nowhere.json", "--to", "canvas"),
    "no course": ("release", "--course", "nowhere"),
    "no id": ("new", "1abc"),
    "a taken id": ("new", "numpy"),
    "a course already": ("init", "."),
    "no such check": ("validate", "--only", "tset_double"),
    "a wrong setting": ("release", "odd"),
    "two reports alike": ("compare", "-", "-"),
    "nothing merged": ("merge", "nowhere.json"),
    "nobody known": ("forget", "nobody"),
}


@pytest.fixture(scope="module")
def course(tiny_shared: TinyCourse) -> Path:
    tiny_shared.assignment()
    tiny_shared.assignment(id="odd", toml="limts = 3\n")
    tiny_shared.write("right.py", RIGHT)
    return tiny_shared.root


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_japanese(course: Path, kadai: Kadai, mistake: str) -> None:
    ended = kadai(*MISTAKES[mistake], "--lang", "ja", cwd=course)
    assert ended.code == 2, ended
    told = ended.err.replace(str(course), "")
    assert is_japanese(told)
    assert english_left(told, NAMES | {"tiny", "odd", "nowhere", "expected", "got"}) == []
    assert kadai(*MISTAKES[mistake], cwd=course).code == 2


LAYERS = (
    NAMES
    | frozenset(name for layer in WHAT_FOR for name in layer.split("_"))
    | frozenset(
        ["chmod", "tcp", "root", "gvisor", "ubuntu", "apparmor", "profiles", "bwrap", "bubblewrap", "lsm", "arm"]
    )
)


def missing_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine that has next to nothing, in the sandbox's own words."""
    probe = {"open a socket": True}
    missing = dict(zip(WHAT_FOR, [*WHYS, "Operation not permitted"] * 2, strict=False))
    by_user = assess({"user": ""}, probe, missing, ["/x"], ["/x"])
    by_landlock = assess({"landlock": ""}, probe, missing, ["/x"], ["/x"])
    unnamed = assess({"user": ""}, probe, missing)
    reasons = tuple(dict.fromkeys((*by_user.reasons, *by_landlock.reasons, *unnamed.reasons)))
    monkeypatch.setattr("autograder.cli.doctor._assess", lambda private: Level("weak", (), missing, reasons))


def test_the_doctor_speaks_japanese(course: Path, kadai: Kadai, monkeypatch: pytest.MonkeyPatch) -> None:
    here = without_paths(kadai("doctor", "--lang", "ja", cwd=course).out)
    assert english_left(here, LAYERS | quoted(kadai("doctor", "--json", cwd=course).out)) == []
    missing_here(monkeypatch)
    monkeypatch.setattr("autograder.cli.doctor._is_gvisor", lambda: False)
    ended = kadai("doctor", "--lang", "ja", cwd=course)
    assert ended.code == 1
    told = without_paths(ended.out).replace("Operation not permitted", "")
    assert english_left(told, LAYERS) == []
    with speaking("ja", "ja"):
        narrow = CliRunner(env={"COLUMNS": "80"}).invoke(doctor, ["--course", str(course)]).stdout
    assert "無効にされています" in narrow
    assert "…" not in narrow
    assert max(map(cell_len, re.sub(r"\n(?:Python|  これ).*", "", narrow).splitlines())) <= 80
    assert not is_japanese(kadai("doctor", "--lang", "en", cwd=course).out)
    assert not is_japanese(kadai("doctor", "--json", "--lang", "ja", cwd=course).out)


def quoted(doctor_json: str) -> frozenset[str]:
    """The words of the system, and of bubblewrap, on why a layer is missing here: they stay as they are."""
    whys = [layer["why"] for layer in json.loads(doctor_json)["missing"].values()]
    theirs = " ".join(
        why.removeprefix(NO_BUBBLEWRAP) for why in whys if why not in WHYS and "cannot be read" not in why
    )
    return frozenset(word.lower() for word in re.findall(r"\w+", theirs))


def without_paths(out: str) -> str:
    """Without the lines about this machine, but for their names."""
    before, _, machine = out.partition("システム: ")
    return before + re.sub(r": .*", "", machine.partition("\n")[2])


@pytest.mark.parametrize("said", WHYS)
def test_what_the_sandbox_says_of_a_layer_is_translated_as_it_is_said(said: str) -> None:
    code = "".join(path.read_text("utf-8") for path in (ENGINE / "sandbox").rglob("*.py") if path.name != "levels.py")
    assert said == "not in force" or f'"{said}"' in code


BAND = Band(
    "losses", "losses", "trajectory", 60, (1e-13, 3e-9), (1e-5, 2e-3),
    equivalent=Nearest("_inside", 0.12), misconception=Nearest("_slow", 3.5, 4), separated=6, compared=23,
)  # fmt: skip


@pytest.mark.parametrize("width", [80, 250])
def test_a_validation_is_shown_in_japanese(width: int) -> None:
    kinds = get_args(Kind)
    findings = [Finding(kind, f"_{good}", good, explained="_why") for kind in kinds for good in (True, False)]
    whole = Validation("tiny", 10.0, ("losses",), tuple(findings), (BAND,), remarks=("_remark",), modules=9, known=4)
    part = Validation("tiny", 10.0, ("losses",), (), part=("losses",))
    out = io.StringIO()
    with speaking("ja", "ja"):
        show_validation([whole, part], Console(file=out, width=width))
    assert english_left(out.getvalue(), NAMES | {"losses", "float", "_slow", "tiny"}) == []
    assert max(map(cell_len, out.getvalue().splitlines())) <= width


@pytest.mark.slow
def test_validate_speaks_japanese_from_beginning_to_end(course: Path, kadai: Kadai) -> None:
    ended = kadai("validate", "tiny", "--no-mutants", "--lang", "ja", cwd=course)
    told = re.sub("警告: .*", "", ended.out)
    assert english_left(told + ended.err, NAMES | {"tiny"}) == []
    assert all(words in ended.err for words in ("検証中: tiny", "模範解答とひな型を採点しました（2）", "問題なし"))


def test_a_new_course_is_made_in_japanese(tmp_path: Path, kadai: Kadai) -> None:
    ended = kadai("init", ".", "--lang", "ja", cwd=tmp_path)
    assert ended.code == 0
    assert "シークレットを作りました" in ended.err
    assert ended.out.splitlines()[0].startswith("作成: ")


def test_the_environment_decides_where_no_option_does(
    tmp_path: Path, kadai: Kadai, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KADAI_LANG", "ja")
    assert "使い方:" in kadai("grade", "--help", cwd=tmp_path).out
    assert "Usage:" in kadai("grade", "--help", "--lang=en", cwd=tmp_path).out
    assert "Usage:" in kadai("--lang", "en", "grade", "--help", cwd=tmp_path).out


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"LC_MESSAGES": "ja_JP.eucJP", "LANG": "de_DE.UTF-8"}, "ja"),
        ({"LC_ALL": "", "LANG": "ja"}, "ja"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"KADAI_LANG": "en", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"KADAI_LANG": "ja", "LC_ALL": "C"}, "ja"),
    ],
)
def test_the_locale_decides(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str) -> None:
    for name in ("KADAI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert preferred() == language


def test_without_variables_the_system_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KADAI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: ("Japanese_Japan", "932"))
    assert preferred() == "ja"


# What click says where nobody asks it to: prompts, editors, completion, its own mistakes and a programmer's.
UNUSED = re.compile(
    "deprecated|Name '|flag for|declaration|Did you mean to pass|^extra|UUID|format|Value must be|Takes |values are"
    "|Do you want|Confirm|version %|Show the version|executable|Choice\\(|Invalid start|requires an? str|^Error: {m"
    "|No options defined",
    re.IGNORECASE,
)


def clicks_sentences() -> Iterator[str]:
    for module in ("core", "decorators", "exceptions", "formatting", "parser", "types"):
        path = Path(click.__file__).parent / f"{module}.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def test_all_that_click_says_is_translated() -> None:
    missing = {s for s in clicks_sentences() if s not in click_words.JAPANESE and not UNUSED.search(s)}
    assert missing == set()


def test_translations_keep_the_values() -> None:
    for english, japanese in click_words.JAPANESE.items():
        named = set(re.findall(r"{(\w+)", english))
        assert set(re.findall(r"{(\w+)", japanese)) == named - {"number_type"}, english


def calls_of(names: set[str]) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(ENGINE.rglob("*.py")):
        if "tampering" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in names:
                yield f"{path.relative_to(ENGINE)}:{node.lineno}", node


def errors_of(kind: type[KadaiError]) -> set[str]:
    return {kind.__name__, *(name for below in kind.__subclasses__() for name in errors_of(below))}


def test_no_error_speaks_english_only() -> None:
    alone = [
        place
        for place, call in calls_of(errors_of(UsageError) | {"KadaiError", "complain", "say"})
        if call.args and isinstance(call.args[0], ast.JoinedStr | ast.Constant) and said_in(call.args[0])
    ]
    assert alone == []


def said_in(node: ast.expr) -> str:
    """The words of a literal."""
    return " ".join(re.findall(r"[a-z]{3,} [a-z]{2,}", "".join(literal(node)), re.IGNORECASE))


def literal(node: ast.expr) -> list[str]:
    if isinstance(node, ast.JoinedStr):
        return [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]  # type: ignore[misc]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def japanese_literals() -> Iterator[tuple[str, str]]:
    for place, call in calls_of({"Text"}):
        if len(call.args) == 2 and (text := "".join(literal(call.args[1]))):
            yield place, text


JA = "[\u3040-\u30ff\u4e00-\u9fff、。「」]"


def test_japanese_has_its_own_punctuation() -> None:
    odd = re.compile(rf"{JA} ?;|;\s*{JA}|{JA}\(|\){JA}|{JA}[,!?](?:\s|$)")
    assert [f"{place}: {text}" for place, text in japanese_literals() if odd.search(text)] == []
