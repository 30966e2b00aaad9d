"""``kadai package``."""

from pathlib import Path
from typing import get_args

import click

from autograder.bundles.bundle import SECRET, Order, with_manifest, write
from autograder.bundles.place import Place
from autograder.bundles.places import PLACES
from autograder.cli import options
from autograder.cli.consoles import say
from autograder.course import Course
from autograder.course.secret import said_of_new
from autograder.errors import UsageError
from autograder.reports.given import Feedback
from autograder.text import Language, Text

_LIST, _LISTED = (
    "\n".join(f"  {p.name:<13} {p.description.in_(to)}" for p in PLACES.values()) for to in get_args(Language)
)
_EXAMPLES = (
    "  kadai package my_assignment --for gradescope -o my_assignment.zip\n"
    "  kadai package a b --for prairielearn --image me/kadai-grader -o bundle/"
)


@click.command(
    epilog=f"Places:\n\n\b\n{_LIST}\n\nExamples:\n\n\b\n{_EXAMPLES}"
    f"\n\nja: 場所:\n\n\b\n{_LISTED}\n\nExamples:\n\n\b\n{_EXAMPLES}"
)
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.option(
    "--for",
    "place",
    required=True,
    type=click.Choice(list(PLACES)),
    metavar="PLACE",
    help="See below.\nja: 下の一覧を参照",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="A new folder, or a zip where the place takes one.\nja: 新しいフォルダ（zip を受け取る場所では zip）",
)
@options.feedback
@click.option(
    "--deadline",
    type=click.FloatRange(min=5),
    metavar="SECONDS",
    help="For one hand-in  [default: what the place allows]\nja: 提出 1 件にかける秒数  [既定値: その場所の制限]",
)
@click.option(
    "--offline",
    is_flag=True,
    help="Put all wheels in (Linux, x86-64, this version of Python): the set-up needs no package index.\n"
    "ja: wheel をすべて入れます（Linux x86-64、今の Python の版）。セットアップにネットワークが要りません。",
)
@click.option(
    "--image",
    metavar="NAME",
    default="kadai-grader",
    show_default=True,
    help="What the container's image is called (prairielearn, docker).\n"
    "ja: コンテナイメージの名前（prairielearn、docker）",
)
@click.option(
    "--publish-hidden-tests",
    "publish_hidden",
    is_flag=True,
    help="Put hidden tests and references into a bundle that everybody can read (classroom50).\n"
    "ja: 誰でも読める一式に、非公開テストと模範解答も入れます（classroom50）。",
)
@options.course
@options.language
def command(
    ids: tuple[str, ...],
    place: str,
    output: Path,
    feedback: Feedback,
    deadline: float | None,
    offline: bool,
    image: str,
    publish_hidden: bool,
    course: Path | None,
    language: Language,
) -> None:
    """Make the bundle with which another place grades hand-ins as they arrive: docs/deploy/ has a page per place.

    Its set-up says how hand-ins are isolated there, and fails unless the reference has full marks. The course's secret
    is in it, for its owner's eyes only; where others could read it, it is left out.

    ja: 届いた提出をほかの場所で採点するための一式を作ります。場所ごとの手順は docs/deploy/ にあります。

    セットアップはその場所での隔離の強さを示し、模範解答が満点でなければ失敗します。コースのシークレットは、所有者だけが読
    める形で入ります。ほかの人が読める場所には入れません。
    """
    target = PLACES[place]
    if publish_hidden and place != "classroom50":
        raise UsageError(
            Text(
                f"--publish-hidden-tests: nothing is published by {place}; leave it out",
                f"--publish-hidden-tests: {place} では何も公開されません。指定を外してください",
            )
        )
    found = Course.find(course)
    assignments = tuple(found.assignment(id) for id in dict.fromkeys(ids))
    secret, made = found.kept_secret()
    if made:
        say("kadai: " + said_of_new(found.secret_file), err=True)
    order = Order(found, assignments, secret, feedback, deadline or target.deadline, offline, image, publish_hidden)
    orders = [(output, order)]
    if target.is_zip:
        orders = [(_zip(output, a.id, len(assignments)), order._replace(assignments=(a,))) for a in assignments]
    for out, one in orders:
        _write(out, target, one)


def _zip(output: Path, id: str, of: int) -> Path:
    """Where the zip of an assignment goes: the file that was named, or a file in that folder."""
    if output.suffix.lower() != ".zip":
        return output / f"{id}.zip"
    if of > 1:
        raise UsageError(
            Text(
                f"{output}: {of} assignments make {of} zips; name a folder",
                f"{output}: 課題が {of} 個あるので zip も {of} 個です。フォルダを指定してください",
            )
        )
    return output


def _write(out: Path, target: Place, order: Order) -> None:
    files = with_manifest(target.name, order, target.files(order))
    write(out, files, as_zip=target.is_zip)
    size = sum(len(file.content) for file in files.values()) / 1e6
    say(Text(f"{out}: {len(files)} files, {size:.1f} MB", f"{out}: {len(files)} 個のファイル、{size:.1f} MB"))
    if any(name.endswith(SECRET) for name in files):
        _warn_of_git(out)


def _warn_of_git(out: Path) -> None:
    above = [folder for folder in out.resolve().parents if (folder / ".git").exists()]
    if above:
        say(
            Text(
                f"kadai: {out} holds hidden tests and a secret, and lies in the Git repository {above[0]}: do not "
                "commit it where others can read it",
                f"kadai: {out} には非公開テストとシークレットが入っていて、Git リポジトリ {above[0]} の中にあります。"
                "ほかの人が読める場所にコミットしないでください",
            ),
            err=True,
        )
