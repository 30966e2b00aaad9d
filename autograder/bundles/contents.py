"""What bundles have in common: the course, kadai itself, what it needs, and traces where nothing can be set up."""

import hashlib
import importlib.metadata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement

from autograder.bundles.bundle import SECRET, File, Files, Order
from autograder.course import Assignment, Course
from autograder.course.handed_out.release import Release
from autograder.course.handed_out.wheels import declared, download_for_linux, kadai_wheel
from autograder.grading.classroom.collector_process import collect
from autograder.grading.classroom.preparing import prepare

REQUIREMENTS, HASHES, WHEELS = "requirements.txt", "hashes.txt", "wheels"


def course_files(order: Order, secret: str | None = None) -> Files:
    """A course of the chosen assignments alone, in ``course/``, and the secret, for its owner's eyes.

    Raises:
        UsageError: if a file of the course cannot be read.
    """
    bundled: dict[str, bytes] = {}
    for assignment in order.assignments:
        bundled |= assignment.bundle()
    files = {f"course/{name}": File(content) for name, content in bundled.items()}
    kept = order.secret if secret is None else secret
    return files | {SECRET: File(kept.encode() + b"\n", 0o600)}


def traces(order: Order, files: Files) -> Files:
    """What known mistakes look like, found out here; they are used where kadai, Python and NumPy are the same.

    Raises: as `prepare`.
    """
    with TemporaryDirectory(prefix="kadai-") as folder:
        root = Path(folder)
        for name, file in files.items():
            if name.startswith("course/"):
                path = root / name.removeprefix("course/")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.content)
        course = Course(root)
        for id in order.ids:
            prepare(Assignment(course, id))
        kept = root / ".kadai" / "traces"
        return {
            f"course/.kadai/traces/{path.relative_to(kept).as_posix()}": File(path.read_bytes())
            for path in sorted(kept.rglob("*.msgpack"))
        }


def engine(*, offline: bool = False) -> Files:
    """This kadai as a wheel, and what it needs in the versions that are here; `offline`: as wheels, with their hashes.

    Raises:
        UsageError: if kadai is not installed here, or pip cannot get something.
    """
    name, content = kadai_wheel(for_students=False)
    pins = sorted(pinned(declared()))
    files = {f"{WHEELS}/{name}": File(content), REQUIREMENTS: File("".join(f"{pin}\n" for pin in pins).encode())}
    if offline:
        with TemporaryDirectory(prefix="kadai-") as folder:
            download_for_linux(Path(folder), pins)
            got = {path.name: path.read_bytes() for path in sorted(Path(folder).glob("*.whl"))}
        files |= {f"{WHEELS}/{wheel}": File(content) for wheel, content in got.items()}
        files[HASHES] = File(hashes({name: content, **got}))
    return files


def hashes(wheels: Mapping[str, bytes]) -> bytes:
    """What these wheels are, for ``pip install --require-hashes``; pip's own is not to be installed."""
    parts = {tuple(name.split("-")[:2]): hashlib.sha256(content).hexdigest() for name, content in wheels.items()}
    lines = [f"{name}=={version} --hash=sha256:{digest}" for (name, version), digest in sorted(parts.items())]
    return "".join(f"{line}\n" for line in lines if not line.startswith("pip==")).encode()


def pinned(needed: Iterable[str]) -> Iterator[str]:
    """``name==version`` of these requirements and of all that they need in turn, as installed here."""
    waiting, found = list(needed), set()
    while waiting:
        requirement = Requirement(waiting.pop())
        if requirement.name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found.add(requirement.name)
        waiting += importlib.metadata.requires(requirement.name) or []
        yield f"{requirement.name}=={importlib.metadata.version(requirement.name)}"


def handed_out(order: Order, only: Iterable[str] = ()) -> Files:
    """What students have of each assignment, in folders of its name; `only` the files of these names, if any."""
    wanted = set(only)
    releases = (Release(*both) for both in zip(order.assignments, collect(order.assignments), strict=True))
    return {
        f"{release.assignment.id}/{name}": File(content)
        for release in releases
        for name, content in release.files.items()
        if not wanted or name in wanted
    }


def in_folder(folder: str, files: Files) -> Files:
    """The same files, within a folder."""
    return {f"{folder}/{name}": file for name, file in files.items()}
