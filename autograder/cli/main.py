"""The command group, and how its errors reach the user."""

import gc
import importlib
import os
import signal
import sys
from types import FrameType
from typing import Any

import click

import autograder
from autograder.cli.bilingual import bilingual
from autograder.cli.click_words import translate
from autograder.cli.consoles import adapt, complain, has_japanese, hint_at_encoding, open_standard
from autograder.errors import KadaiError, UsageError
from autograder.language import asked, said, speaking
from autograder.text import Language, Text

ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
COMMANDS = {
    "grade": Text(
        "Grade one submission or a class.",
        "1 件の提出、またはクラス全体を採点します。",
    ),
    "collect": Text(
        "Show who handed in what and what is doubtful, before grading.",
        "採点の前に、誰が何を提出し、何を確認すべきかを示します。",
    ),
    "check": Text(
        "Run an assignment's public checks on your own file (for students).",
        "自分のファイルを、課題の公開テストで調べます（学生向け）。",
    ),
    "watch": Text(
        "Like check, again at every save.",
        "check と同じことを、保存のたびに行います。",
    ),
    "release": Text(
        "Build the students' stubs and notebooks from the references.",
        "模範解答から、学生に配るひな型とノートブックを作ります。",
    ),
    "validate": Text(
        "Prove an assignment's tests: reference, stub, misconceptions, equivalents, mutants.",
        "課題のテストが正しいことを、模範解答・ひな型・よくある間違い・別解・変異体で確かめます。",
    ),
    "report": Text(
        "Show a report that `kadai grade --json` wrote.",
        "`kadai grade --json` が書いた結果を表示します。",
    ),
    "compare": Text(
        "Show whose mark moved between two reports, and why.",
        "2 つの採点結果を比べ、誰の得点がなぜ変わったかを示します。",
    ),
    "merge": Text(
        "Make one report of those of colleagues who graded a part each.",
        "同僚と手分けした採点の結果を 1 つにまとめます。",
    ),
    "gradebook": Text(
        "Show the marks of a course: students by assignments.",
        "コースの成績を、学生ごと・課題ごとに一覧にします。",
    ),
    "export": Text(
        "Convert a report for another system.",
        "結果をほかのシステムの形式に変換します。",
    ),
    "forget": Text(
        "Delete what is kept about a submission.",
        "ある提出について保存してあるものを消します。",
    ),
    "similar": Text(
        "Show pairs and groups of similar submissions: figures and places, no verdict.",
        "似ている提出の組とグループを示します。数値と箇所だけを示し、判定はしません。",
    ),
    "init": Text(
        "Start a new course in a folder or repository.",
        "フォルダやリポジトリに新しいコースを作ります。",
    ),
    "new": Text(
        "Add an assignment to the course.",
        "コースに課題を追加します。",
    ),
    "nbgrader": Text(
        "Grade a class that nbgrader collected, in parallel.",
        "nbgrader が集めたクラスの提出を並列に採点します。",
    ),
    "package": Text(
        "Make the bundle with which another place grades hand-ins as they arrive.",
        "届いた提出をほかの場所で採点するための一式を作ります。",
    ),
    "prepare": Text(
        "Get this place ready to answer single hand-ins.",
        "届いた提出にすぐ答えられるように準備します。",
    ),
    "doctor": Text(
        "Explain what isolation this machine gives.",
        "このマシンでどこまで隔離できるかを説明します。",
    ),
}

FOR_STUDENTS = ("check", "watch")
_WITH_PROCESSES = ("grade", "validate", "release", "nbgrader", "package", "prepare", "doctor")


class _Commands(click.Group):
    """Imports a sub-command when it is needed: `kadai check` should start at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        _refuse_where_it_cannot_work(cmd_name)
        gc.disable()  # what is imported stays: no collection need go through it, now or at the end of the process
        try:
            command = importlib.import_module(f"autograder.cli.{cmd_name}").command
        finally:
            gc.freeze()
            gc.enable()
        assert isinstance(command, click.Command)
        return bilingual(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(translate("Commands")):
            formatter.write_dl([(name, said(COMMANDS[name])) for name in self.list_commands(ctx)])


def _refuse_where_it_cannot_work(name: str) -> None:
    """Students check their work on any machine, with what is needed for that; the rest needs more."""
    if name in FOR_STUDENTS:
        return
    if name in _WITH_PROCESSES and not hasattr(os, "fork"):
        raise UsageError(
            Text(
                f"`kadai {name}` needs Linux (in Windows: WSL); `kadai check` and `kadai watch` work here",
                f"`kadai {name}` には Linux が必要です（Windows では WSL）。"
                "ここでは `kadai check` と `kadai watch` が使えます",
            )
        )
    try:
        import markupsafe  # noqa: F401 — what hand-outs for students leave out
        import msgspec  # noqa: F401
    except ImportError as missing:
        raise UsageError(
            Text(
                f"`kadai {name}` needs the whole of kadai; here is what students need for `kadai check` and "
                f"`kadai watch`, without {missing.name}",
                f"`kadai {name}` には kadai 全体が必要です。ここにあるのは学生用（`kadai check` と `kadai watch`）で、"
                f"{missing.name} がありません",
            )
        ) from None


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example:  kadai grade submissions/ --assignment my_assignment --html report/",
)
@click.version_option(
    autograder.__version__,
    prog_name="kadai",
    help="Show the version and exit.\nja: バージョンを表示して終わります。",
)
def kadai() -> None:
    """Grade numeric Python: isolated, explained, fast.

    ja: 数値計算の Python プログラムを、隔離して、説明付きで、速く採点します。
    """


class Ended(BaseException):
    """Somebody has asked this process to end, by a signal."""


_KEPT = Text(
    "what is graded is kept, the same command goes on from there",
    "採点済みの結果は残っています。同じコマンドで続きから始まります",
)


def main() -> None:
    """Entry point. Exit codes: 0 done, 1 a fault or a check of ours failed, 2 wrong usage, 128 + n: by signal n."""
    for number in ENDING:
        if signal.getsignal(number) == signal.SIG_DFL:  # under nohup one of them is ignored
            signal.signal(number, _end)
    open_standard()
    adapt(sys.stdout, sys.stderr)
    language = _language(sys.argv[1:])
    shown = language if has_japanese(sys.stdout) else "en"
    with speaking(language, shown):
        if shown != language:
            hint_at_encoding()
        sys.exit(_run())


def _run() -> Any:
    """Run the command; returns how to exit."""
    try:
        return bilingual(kadai).main(
            prog_name="kadai", standalone_mode=False
        )  # what a command exits with comes back as a value
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return error.exit_code
    except KadaiError as error:
        complain(error.text)
        return 2 if isinstance(error, UsageError) else 1
    except (KeyboardInterrupt, click.Abort):
        complain(Text("interrupted; ", "中断しました。") + _KEPT)
        return 130
    except Ended as ended:
        number = signal.Signals(ended.args[0])
        complain(Text(f"ended by {number.name}; ", f"{number.name} により終了しました。") + _KEPT)
        return 128 + number


def _language(arguments: list[str]) -> Language:
    """What ``--lang`` asks for, wherever it stands: it must be known before the first word is said."""
    given = asked()
    for argument, value in zip(arguments, [*arguments, ""][1:], strict=True):
        name, sign, own = argument.partition("=")
        if argument == "--":
            break
        if name == "--lang" and (own if sign else value) in ("en", "ja"):
            given = "ja" if (own if sign else value) == "ja" else "en"
    return given


def _end(number: int, frame: FrameType | None) -> None:
    """Unwind, so that everything is closed that is open. A second signal does not interrupt that."""
    for other in ENDING:
        signal.signal(other, signal.SIG_IGN)
    raise Ended(number)
