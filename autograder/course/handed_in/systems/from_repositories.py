"""Clones of Git repositories: one folder for each student, as GitHub Classroom and its successors name them.

``softmax-with-loss-ann``: the assignment's name and the account, in a folder that is often called
``softmax-with-loss-submissions`` (github.com/github/gh-classroom, ``clone student-repos``). Classroom 50 puts the
classroom before both (github.com/foundation50/classroom50, wiki). What all have in common is not the student's, and a
date is no account. What is checked out is graded.
"""

from collections.abc import Sequence

from autograder.course.assignment import Assignment
from autograder.course.handed_in.systems.system import Aside, Person, Piece, Reading, common_start
from autograder.course.handed_in.trees import Entry, Tree
from autograder.lazy_expressions import expression

_ACCOUNT = expression(r"(?!\d{4}-?\d\d-?\d\d(?!\d))[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")


class Repositories:
    """See the module."""

    name = "github"

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """See `System`."""
        folders = [e.name for e in entries if e.kind == "folder"]
        prefix = _prefix(tree, folders, assignment.id)

        def read(entry: Entry) -> Sequence[Piece | Aside]:
            account = entry.name[len(prefix) :]
            mine = entry.kind == "folder" and prefix and entry.name.casefold().startswith(prefix.casefold())
            if not mine or not _ACCOUNT.fullmatch(account) or account == "submissions":
                return ()
            return [Piece((entry.name,), "folder", Person(account, (entry.name,)), entry.name)]

        return read


def _prefix(tree: Tree, folders: Sequence[str], assignment: str) -> str:
    """What stands before the account: up to and with the assignment's name, or what all clones have in common."""
    plain = assignment.casefold().replace("_", "-")
    for name in folders:
        at = name.casefold().replace("_", "-").find(f"{plain}-")
        if at == 0 or (at > 0 and not name[at - 1].isalnum()):
            return name[: at + len(plain) + 1]
    plain_name = Entry(tree.name, "file").stem if Entry(tree.name, "file").is_archive else tree.name
    whole = plain_name.removesuffix("-submissions")
    if whole != tree.name and sum(name.startswith(f"{whole}-") for name in folders) > 1:
        return f"{whole}-"
    common = common_start(folders) if len(folders) > 1 and all(map(_is_clone, map(tree.folder, folders[:3]))) else ""
    return common[: common.rfind("-") + 1]


def _is_clone(folder: Tree) -> bool:
    return any(e.name == ".git" for e in folder.left_out())
