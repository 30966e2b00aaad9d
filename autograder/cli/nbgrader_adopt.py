"""``kadai nbgrader adopt``."""

from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.consoles import say
from autograder.course import Course
from autograder.text import Text


@click.command("adopt", epilog="Example:  kadai nbgrader adopt ps1 --from ~/my-course/source/ps1")
@click.argument("id", metavar="ID")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder with the instructor's notebooks (by default source/ID of the course).\n"
    "ja: 教員用ノートブックのフォルダ（既定はコースの source/ID）",
)
@options.course
def command(id: str, source: Path | None, course: Path | None) -> None:
    """Write an assignment from an ordinary nbgrader notebook, as a start.

    Solutions become the reference, test cells checks with their points, Markdown the handout, cells graded by hand
    questions. It is tried on the notebook's solution; what cannot be translated is listed in adopted.md, with reasons.
    Exit code 0 when every graded cell has become a check, 1 where one has not.

    ja: 通常の nbgrader のノートブックから課題を作ります。

    解答は模範解答に、テストのセルは同じ配点のテストに、Markdown は課題文に、手で採点するセルは記述問題になります。
    ノートブックの解答で試し、変換できないものは理由とともに adopted.md に書きます。すべての採点セルを変換できれば終了
    コード 0、できないものがあれば 1 です。
    """
    from autograder.nbgrader.adopting.adopt import LIST, adopt

    found = Course.find(course)
    whole = True
    for made in adopt(found, id, source or found.root / "source" / id):
        whole &= len(made.done) == len(made.cells)
        say(
            Text(
                f"{made.id}: {len(made.done)} of {len(made.cells)} graded cells translated "
                f"({made.points():g} of {made.points(all_=True):g} points), {made.written} graded by hand",
                f"{made.id}: 採点セル {len(made.cells)} 個のうち {len(made.done)} 個を変換しました"
                f"（{made.points(all_=True):g} 点のうち {made.points():g} 点）。手で採点するセル {made.written} 個",
            )
        )
        for adopted in made.cells:
            if why := adopted.why or adopted.remark:
                say(f"  {adopted.cell.id}: " + why)
        say(Text("  the list: ", "  一覧: ") + str(found.assignments_folder / made.id / LIST))
        then = Text("\nNext:  read the list, then", "\n次に:  一覧を読んでから")
        say(then + f"  kadai release {made.id}    kadai validate {made.id} --no-mutants")
    if not whole:
        raise click.exceptions.Exit(1)
