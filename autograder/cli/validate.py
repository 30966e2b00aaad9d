"""``kadai validate``."""

from pathlib import Path

import click
import msgspec
from rich.console import Console

from autograder.cli import options
from autograder.cli.output import write_text
from autograder.cli.validation_table import ValidationProgress, show_validation
from autograder.course import Course
from autograder.grading.classroom.processes import LocalExecutor
from autograder.grading.validation.validate import count_cases, validate


@click.command(epilog="Example:  kadai validate my_assignment --json validation.json")
@click.argument("ids", nargs=-1, metavar="[ID]…")
@options.jobs
@click.option("--mutants/--no-mutants", default=True, show_default=True, help="Also mutate the references.")
@options.output_file("--json", "Write all findings as JSON.")
@options.course
def command(ids: tuple[str, ...], jobs: int | None, mutants: bool, json: Path | None, course: Path | None) -> None:
    """Prove the tests of assignments (all by default).

    References get full marks, untouched stubs none; every misconception is rejected by the checks that it names
    and diagnosed as itself; every equivalent gets full marks, with other inputs, too; every mutant is killed or
    explained; cheats are paid nothing, and harm no submission after them; two runs are the same; what students
    receive can be built, and its public tests run there. Also shows how wide the bands of trajectories are and what
    they keep out, and warns of oversights. Exit code 1 when anything falls short.
    """
    found = Course.find(course)
    assignments = [found.assignment(i) for i in ids] or list(found.assignments())
    results = []
    with ValidationProgress(Console(stderr=True), sum(count_cases(a, mutants) for a in assignments)) as progress:
        for assignment in assignments:
            progress.name(assignment.id)
            results.append(validate(assignment, LocalExecutor(jobs), progress.advance, mutants))
    show_validation(results, Console(highlight=False, stderr=str(json) == "-"))
    if json is not None:
        write_text(json, msgspec.json.format(msgspec.json.encode(results), indent=2).decode() + "\n")
    if not all(r.good for r in results):
        raise click.exceptions.Exit(1)
