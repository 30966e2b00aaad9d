"""``kadai grade``."""

from pathlib import Path
from typing import Any

import click
from rich.console import Console

from autograder.cli import options
from autograder.cli.output import write_text
from autograder.cli.progress import progress_for
from autograder.errors import UsageError
from autograder.grading.classroom.classroom import grade
from autograder.grading.classroom.executor import Executor
from autograder.reports import csv as csv_report
from autograder.reports import json as json_report
from autograder.reports import terminal
from autograder.reports.given import Feedback
from autograder.text import Language


@click.command(
    epilog="Examples:\n\n\b\n  kadai grade submissions/ --assignment my_assignment --json result.json\n"
    "  kadai grade alice.py bob.ipynb --assignment layers --lang ja\n"
    "  kadai grade submission.py --assignment layers --deadline 240 --json result.json"
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--assignment", required=True, metavar="ID", help="The assignment that the submissions answer.")
@options.output_file("--json", "Write the whole report as JSON.")
@options.output_file("--csv", "Write a table: one line per submission.")
@options.html
@options.feedback
@options.jobs
@click.option("--dask", metavar="ADDRESS", help="Grade on this Dask cluster, e.g. tls://127.0.0.1:8786.")
@click.option("--dask-insecure", is_flag=True, help="Allow a cluster without TLS: it is given hidden tests and secret.")
@options.course
@options.journal
@click.option("--fresh", is_flag=True, help="Grade again what the journal already has.")
@click.option("--allow-weak-sandbox", is_flag=True, help="Run hidden tests though isolation is weak here.")
@click.option(
    "--deadline",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Be done within so many seconds: what has not run by then is a timeout.",
)
@options.language
def command(
    paths: tuple[Path, ...],
    assignment: str,
    json: Path | None,
    csv: Path | None,
    html: Path | None,
    feedback: Feedback,
    jobs: int | None,
    dask: str | None,
    dask_insecure: bool,
    language: Language,
    **rest: Any,
) -> None:
    """Grade submissions: files, folders with one submission per file or sub-folder, or zips.

    Results are kept as they come: a run that was interrupted goes on where it stopped, and nothing is graded
    twice. Exit code 0 when every submission has a result, 1 where any has a fault of ours or was cut short by
    --deadline (such a result is not kept), 2 for wrong usage.
    """
    if str(json) == str(csv) == "-":
        raise UsageError("--json - and --csv - both want standard output; write one of them to a file")
    out = Console(stderr="-" in (str(json), str(csv)), highlight=False)
    report = grade(
        paths,
        assignment=assignment,
        jobs=jobs,
        executor=_cluster(dask, jobs, insecure=dask_insecure),
        private=[path for path in (json, csv, html) if path is not None],
        progress=progress_for(Console(stderr=True, highlight=False)),
        **rest,
    )
    if json is not None:
        write_text(json, json_report.render(report).decode())
    if csv is not None:
        write_text(csv, csv_report.render(report))
    if html is not None:
        from autograder.reports import html as html_report

        html_report.write(report, html, language, feedback)
    if len(report.submissions) == 1:
        terminal.show_submission(report.submissions[0], report.legend, out, language)
    else:
        terminal.show_class(report, out, language)
    terminal.show_origin(report, out, language)
    cut = sum(submission.is_cut_short for submission in report.submissions)
    if cut:
        click.echo(
            f"kadai: the deadline came before {cut} of {len(report.submissions)} submissions had been tried; "
            "those results are not kept, grade again with more time",
            err=True,
        )
    if report.has_fault or cut:
        raise click.exceptions.Exit(1)


def _cluster(address: str | None, jobs: int | None, *, insecure: bool) -> Executor | None:
    if address is None:
        return None
    if jobs is not None:
        raise UsageError("--jobs and --dask exclude one another: the cluster decides how many run at once")
    from autograder.grading.classroom.dask import DaskExecutor

    return DaskExecutor(address, insecure=insecure)
