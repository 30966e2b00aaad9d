"""``kadai validate``."""

from pathlib import Path

import click
import msgspec

from autograder.cli import options
from autograder.cli.consoles import console, say
from autograder.cli.output import write_text
from autograder.cli.validation_progress import ValidationProgress
from autograder.cli.validation_table import show_validation
from autograder.course import Assignment, Course
from autograder.grading.validation.validate import validate
from autograder.text import Text


@click.command(
    epilog="Examples:\n\n\b\n  kadai validate my_assignment --json validation.json\n"
    "  kadai validate my_assignment --only forgets_the_mean --only forward_of_zeros"
)
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option(
    "--only",
    multiple=True,
    metavar="NAME",
    help="Prove a part alone: this check on everything but mutants, or this misconception. Repeatable.\n"
    "ja: 一部だけを確かめます。テスト（変異体以外のすべてに対して）または間違いの名前。複数指定できます。",
)
@options.jobs
@click.option(
    "--mutants/--no-mutants",
    default=True,
    show_default=True,
    help="Also mutate and sweep the references.\nja: 模範解答の変異体と一斉検査でも確かめます。",
)
@click.option(
    "--fresh",
    is_flag=True,
    help="Grade again what has not changed since an earlier validation.\n"
    "ja: 前の検証から変わっていないものも採点し直します。",
)
@options.output_file("--json", "Write all findings as JSON.\nja: 調べたことをすべて JSON で書きます。")
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
    """Prove the tests of assignments (by default, of all but drafts).

    References get full marks, untouched stubs none; every misconception is rejected by the checks that it names
    and diagnosed as itself; every equivalent gets full marks, with other inputs, too; every mutant is killed or
    explained; wrong sweeps are paid nothing and right ones accepted; cheats are paid nothing, and harm no submission
    after them; two runs are the same; what students receive can be built, and its public tests run there. Also shows
    how wide the bands of trajectories are and what they keep out, and warns of oversights. Exit code 1 when anything
    falls short.

    What was in order and has not changed is not run again. What fell short always is.

    ja: 課題のテストが正しいことを確かめます（既定では、下書きを除くすべての課題）。

    模範解答は満点、手を付けていないひな型は 0 点になること。間違いの例はどれも、示されたテストで不合格になり、その
    間違いとして診断されること。別解はどれも、ほかの入力でも満点になること。変異体はどれも不合格になるか、理由が説明
    されていること。誤りの一斉検査はどれも不合格、正解の一斉検査はどれも合格になること。不正な提出には点が与えられ
    ず、後の提出に害を与えないこと。2 回実行しても同じ結果になること。学生に配るものが作れて、その公開テストが実行で
    きること。また、学習曲線の許容幅の広さと、それで除かれるものを示し、見落としを警告します。1 つでも足りなければ終
    了コード 1 です。

    変わっていないもののうち、問題のなかったものは実行しません。足りなかったものは必ず実行します。
    """
    found = Course.find(course)
    assignments = [found.assignment(i) for i in dict.fromkeys(ids)] or _all_but_drafts(found)
    with ValidationProgress(console(stderr=True)) as progress:
        results = validate(assignments, progress, examiners=jobs, mutants=mutants, only=only, fresh=fresh)
    show_validation(results, console(stderr=str(json) == "-"))
    if json is not None:
        write_text(json, msgspec.json.format(msgspec.json.encode(results), indent=2).decode() + "\n")
    if not all(r.good for r in results):
        raise click.exceptions.Exit(1)


def _all_but_drafts(course: Course) -> list[Assignment]:
    every = course.assignments()
    drafts = ", ".join(assignment.id for assignment in every if assignment.draft)
    if drafts:
        say(Text(f"left out as drafts: {drafts}", f"下書きなので対象外: {drafts}"), err=True)
    return [assignment for assignment in every if not assignment.draft]
