"""``kadai grade``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.cli import answering, options, selecting
from autograder.cli.consoles import complain, console
from autograder.cli.output import write_text
from autograder.errors import UsageError
from autograder.grading.classroom.classroom import grade
from autograder.grading.classroom.executor import Executor
from autograder.grading.classroom.onlookers import Progress
from autograder.grading.results import Report
from autograder.language import spoken
from autograder.reports.given import Feedback, without_evidence
from autograder.text import Language, Text

if TYPE_CHECKING:
    from rich.console import Console


@click.command(
    epilog="Examples:\n\n\b\n  kadai grade submissions/ --assignment my_assignment --json result.json\n"
    "  kadai grade alice.py bob.ipynb --assignment layers --lang ja\n"
    "  kadai grade submissions/ --assignment layers --html report/ --html-students pages/\n"
    "  kadai grade submission.py --assignment layers --deadline 240 --json result.json\n"
    "  kadai grade handed_in/ --one --assignment layers --deadline 240 --to gradescope -o results.json"
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option(
    "--assignment",
    required=True,
    metavar="ID",
    help="The assignment that the submissions answer.\nja: 提出された課題の ID",
)
@options.output_file(*options.whole_json)
@options.output_file(*options.table_csv)
@options.html
@options.html_students
@options.no_evidence
@options.feedback
@options.jobs
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="Grade on this Dask cluster, e.g. tls://127.0.0.1:8786.\n"
    "ja: この Dask クラスタで採点します（例: tls://127.0.0.1:8786）。",
)
@click.option(
    "--dask-insecure",
    is_flag=True,
    help="Allow a cluster without TLS: it is given hidden tests and secret.\n"
    "ja: TLS のないクラスタも許します。非公開テストとシークレットが渡されます。",
)
@options.course
@options.journal
@click.option(
    "--fresh",
    is_flag=True,
    help="Grade again what the journal already has.\nja: 保存してある結果を使わず、もう一度採点します。",
)
@options.allow_weak_sandbox
@click.option(
    "--deadline",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Be done within so many seconds: what has not run by then is a timeout.\n"
    "ja: この秒数で終えます。それまでに実行できなかったテストは時間切れになります。",
)
@selecting.hand_ins
@answering.answered
@options.language
def command(
    paths: tuple[Path, ...],
    assignment: str,
    json: Path | None,
    csv: Path | None,
    html: Path | None,
    html_students: Path | None,
    no_evidence: bool,
    feedback: Feedback,
    jobs: int | None,
    dask: str | None,
    dask_insecure: bool,
    language: Language,
    roster: Path | None,
    system: str | None,
    one: bool,
    only: tuple[str, ...],
    exclude: tuple[str, ...],
    collected: Path | None,
    to: str | None,
    output: Path | None,
    due_from: Path | None,
    journal: Path | None,
    **rest: Any,
) -> None:
    """Grade submissions: files, folders with one submission per file or sub-folder, or zips.

    Results are kept as they come: a run that was interrupted goes on where it stopped, and nothing is graded
    twice. Exit code 0 when every submission has a result, 1 where any has a fault of ours or was cut short by
    --deadline (such a result is not kept), 2 for wrong usage.

    With --to one hand-in is answered where it has arrived: an answer is there from the beginning and whatever happens,
    no journal is kept, and the exit code is 0 once the answer is written.

    ja: 提出物を採点します。ファイル、提出ごとに 1 つのファイルかフォルダが入ったフォルダ、または zip を指定します。

    結果は出るたびに保存されます。中断しても続きから始まり、同じものを 2 度採点することはありません。すべての提出の
    結果が出れば終了コード 0、採点側の不具合があるか --deadline で打ち切られたもの（その結果は保存されません）があれ
    ば 1、使い方の誤りは 2 です。

    --to を付けると、届いた 1 件の提出にその場で答えます。何が起きても結果のファイルがあり、結果は保存されず、ファイルを
    書ければ終了コードは 0 です。
    """
    answering.refuse_without(to, output=output, due_from=due_from)
    if to is not None:
        answering.refuse_with(
            to, one=one, paths=len(paths), json=json, csv=csv, html=html, html_students=html_students, dask=dask
        )
    if str(json) == str(csv) == "-":
        raise UsageError(
            Text(
                "--json - and --csv - both want standard output; write one of them to a file",
                "--json - と --csv - は、どちらも標準出力を使います。一方はファイルに書いてください",
            )
        )

    def graded() -> Report:
        named = (json, csv, html, html_students, roster, collected, output, due_from)
        return grade(
            paths,
            assignment=assignment,
            jobs=jobs,
            executor=_cluster(dask, jobs, insecure=dask_insecure),
            private=[path for path in named if path is not None],
            wanted=selecting.wanted(
                roster=roster, system=system, one=one, only=only, exclude=exclude, collected=collected
            ),
            progress=None if to else _progress(),
            journal=journal,
            bare=to is not None and journal is None,
            **rest,
        )

    if to is not None:
        answering.answer(to, output, graded, due_from=due_from, feedback=feedback, language=language)
        return
    report = graded()
    _write(without_evidence(report) if no_evidence else report, json, csv, html, html_students, language, feedback)
    _show(report, console(stderr="-" in (str(json), str(csv))))


def _progress() -> Progress:
    from autograder.cli.progress import progress_for  # an answer for one hand-in needs none of these

    return progress_for(console(stderr=True))


def _write(
    report: Report,
    json: Path | None,
    csv: Path | None,
    html: Path | None,
    html_students: Path | None,
    language: Language,
    feedback: Feedback,
) -> None:
    from autograder.reports import csv as csv_report
    from autograder.reports import json as json_report

    if json is not None:
        write_text(json, json_report.render(report).decode())
    if csv is not None:
        write_text(csv, csv_report.render(report))
    if html or html_students:
        from autograder.reports import html as pages

        if html:
            pages.write(report, html, language)
        if html_students:
            pages.write_students(report, html_students, language, feedback)


def _show(report: Report, out: "Console") -> None:
    from autograder.reports import terminal

    if len(report.submissions) == 1:
        terminal.show_submission(report.submissions[0], report.legend, out, spoken())
    else:
        terminal.show_class(report, out, spoken())
    terminal.show_origin(report, out, spoken())
    cut = sum(submission.is_cut_short for submission in report.submissions)
    if cut:
        complain(
            Text(
                f"the deadline came before {cut} of {len(report.submissions)} submissions had been tried; "
                "those results are not kept, grade again with more time",
                f"提出 {len(report.submissions)} 件のうち {cut} 件は、試し終える前に期限の時間になりました。"
                "その結果は保存されません。時間を延ばしてもう一度採点してください",
            )
        )
    if report.has_fault or cut:
        raise click.exceptions.Exit(1)


def _cluster(address: str | None, jobs: int | None, *, insecure: bool) -> Executor | None:
    if address is None:
        return None
    if jobs is not None:
        raise UsageError(
            Text(
                "--jobs and --dask exclude one another: the cluster decides how many run at once",
                "--jobs と --dask は同時に使えません。同時に実行する数はクラスタが決めます",
            )
        )
    from autograder.grading.classroom.dask import DaskExecutor

    return DaskExecutor(address, insecure=insecure)
