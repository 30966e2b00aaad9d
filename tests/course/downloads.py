"""Downloads of classes as systems make them: builders of made-up ones, each with what should come of it."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

Files = dict[str, str | bytes]


class Student(NamedTuple):
    """Nobody who exists."""

    name: str
    last_first: str
    login: str
    number: int


ANN = Student("Ann Ito", "Ito, Ann", "s101", 12345)
BEN = Student("Ben O'Neil-Mori", "O'Neil-Mori, Ben", "s102", 12346)
HANA = Student("鈴木　花子", "鈴木, 花子", "s103", 12347)
JOSE = Student("José Núñez", "Núñez, José", "s104", 12348)
CLASS = (ANN, BEN, HANA, JOSE)

Texts = dict[Student, dict[str, str]]
"""By student and original file name."""


class Download(NamedTuple):
    """What lies there; and by student's id the original names of what counts."""

    files: Files
    ids: dict[Student, str]
    system: str
    ignored: int = 0


def _squashed(student: Student) -> str:
    return "".join(c for c in student.last_first if c.isalnum() or c == "_").lower()


def canvas(texts: Texts) -> Download:
    files: Files = {}
    for i, (student, own) in enumerate(texts.items()):
        late = "LATE_" if i % 2 else ""
        for j, (name, text) in enumerate(own.items()):
            stem, dot, suffix = name.rpartition(".")
            again = f"{stem}-1{dot}{suffix}" if i == 0 else name
            files[f"{_squashed(student)}_{late}{student.number}_{670000 + 10 * i + j}_{again}"] = text
        files[f"{_squashed(student)}_{late}{student.number}_text.html"] = "<p>done</p>"
    return Download(files, {s: str(s.number) for s in texts}, "canvas", len(texts))


def moodle_folders(texts: Texts) -> Download:
    files: Files = {}
    for student, own in texts.items():
        for name, text in own.items():
            files[f"{student.name}_{student.number}_assignsubmission_file_/{name}"] = text
        files[f"{student.name}_{student.number}_assignsubmission_onlinetext_/onlinetext.html"] = "<p>see file</p>"
    return Download(files, {s: s.name for s in texts}, "moodle", len(texts))


def moodle_flat(texts: Texts) -> Download:
    files: Files = {}
    for student, own in texts.items():
        for name, text in own.items():
            files[f"{student.name}_{student.number}_assignsubmission_file_{name}"] = text
    return Download(files, {s: s.name for s in texts}, "moodle")


def moodle_hidden(texts: Texts) -> Download:
    files: Files = {}
    for student, own in texts.items():
        for name, text in own.items():
            files[f"Participant_{student.number}_assignsubmission_file_/{name}"] = text
    return Download(files, {s: f"Participant {s.number}" for s in texts}, "moodle")


def blackboard(texts: Texts) -> Download:
    files: Files = {}
    for i, (student, own) in enumerate(texts.items()):
        old, new = f"2026-11-2{i}-09-00-00", f"2026-11-2{i}-21-30-00"
        files[f"Assignment 1_{student.login}_attempt_{old}.txt"] = "Name: ...\nDate Submitted: ..."
        files[f"Assignment 1_{student.login}_attempt_{old}_soft.py"] = "old = 1"
        files[f"Assignment 1_{student.login}_attempt_{new}.txt"] = "Name: ..."
        for name, text in own.items():
            files[f"Assignment 1_{student.login}_attempt_{new}_{name}"] = text
    return Download(files, {s: s.login for s in texts}, "blackboard", 2 * len(texts))


def brightspace_folders(texts: Texts) -> Download:
    files: Files = {"index.html": "<html>the list</html>"}
    for student, own in texts.items():
        head = f"{student.number}-2557369 - {student.name}"
        files[f"{head} - Sep 25, 2026 959 AM/soft.py"] = "old = 1"
        for name, text in own.items():
            files[f"{head} - Sep 25, 2026 1001 PM/{name}"] = text
    return Download(files, {s: s.name for s in texts}, "brightspace", 1)


def brightspace_flat(texts: Texts) -> Download:
    files: Files = {"index.html": "<html>the list</html>"}
    for student, own in texts.items():
        for name, text in own.items():
            files[f"{student.number}-2557369 - {student.name} - Dec 1, 2026 1201 AM - {name}"] = text
    return Download(files, {s: s.name for s in texts}, "brightspace", 1)


def gradescope(texts: Texts) -> Download:
    files: Files = {}
    listed = "---\n"
    for student, own in texts.items():
        listed += (
            f"submission_{student.number}:\n  :submitters:\n  - :name: {student.name}\n    :sid: '{student.login}'\n"
            f"    :email: {student.login}@example.ac.jp\n  :created_at: 2026-11-20 10:00:00.123456000 Z\n"
            f"  :results:\n    tests:\n    - name: not a person\n  :history:\n  - :id: 1\n"
            f"    :created_at: 2026-11-01 10:00:00.0 Z\n    :submitters:\n    - :name: Somebody Else\n"
        )
        for name, text in own.items():
            files[f"assignment_9100_export/submission_{student.number}/{name}"] = text
    files["assignment_9100_export/submission_metadata.yml"] = listed
    return Download(files, {s: s.login for s in texts}, "gradescope", 1)


def sakai(texts: Texts) -> Download:
    files: Files = {"bulk_download/Assignment 1/grades.csv": "Assignment 1,Points\n"}
    for student, own in texts.items():
        folder = f"bulk_download/Assignment 1/{student.last_first}({student.login})"
        for name, text in own.items():
            files[f"{folder}/Submission attachment(s)/{name}"] = text
        files[f"{folder}/timestamp.txt"] = "20261120100000000"
        files[f"{folder}/comments.txt"] = ""
        files[f"{folder}/feedbackText.html"] = ""
        files[f"{folder}/{student.last_first}({student.login})_submissionText.html"] = "<p></p>"
        files[f"{folder}/Feedback Attachment(s)/soft.py"] = "feedback = 1"
    return Download(files, {s: s.login for s in texts}, "sakai", 5 * len(texts) + 1)


def teams(texts: Texts) -> Download:
    files: Files = {}
    for student, own in texts.items():
        files[f"Student Work/Working files/{student.name}/Soft/soft.py"] = "working = 1"
        files[f"Student Work/Submitted files/{student.name}/Soft/Version 9/soft.py"] = "old = 1"
        for name, text in own.items():
            files[f"Student Work/Submitted files/{student.name}/Soft/Version 10/{name}"] = text
    return Download(files, {s: s.name for s in texts}, "teams", 1)


def manaba_flat(texts: Texts) -> Download:
    files: Files = {"reportlist.xls": b"\xd0\xcf"}
    for student, own in texts.items():
        for name, text in own.items():
            files[f"{student.login}@u{student.number}@{name}"] = text
    return Download(files, {s: s.login for s in texts}, "manaba", 1)


def manaba_folders(texts: Texts) -> Download:
    files: Files = {"reportlist.xls": b"\xd0\xcf"}
    for student, own in texts.items():
        for name, text in own.items():
            files[f"{student.login}@{student.name}/{name}"] = text
    return Download(files, {s: s.login for s in texts}, "manaba", 1)


def ilias(texts: Texts) -> Download:
    files: Files = {}
    for student, own in texts.items():
        last, _, first = student.last_first.partition(", ")
        folder = f"Exercise 1/Submissions/{last}_{first}_{student.login}_{student.number}"
        for name, text in own.items():
            files[f"{folder}/20261119101500_{name}"] = "old = 1"
            files[f"{folder}/20261120101500_{name}"] = text
    return Download(files, {s: s.login for s in texts}, "ilias")


def openolat(texts: Texts) -> Download:
    files: Files = {"ita_Soft_2026-11-21_10-00/Course_2026.xlsx": "", "ita_Soft_2026-11-21_10-00/solutions/soft.py": ""}
    for i, (student, own) in enumerate(texts.items()):
        folder = f"ita_Soft_2026-11-21_10-00/{student.last_first.replace(', ', '_').replace(' ', '_')}_{student.login}"
        files[f"{folder}/1_task/soft.py"] = "given = 1"
        work = "4_revisions_1" if i else "2_submissions"
        if i:
            files[f"{folder}/2_submissions/soft.py"] = "old = 1"
            files[f"{folder}/3_corrections/soft.py"] = "corrected = 1"
        for name, text in own.items():
            files[f"{folder}/{work}/{name}"] = text
    return Download(files, {s: s.login for s in texts}, "openolat", 2 * len(texts) + 1)


def openolat_groups(texts: Texts) -> Download:
    files: Files = {}
    for student, own in texts.items():
        for name, text in own.items():
            files[f"grouptask_Soft_2026-11-21_10-00/Team_{student.login}_{student.number}/1_submissions/{name}"] = text
    return Download(files, {s: f"Team {s.login}" for s in texts}, "openolat")


def schoology(texts: Texts) -> Download:
    files: Files = {}
    for student, own in texts.items():
        for name, text in own.items():
            files[f"Soft/{student.last_first} - {student.login}/Revision 9 - On time/{name}"] = "old = 1"
            files[f"Soft/{student.last_first} - {student.login}/Revision 10 - Late/{name}"] = text
    return Download(files, {s: s.login for s in texts}, "schoology")


def codegrade(texts: Texts) -> Download:
    files: Files = {}
    for student, own in texts.items():
        files[f"Course/Soft/{student.name} - 2026-11-19 23:59:59/soft.py"] = "old = 1"
        for name, text in own.items():
            files[f"Course/Soft/{student.name} - 2026-11-20 10:00:00/{name}"] = text
        files[f"Course/Soft/{student.name} - 2026-11-20 10:00:00/.cg-grade"] = "10"
    return Download(files, {s: s.name for s in texts}, "codegrade")


def exchange(texts: Texts) -> Download:
    files: Files = {"zoe+another+2026-11-20 10:00:00 UTC+r4nd/another.py": "x = 1"}
    for student, own in texts.items():
        files[f"{student.login}+soft+2026-11-19 10:00:00 UTC+abcd/soft.py"] = "old = 1"
        for name, text in own.items():
            files[f"{student.login}+soft+2026-11-20 10:00:00 UTC+efgh/{name}"] = text
    return Download(files, {s: s.login for s in texts}, "nbgrader", 1)


def submitted(texts: Texts) -> Download:
    files: Files = {}
    for student, own in texts.items():
        for name, text in own.items():
            files[f"{student.login}/soft/{name}"] = text
        files[f"{student.login}/soft/timestamp.txt"] = "2026-11-20 10:00:00 UTC"
    return Download(files, {s: s.login for s in texts}, "nbgrader")


def classroom(texts: Texts) -> Download:
    files: Files = {}
    for student, own in texts.items():
        for name, text in own.items():
            files[f"soft-submissions/soft-{student.login}/{name}"] = text
        files[f"soft-submissions/soft-{student.login}/.git/HEAD"] = "ref: refs/heads/main"
        files[f"soft-submissions/soft-{student.login}/README.md"] = "# Soft"
    return Download(files, {s: s.login for s in texts}, "github")


def google(texts: Texts) -> Download:
    """Forms and copies: one file for each student."""
    files: Files = {f"{s.name} - {name}": text for s, own in texts.items() for name, text in own.items()}
    return Download(files, {s: s.name for s in texts}, "google")


def plain(texts: Texts) -> Download:
    files: Files = {f"{s.name}/{name}": text for s, own in texts.items() for name, text in own.items()}
    return Download(files | {"grades.csv": "x"}, {s: s.name for s in texts}, "plain", 1)


SYSTEMS: dict[str, Callable[[Texts], Download]] = {
    f.__name__: f
    for f in (
        canvas, moodle_folders, moodle_flat, moodle_hidden, blackboard, brightspace_folders, brightspace_flat,
        gradescope, sakai, teams, manaba_flat, manaba_folders, ilias, openolat, openolat_groups, schoology,
        codegrade, exchange, submitted, classroom, google, plain,
    )
}  # fmt: skip


def put(folder: Path, files: Files) -> Path:
    """As people unpack it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def pack(file: Path, files: Files) -> Path:
    """As the system packs it."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file
