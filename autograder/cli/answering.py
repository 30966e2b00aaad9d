"""``kadai grade --to FORMAT``: one hand-in, graded where it arrived, answered in the format of the place.

Whatever happens there is an answer: one that says so is written first, and takes the blame when the grader fails or is
ended. Nothing else is written: no journal, and nothing on standard output but what the place reads there.
"""

import contextlib
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from autograder.cli.consoles import complain, say
from autograder.cli.output import write_bytes
from autograder.errors import KadaiError, UsageError
from autograder.grading.results import Report
from autograder.language import said
from autograder.reports.export_format import Export, FormatForOne, Options
from autograder.reports.formats import FOR_ONE
from autograder.reports.given import Feedback, given_report
from autograder.structs import replace
from autograder.text import Language, Text, one_line

UNFINISHED = Text(
    "Grading did not come to its end. This is not your mark, and no fault of your work: hand it in once more, or tell "
    "your teachers.",
    "採点が最後まで終わりませんでした。これは成績ではなく、提出物に問題があったわけでもありません。"
    "もう一度提出するか、担当の先生に知らせてください。",
)
FAILED = Text(
    "The grader itself failed. This is not your mark, and no fault of your work: your teachers can see why and will "
    "grade it again.",
    "採点側に不具合がありました。これは成績ではなく、提出物に問題があったわけでもありません。"
    "原因は担当の先生が確認でき、あとで採点し直されます。",
)

_OPTIONS = (
    click.option(
        "--to",
        type=click.Choice(list(FOR_ONE)),
        metavar="FORMAT",
        help=f"Answer one hand-in (with --one) in this format: {', '.join(FOR_ONE)}.\n"
        f"ja: 1 件の提出（--one）の結果をこの形式で書きます: {', '.join(FOR_ONE)}",
    ),
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, allow_dash=True),
        metavar="FILE",
        help="With --to: where to write  [default: standard output]\nja: --to の書き込み先  [既定値: 標準出力]",
    ),
    click.option(
        "--due-from",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="With --to gradescope: its submission_metadata.json; after the due dates feedback is full.\n"
        "ja: --to gradescope での submission_metadata.json。締切後は full のフィードバックになります。",
    ),
)


def answered(command: Callable[..., object]) -> Callable[..., object]:
    """Add the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def refuse_without(to: str | None, **needing: object) -> None:
    """Raises: UsageError if --to is missing and one of these, which need it, is not."""
    for name, value in needing.items():
        if to is None and value is not None:
            option = "-o" if name == "output" else f"--{name.replace('_', '-')}"
            raise UsageError(Text(f"{option} goes with --to FORMAT", f"{option} は --to FORMAT と一緒に使います"))


def refuse_with(to: str, *, one: bool, paths: int, **others: object) -> None:
    """Raises: UsageError if it is not one hand-in, or something else is to be written of it."""
    if not one or paths != 1:
        raise UsageError(
            Text(
                "--to answers one hand-in: give one PATH, and --one",
                "--to は 1 件の提出に答えます。PATH を 1 つ指定し、--one を付けてください",
            )
        )
    for name, value in others.items():
        if value is not None:
            option = f"--{name.replace('_', '-')}"
            raise UsageError(Text(f"--to and {option} exclude one another", f"--to と {option} は同時に使えません"))


def answer(
    to: str,
    output: Path | None,
    grading: Callable[[], Report],
    *,
    due_from: Path | None,
    feedback: Feedback,
    language: Language,
) -> None:
    """Write the answer for one hand-in, once `grading` has a report of it.

    Raises:
        UsageError: if the answer cannot be written, or this is not the place for its format.
    """
    place = _Place(FOR_ONE[to], output or Path("-"), _options(due_from, feedback, language))
    place.write(place.format.without_result(UNFINISHED, place.options), first=True)
    with contextlib.ExitStack() as afterwards:  # once the answer is written, it matters no more whether anybody listens
        afterwards.enter_context(contextlib.suppress(OSError))
        try:
            report = grading()
            for fault in (s.reason for s in report.submissions if s.status == "fault" and s.reason):
                afterwards.callback(complain, fault)
            export = place.format.render(given_report(report, place.options.feedback), place.options)
            afterwards.callback(_tell, report)
        except Exception as error:  # the student must not pay for what nobody thought of
            afterwards.callback(complain, error.text if isinstance(error, KadaiError) else traceback.format_exc())
            export = place.format.without_result(FAILED, place.options)
        place.write(export)


def _tell(report: Report) -> None:
    """Say what the mark is, to whoever looks at this place."""
    (result,) = report.submissions
    mark = f"{one_line(result.id)}: {result.mark:g}/{result.max_score:g}"
    say(Text(f"{mark}; sandbox: {report.sandbox.level}", f"{mark}。隔離の強さ: {report.sandbox.level}"), err=True)
    for doubt in result.attention:
        say(f"  {one_line(said(doubt.text), 300)}", err=True)


class _Place:
    """Where an answer is written."""

    def __init__(self, format: FormatForOne, output: Path, options: Options) -> None:
        self.format = format
        self.options = options
        self._output = output

    def write(self, export: Export, *, first: bool = False) -> None:
        """Write it whole. What is read from standard output cannot be taken back: the `first` answer is not there."""
        if first and str(self._output) == "-":
            return
        write_answer(self._output, replace(export, printed="") if first else export)


def write_answer(output: Path, export: Export) -> None:
    """Write what a format gives: the file, those beside it, and what is read from standard output.

    Raises:
        UsageError: if one cannot be written.
    """
    write_bytes(output, export.content)
    if str(output) != "-":
        for name, content in export.beside.items():
            write_bytes(output.parent / name, content)
    sys.stdout.write(export.printed)
    sys.stdout.flush()


def _options(due_from: Path | None, feedback: Feedback, language: Language) -> Options:
    chosen = Options(language=language, feedback=feedback)
    if due_from is None:
        return chosen
    from autograder.reports.due_dates import read_metadata

    try:
        hand = read_metadata(due_from)
    except UsageError as error:
        complain(error.text)
        return chosen
    over = hand.is_over(datetime.now().astimezone())
    return replace(chosen, last_score=hand.last_score, feedback="full" if over else feedback)
