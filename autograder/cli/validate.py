"""``kadai validate``."""

from pathlib import Path

import click
import msgspec
from rich.console import Console

from autograder.cli import options
from autograder.cli.output import write_text
from autograder.cli.validation_progress import ValidationProgress
from autograder.cli.validation_table import show_validation
from autograder.course import Course
from autograder.grading.validation.validate import validate


@click.command(
    epilog="Examples:\n\n\b\n  kadai validate my_assignment --json validation.json\n"
    "  kadai validate my_assignment --only forgets_the_mean --only forward_of_zeros"
)
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option(
    "--only",
    multiple=True,
    metavar="NAME",
    help="Prove a part alone: this check on everything but mutants, or this misconception. Repeatable.",
)
@options.jobs
@click.option("--mutants/--no-mutants", default=True, show_default=True, help="Also mutate the references.")
@click.option("--fresh", is_flag=True, help="Grade again what has not changed since an earlier validation.")
@options.output_file("--json", "Write all findings as JSON.")
@options.course
def command(
    ids: tuple[str, ...],
    only: tuple[str, ...],
    jobs: int | None,
    mutants: bool,
    fresh: bool,
    json: Path | None,
    course: Path | None,
) -> None:
    """Prove the tests of assignments (all by default).

    References get full marks, untouched stubs none; every misconception is rejected by the checks that it names
    and diagnosed as itself; every equivalent gets full marks, with other inputs, too; every mutant is killed or
    explained; cheats are paid nothing, and harm no submission after them; two runs are the same; what students
    receive can be built, and its public tests run there. Also shows how wide the bands of trajectories are and what
    they keep out, and warns of oversights. Exit code 1 when anything falls short.

    What was in order and has not changed is not run again. What fell short always is.
    """
    found = Course.find(course)
    assignments = [found.assignment(i) for i in dict.fromkeys(ids)] or list(found.assignments())
    with ValidationProgress(Console(stderr=True)) as progress:
        results = validate(assignments, progress, examiners=jobs, mutants=mutants, only=only, fresh=fresh)
    show_validation(results, Console(highlight=False, stderr=str(json) == "-"))
    if json is not None:
        write_text(json, msgspec.json.format(msgspec.json.encode(results), indent=2).decode() + "\n")
    if not all(r.good for r in results):
        raise click.exceptions.Exit(1)
