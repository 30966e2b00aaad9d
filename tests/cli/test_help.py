"""`kadai --help` and its like."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import autograder
from autograder.cli.main import COMMANDS

Kadai = Callable[..., Any]


def test_version(tmp_path: Path, kadai: Kadai) -> None:
    ended = kadai("--version", cwd=tmp_path)
    assert (ended.code, ended.out) == (0, f"kadai, version {autograder.__version__}\n")


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_lists_every_command(tmp_path: Path, kadai: Kadai, flag: str) -> None:
    ended = kadai(flag, cwd=tmp_path)
    assert ended.code == 0
    listed = [line.split()[0] for line in ended.out.partition("Commands:")[2].splitlines() if line.startswith("  ")]
    assert [name for name in COMMANDS if name not in listed] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_shows_an_example(tmp_path: Path, kadai: Kadai, command: str) -> None:
    ended = kadai(command, "--help", cwd=tmp_path)
    assert ended.code == 0
    assert "Example" in ended.out
    assert f"kadai {command}" in ended.out.partition("Example")[2]


def test_no_command_shows_the_help(tmp_path: Path, kadai: Kadai) -> None:
    ended = kadai(cwd=tmp_path)
    assert ended.code == 2
    assert "Commands:" in ended.err
