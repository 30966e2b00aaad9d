"""Which hand-ins of a class are graded and under which ids: the roster, its groups, what the user leaves out."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from autograder.course.handed_in.arrival import Clash
from autograder.course.handed_in.finding import How
from autograder.course.people import People, Student
from autograder.course.whose import Ids
from autograder.errors import UsageError
from autograder.grading.classroom.corrections import Correction, check_taken, corrected
from autograder.grading.classroom.reading_ahead import Class, HandedIn
from autograder.grading.classroom.shares import Member, Share
from autograder.grading.not_run import faulty
from autograder.grading.results import Attention, CheckInfo, Ignored, PassedOver, SubmissionResult
from autograder.text import Text, file_name

_OLDER = Text(
    "An older version: a newer one was handed in, and is graded.",
    "古い版です。新しい版が提出されたため、そちらを採点しました。",
)
_EXCLUDED = Text("Left out: --exclude names this student.", "--exclude で指定された学生のため、採点していません。")


class Wanted(msgspec.Struct, frozen=True):
    """What the user wants of what lies there."""

    how: How = How()
    roster: People | None = None
    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()


class Selection:
    """What is graded, and what is to be said of the rest."""

    def __init__(self, found: Class, wanted: Wanted) -> None:
        self._wanted = wanted
        self.hints = found.hints
        self.ignored = [Ignored(i.entry, i.reason) for i in found.ignored]
        self._clashes = {c.id: c for c in map(self._renamed, found.clashes)}
        given = [h for h in found.hand_ins if h.handed_in]
        shares = [self._share(h) for h in given]
        self._corrected = corrected(shares, wanted.corrections, wanted.roster, self._clashes)
        self._shares = self._told_apart(shares)
        self._absent = [self._share(h).members[0].id for h in found.hand_ins if not h.handed_in]
        self._leave_out()
        for share in self._shares:
            share.hand_in.id, *mates = (member.id for member in share.members)
            share.hand_in.mates = tuple(mates)

    def check_corrections(self) -> None:
        """Read what a person wants to be taken. Raises: UsageError, if it cannot be."""
        for correction, share in self._corrected:
            if correction.take:
                check_taken(correction, share.hand_in)

    @property
    def hand_ins(self) -> list[HandedIn]:
        """What is graded, each under the id of the first of its members."""
        return [share.hand_in for share in self._shares]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is graded, and nothing else is to be reported as a result."""
        return not self._shares and not self._clashes

    @property
    def absent(self) -> tuple[str, ...]:
        """Whose hand-ins answer other assignments only, and whom of the roster nothing came from."""
        here = {m.id for share in self._shares for m in share.members} | self._clashes.keys()
        missing = [s.id for s in self._wanted.roster.students] if self._wanted.roster else []
        return tuple(sorted({*self._absent, *missing} - here - self._gone))

    @property
    def times(self) -> dict[str, str]:
        """When what is graded was handed in (ISO 8601), where that is known."""
        times = {m.id: share.hand_in.arrival.time for share in self._shares for m in share.members}
        return {id: time for id, time in times.items() if time}

    @property
    def called_late(self) -> list[str]:
        """Whose hand-in the system calls late."""
        return [m.id for share in self._shares if share.hand_in.arrival.late for m in share.members]

    def results(self, graded: Iterable[SubmissionResult], checks: tuple[CheckInfo, ...]) -> list[SubmissionResult]:
        """One result for each member, from those of the hand-ins; and one without a score for every clash."""
        by_id = {share.members[0].id: share for share in self._shares}
        results = [given for result in graded for given in self._given(result, by_id[result.id])]
        return results + [_clash(clash, checks) for clash in self._clashes.values()]

    def _given(self, result: SubmissionResult, share: Share) -> Iterator[SubmissionResult]:
        arrival = share.hand_in.arrival
        passed_over = tuple(PassedOver(path, _OLDER) for path in (*arrival.older, *share.older))
        doubt = (Attention("version", arrival.doubt),) if arrival.doubt else ()
        for member in share.members:
            unknown = () if member.is_known else (self._unknown(share.hand_in),)
            yield msgspec.structs.replace(
                result,
                id=member.id,
                group=share.group,
                passed_over=(*result.passed_over, *passed_over),
                attention=(*result.attention, *doubt, *unknown),
            )

    def _unknown(self, hand_in: HandedIn) -> Attention:
        roster = self._wanted.roster
        name = file_name(roster.name) if roster else ""
        called = ", ".join(
            map(file_name, dict.fromkeys((hand_in.arrival.student.id, *hand_in.arrival.student.known_as)))
        )
        text = Text(
            f"{name} has nobody, or several, of these names: {called}. Add what is missing, or a column 'submission'.",
            f"{name} に該当者がいないか、複数います: {called}。名簿に追記するか、submission 列を加えてください。",
        )
        return Attention("unknown_student", text)

    def _share(self, hand_in: HandedIn) -> Share:
        """Who gets the result of a hand-in."""
        student, mates = hand_in.arrival.student, hand_in.arrival.mates
        roster = self._wanted.roster
        if roster is None:
            members = [Member(p.id) for p in (student, *mates)]
            return Share(hand_in, members, " + ".join(m.id for m in members) if mates else None)
        names = (student.id, *student.known_as)
        found = roster.find(names)
        if found is None and (group := roster.group_of(names)):
            return Share(hand_in, [Member(s.id) for s in group], group[0].group)
        if found is None:
            return Share(hand_in, [Member(student.id, is_known=False), *self._mates(hand_in)])
        if found.group:
            return Share(hand_in, [Member(s.id) for s in _first(found, roster.members(found))], found.group)
        members = [Member(found.id), *self._mates(hand_in)]
        return Share(hand_in, members, " + ".join(m.id for m in members) if mates else None)

    def _mates(self, hand_in: HandedIn) -> Iterator[Member]:
        for mate in hand_in.arrival.mates:
            found = self._wanted.roster.find((mate.id, *mate.known_as)) if self._wanted.roster else None
            yield Member(found.id) if found else Member(mate.id, is_known=False)

    def _renamed(self, clash: Clash) -> Clash:
        found = self._wanted.roster.find((clash.id,)) if self._wanted.roster else None
        return Clash(found.id, clash.origins) if found else clash

    def _told_apart(self, shares: Sequence[Share]) -> list[Share]:
        """Of several hand-ins for one student the last one counts; where no time says which that is, none does."""
        of: dict[str, list[Share]] = {}
        for share in shares:
            for member in share.members:
                of.setdefault(member.id, []).append(share)
        left = list(shares)
        for id, several in of.items():
            several = [s for s in several if s in left]
            if len(several) == 1 and id not in self._clashes:
                continue
            times = [s.hand_in.arrival.time for s in several]
            if id not in self._clashes and all(times) and len(set(times)) == len(times):
                *older, newest = sorted(several, key=lambda s: s.hand_in.arrival.time or "")
                newest.older += [s.hand_in.origin for s in older]
            else:
                older = several
                before = self._clashes[id].origins if id in self._clashes else ()
                self._clashes[id] = Clash(id, (*before, *(file_name(s.hand_in.origin) for s in several)))
            left = [s for s in left if s not in older]
        return left

    def _leave_out(self) -> None:
        """Obey --only and --exclude."""
        here = [m.id for share in self._shares for m in share.members]
        ids = Ids([*here, *self._clashes])
        only, exclude = (
            {_known(ids, option, name) for name in names}
            for option, names in (("--only", self._wanted.only), ("--exclude", self._wanted.exclude))
        )
        self._gone = exclude
        keep = (only or {*here, *self._clashes}) - exclude
        for share in self._shares:
            if all(m.id in exclude for m in share.members):
                self.ignored.append(Ignored(file_name(share.hand_in.origin), _EXCLUDED))
            share.members = [m for m in share.members if m.id in keep]
        self._shares = [share for share in self._shares if share.members]
        self._clashes = {id: clash for id, clash in self._clashes.items() if id in keep}
        if only:
            self._absent, self._gone = [], {*here, *(s.id for s in self._students())}

    def _students(self) -> Sequence[Student]:
        return self._wanted.roster.students if self._wanted.roster else ()


def _first(student: Student, members: Sequence[Student]) -> list[Student]:
    return [student, *(m for m in members if m.row != student.row)]


def _known(ids: Ids, option: str, name: str) -> str:
    found = ids.find(name)
    if found is None:
        hint = ids.hint(name)
        raise UsageError(
            Text(
                f"{option} {name}: nobody of that id has handed in{hint.en}",
                f"{option} {name}: その ID の提出はありません{hint.ja}",
            )
        )
    return found


def _clash(clash: Clash, checks: tuple[CheckInfo, ...]) -> SubmissionResult:
    where = ", ".join(clash.origins)
    reason = Text(
        f"Several hand-ins have this id, and nobody can say which is meant: {where}. None of them is graded: "
        "rename or remove what is not to count.",
        f"同じ ID の提出物が複数あり、どれを採点すべきか判断できません: {where}。"
        "いずれも採点していません。不要なものを取り除くか、名前を変えてください。",
    )
    return faulty(clash.id, reason, checks, attention=(Attention("version", reason),))
