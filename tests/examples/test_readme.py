"""README and docs say what is so: commands parse, every command is listed, examples run, links lead somewhere."""

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from autograder.cli.main import kadai

ROOT = Path(__file__).parents[2]
TEXTS = [*ROOT.glob("*.md"), *ROOT.glob("*/README.md"), *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(\w*)([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[str]:
    """Every line of a shell or console block that calls kadai."""
    blocks = [body for language, _, body in FENCE.findall(text) if language in ("sh", "console")]
    lines = (line.removeprefix("$ ") for body in blocks for line in body.splitlines())
    return [line for line in lines if line.startswith("kadai ")]


COMMANDS = sorted({(path.name, command) for path in TEXTS for command in commands(path.read_text(encoding="utf-8"))})


@pytest.mark.parametrize(("file", "line"), COMMANDS)
def test_every_command_parses(file: str, line: str):
    name, *arguments = shlex.split(line, comments=True)[1:]
    context = click.Context(kadai)
    command = kadai.get_command(context, name)
    assert command is not None, f"{file}: kadai has no command {name!r}"
    command.make_context(name, [*arguments], parent=context)


def test_the_table_lists_every_command():
    listed = re.findall(r"^\| `kadai (\w+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == kadai.list_commands(click.Context(kadai))


@pytest.mark.parametrize("name", kadai.list_commands(click.Context(kadai)))
def test_every_command_helps(name: str):
    done = CliRunner().invoke(kadai, [name, "--help"])
    assert done.exit_code == 0
    assert done.output.startswith("Usage: ")


def test_the_assertions_shown_to_authors_run():
    text = (ROOT / "docs" / "authors.md").read_text(encoding="utf-8")
    (example,) = [body for language, kind, body in FENCE.findall(text) if (language, kind.strip()) == ("python", "run")]
    exec(compile(example, "docs/authors.md", "exec"), {})


def test_the_check_shown_to_authors_accepts_the_right_and_rejects_the_wrong(tmp_path: Path):
    text = (ROOT / "docs" / "authors.md").read_text(encoding="utf-8")
    (example,) = [
        body for language, kind, body in FENCE.findall(text) if (language, kind.strip()) == ("python", "check")
    ]
    folder = tmp_path / "assignments" / "softmax_with_loss"
    folder.mkdir(parents=True)
    (folder / "test_hidden.py").write_text(example, encoding="utf-8")
    (folder / "assignment.toml").write_text("", encoding="utf-8")
    (tmp_path / "reference").mkdir()
    reference = (ROOT / "reference" / "softmax_with_loss.py").read_text(encoding="utf-8")
    (tmp_path / "reference" / "softmax_with_loss.py").write_text(reference, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.kadai]\n", encoding="utf-8")
    students = [str(ROOT / "examples" / "class" / who) for who in ("aiko", "kenji")]
    files = [f"{student}/softmax_with_loss.py" for student in students]
    command = ["grade", "--assignment", "softmax_with_loss", "--course", str(tmp_path), "--jobs", "1"]
    scores = {}
    for who, file in zip(("right", "wrong"), files, strict=True):
        done = CliRunner().invoke(kadai, [*command, file])
        assert done.exit_code == 0, done.output
        scores[who] = re.search(r": ([\d.]+) / 3\.5;", done.output)
    assert {who: match and match[1] for who, match in scores.items()} == {"right": "3.5", "wrong": "0"}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_files(path: Path):
    text = re.sub(FENCE, "", path.read_text(encoding="utf-8"))
    targets = [target for target in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in target]
    assert [target for target in targets if not (path.parent / target).exists()] == []
