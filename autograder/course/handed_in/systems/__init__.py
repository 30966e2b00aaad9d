"""Whose a download's files are: one reader of names for each system. See `system` for their interface."""

from collections.abc import Sequence

from autograder.course.assignment import Assignment
from autograder.course.handed_in.systems.from_blackboard import Blackboard
from autograder.course.handed_in.systems.from_brightspace import Brightspace
from autograder.course.handed_in.systems.from_canvas import Canvas
from autograder.course.handed_in.systems.from_codegrade import CodeGrade
from autograder.course.handed_in.systems.from_folders import Folders
from autograder.course.handed_in.systems.from_google import Google
from autograder.course.handed_in.systems.from_gradescope import Gradescope
from autograder.course.handed_in.systems.from_ilias import Ilias
from autograder.course.handed_in.systems.from_manaba import Manaba
from autograder.course.handed_in.systems.from_moodle import Moodle
from autograder.course.handed_in.systems.from_nbgrader import Exchange
from autograder.course.handed_in.systems.from_openolat import OpenOlat
from autograder.course.handed_in.systems.from_repositories import Repositories
from autograder.course.handed_in.systems.from_sakai import Sakai
from autograder.course.handed_in.systems.from_schoology import Schoology
from autograder.course.handed_in.systems.from_teams import Teams
from autograder.course.handed_in.systems.system import Aside, Piece, System
from autograder.course.handed_in.trees import Entry, Tree

_ALL: tuple[System, ...] = (
    Moodle(), Canvas(), Blackboard(), Brightspace(), Exchange(), Gradescope(), Sakai(), Teams(), Manaba(), Ilias(),
    OpenOlat(), Schoology(), CodeGrade(), Google(), Repositories(),
)  # fmt: skip
PLAIN: System = Folders()

SYSTEMS: dict[str, System] = {system.name: system for system in (*_ALL, PLAIN)}
"""By name, as ``kadai grade --from NAME`` has it."""

_TRIED = 40
"""Entries by which a system is ruled out: no class holds so many that are nobody's before one that is a student's."""

Said = list[tuple[Entry, Sequence[Piece | Aside]]]


def read_names(
    tree: Tree, entries: Sequence[Entry], assignment: Assignment, name: str | None = None
) -> tuple[str, Said]:
    """Whose the entries of a folder are, by the system `name` or the one whose names they have; and which one it is.

    A class is of one system if most of its entries are, and of no other one more. What has none of its names is read
    as plain files and folders are.
    """
    plain = PLAIN.reading(tree, entries, assignment)
    best, said = PLAIN, [(entry, plain(entry)) for entry in entries]
    if name is not None:
        heard = _by(SYSTEMS[name], tree, entries, assignment)
        fits = any(_is_someones(of) for _, of in heard)
        return (name, _filled(heard, said)) if fits else (PLAIN.name, said)
    most, others = 0, [_is_someones(of) for _, of in said]
    for system in _ALL:
        heard = _by(system, tree, entries, assignment)
        if not heard:
            continue
        fit = sum(_is_someones(of) for _, of in heard)
        strangers = sum(other and not ours for (_, ours), other in zip(heard, others, strict=True))
        if fit > max(most, strangers):
            best, most, filled = system, fit, _filled(heard, said)
    return (best.name, filled) if most else (best.name, said)


def _by(system: System, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Said:
    """What a system says of each entry; nothing, if some of them show that it is another's."""
    read = system.reading(tree, entries, assignment)
    step = max(1, len(entries) // _TRIED)
    tried = {entry: read(entry) for entry in entries[::step]}
    if not any(tried.values()):
        return []
    return [(entry, tried[entry] if entry in tried else read(entry)) for entry in entries]


def _is_someones(of: Sequence[Piece | Aside]) -> bool:
    return any(isinstance(one, Piece) for one in of)


def _filled(heard: Said, otherwise: Said) -> Said:
    return [(entry, said or plain) for (entry, said), (_, plain) in zip(heard, otherwise, strict=True)]
