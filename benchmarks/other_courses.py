"""Public nbgrader courses by their own cells, isolated and plainly: python -m benchmarks.other_courses --from FOLDER.

Of each notebook with graded code cells the notebook as it stands is the solution, and what nbgrader releases of it the
stub. Both are run as `kadai nbgrader check` runs them. Of the cells that a plain run of the solution passes it is told
how many are graded in isolation, and how many get the same; of the stub, what it would earn that a plain run does not
give. What a plain run does not pass (unsolved, or in need of packages or data that are not there) says nothing.

Each course is pinned by commit; nothing of them is part of kadai, and their code runs in kadai's sandboxes only. FOLDER
holds git directories named OWNER+NAME (or with a `repo` or `repo/.git` in them); without --from they are cloned from
GitHub into a temporary folder. --keep FOLDER remembers what plain runs gave. --results FILE gets a line for each
notebook as soon as it is done, and what stands in it is not run again: a run may be broken off. Notebooks that import
what is not installed here are left out, and counted.
"""

import argparse
import contextlib
import copy
import hashlib
import importlib.util
import json
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
import nbformat
from nbgrader.nbgraderformat import MetadataValidator  # type: ignore[import-untyped]
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions  # type: ignore[import-untyped]

from autograder.grading.notebooks import statics
from autograder.grading.notebooks.jobs import Start
from autograder.nbgrader.ordinary.examiners import OwnExaminers
from autograder.nbgrader.ordinary.own_cells import cells_of, role_of
from autograder.nbgrader.ordinary.own_course import OwnAssignment, OwnNotebook, read_notebook
from autograder.nbgrader.ordinary.plan import Judged, earns, packages_of, plain_runner, plan_for
from autograder.nbgrader.restore import ReleasedNotebook

COURSES = (
    ("219project/num_meth_nbgrader", "8246e07eef02092ed9ed23a82b0ee8d9c5b49f5e"),
    ("CambridgeEngineering/PartIA-Computing-Michaelmas", "c050bd74dd249a93dcc791c2d6df4c5f739319da"),
    ("UBC-DSCI/data-science-a-first-intro-python-worksheets", "62e96611e1ea8c62f2cca11c4b774c60b0e51148"),
    ("earthlab/nbgrader-test-course", "0d446e9e9a1a4abf9b90e1e3391b22a47eba73ec"),
    ("evgenytsydenov/python_course", "cb265bdd2437b0c14d758109694960577ad3523e"),
    ("jhamrick/nbgrader-demo", "05a5c90582fc3a575e70f94a0cc214c275311264"),
    ("jupyter/nbgrader", "207a8e544968092c93af807cce6f002552c628fa"),
    ("lukassnoek/introPy", "3df98e53810a96bbdd6ac91d0aa35ef2fb3295ef"),
    ("madclam/info113", "a36cc6bf5e378d9a4d35899e8b9be52c21badd17"),
    ("miyazaki-ryoichi/2023DSP", "030eb4133f69f0d9b899c4ed3c863c098bfc9b2d"),
    ("phaustin/eoas_nbgrader", "0d4282a30a29290cb965e2b65e8a913fed677943"),
    ("rvuduc/cse6040fa16labs", "567d7abb01b8020bc37db118d6f5c40a2cd15d3e"),
    ("spanto/2021WNPhys260", "26c72724c31253d16ac3644c12f0f453d2f16a47"),
    ("tud-phi/ics-pa-sv", "860ab1758938e68441de1a3267d7af6230e19635"),
    ("feldlime/nbgrader-itmo-recsys-2025-spring", "959381fbd5742922cf0b5e9c6b7355c6d23eb694"),
    ("ComplexNetTSP/ComplexNetTD", "94dbdf5b17e2a31c73376a8ba8ddd797681e430b"),
    ("DS4Earth/sp2020", "a288deb16d849f7f442c347ad3fb0a333e523146"),
    ("GabbySuwichaya/Machine-Learning-Course", "d780cb70b6e618f9ed5f6b55dc63d3cff8d2d7f7"),
    ("JHU-Data-Science/assignments", "9780d44d08ec80cfa99d2c59c55db2002cad7c64"),
    ("Jesperoka/ICS-Project", "de0f7be8cc0c25a0804182ad71777068019cbf99"),
    ("Purrity1/skriptsprachen", "d51f53a7a4c4b0e118dae23475ecd6f0738b884c"),
    ("SoutikNandy/python_assign", "0dbe5317ffe6625a84bdf77e3e98c16c13e21f6d"),
    ("TextMiningUM/IRTM-2025-2026", "2dcbbee606822112356ad7d4cd074a170e8ac7a1"),
    ("alexshunyaev/nbgrader_inf2", "5e8416e0c0888e3fae48b0a0151d9a856ac65a8a"),
    ("arishokri/ml_in_io", "7febef226f9f551d767ba882017f11f3e794dd2a"),
    ("bacross/python_assessments", "cdc1f3be5a53f43376fa8abddc23ba841a2ccc55"),
    ("brpuneet898/msc-maths-python-programming-lab", "14315ea07dc58fa91b78ac45b90116a089eb1a8b"),
    ("ccha23/cs1302i21a", "52ad875cc49cf51f805d3c7797ff0a2f808fb7a6"),
    ("davis68/test101", "f8ba538246f8c02e47873f53424f4315ea2134e2"),
    ("eeholcomb/hds5210", "dfd2a23b2b69ff07edd5ad4f4502cbc9900291d0"),
    ("havardei/nbgrader-exercises", "be0606cb1dbfffd3310048f7df2d5d9400a4d7e8"),
    ("nachorequeno/programacion_python", "faadae6b5a3152579501864e979a864fe51397d7"),
    ("numberisnan/isc4u-notebooks", "083375d414da725afa57c116ef7475b3417a0714"),
    ("ozguryilmaz/Math307---2021WT2", "d75ab42cfdf07d2648d874ac7cf357672e86ef2b"),
    ("rameshsrinivasanuci/COGS14P_F25_Assignments", "df9f673b13149b4776fdff689fefe0893f9200f9"),
    ("rcprati/PI", "9d669b19426503706791d7ed6b6a89257aa5cb87"),
    ("sissa/P1.4_seed", "c89f8282e918a5b0d5670721cceb51a8ac2abac9"),
    ("tikent38/CAHSI", "ca8f0bf941148de6822a6383da0e315634d18ffc"),
    ("vanillaextractor/Autograder_nbgrader", "a502f20cc4c8ba998ae9c7548a9c9bb308e8e677"),
    ("vladimiracunadev-create/neural-network-training-labs", "99413a663ec8fae50e92fa149a5124bb21e659d8"),
    ("zackives/gradescope-nbgrader", "1cda137c28441615f326a1f4529f6a92ad3060a6"),
    ("zichengliao/zuics101-fa17", "436a53caff3b4e3588fc0ae3d9ce5a4b645bcdfa"),
    ("zllu2/iMSA_577", "ecbf302930094c826485ad6c16c5f197f18864d4"),
    ("AAUCDSC/AppliedML", "be0a8828aaf3534b56e948a9266bc2a795ae017a"),
    ("castorfou/Reinforcement-Learning-specialization", "9a17da29d8a03c7cec6e7464964fb79180e4f9b8"),
    ("ChanchalKumarMaji/Reinforcement-Learning-Specialization", "7dfb4b86d29d27d134cce6ff74eee49e31e3372b"),
    ("lcdm-uiuc/info490-sp17", "513151e58d29f06ec89ce6faa4ab4c55c0ce927a"),
    ("UI-DataScience/info490-sp16", "e5d9b8d767c28857544fcb44f1f8a9a619a3f223"),
    ("LDSSA/ds-prep-course-2021", "324f5302ade92d49eb199bdf2a93705142178c42"),
    ("datamilas/batch5-workspace", "30c8e95c8cc694092c602e54a531f2aa85effa7c"),
    ("tongwang/data_notebook", "84e91716b35e84f9f3de054a7a44628bd1c605c0"),
    ("LucVermeer/grading_environment", "0a7441b00a472375058a5ab444fe0d45a7a41236"),
    ("10acad/crispdm", "3a3d4ee1fd861c3d35f033e9715e46fd5b79f5a3"),
    ("rameshsrinivasanuci/COGS14P_F25_PS_DIS_2", "f005fb3986e2ce2bb20d48b64485e0215c9de2cc"),
    ("Cloudedu-Osaka/textbook", "3228c6ba14849dc55c1a68734b29f240e7a98262"),
    ("abbasidaniyalorg/ids-assignment-hub-sample", "a82e1453ae5f0ab808f024c32ca4fcd306cd2790"),
    ("Gralerfics/TUD-RO47005-Planning-and-Decision-Making-Assignments", "b9dc50e208ddaec71ddb7cf0daab8f802bb7593a"),
)
SAME_GOAL, ISOLATED_GOAL = 97.0, 95.0
_LEFT_OUT = ("submitted", "autograded", "feedback", ".ipynb_checkpoints", "node_modules")


class Done(msgspec.Struct, frozen=True):
    """What became of a notebook: a line of the file of results.

    Attributes:
        course, notebook: which.
        tests: as `plan_for` judges them.
        left_out: why it was not run; ``fault: …`` where that is ours.
        cells: how many tests it has.
    """

    course: str
    notebook: str
    tests: tuple[Judged, ...] = ()
    left_out: str = ""
    cells: int = 0


@dataclass
class Count:
    """Of a course's test cells: those that a plain run of the solution passes, and of these the isolated and the same.

    ``stub`` counts points that a stub would earn and a plain run does not give, ``stubs`` cells of stubs, ``differ``
    those of them that get something else than in a plain run; ``run`` and ``left_out`` are notebooks.
    """

    passed: int = 0
    isolated: int = 0
    same: int = 0
    stubs: int = 0
    differ: int = 0
    points: float = 0.0
    run: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def add(self, done: Done) -> Iterator[str]:
        """Count a notebook in; what there is to be said of its cells."""
        if done.left_out:
            self.left_out[done.left_out] += 1
            if done.left_out.startswith("fault"):
                yield f"{done.notebook}: {done.left_out}"
            return
        self.run += 1
        for test in done.tests:
            said = self._add_test(test)
            if said:
                yield f"{done.notebook} {test.name}: {said}"

    def _add_test(self, test: Judged) -> str:
        solution, stub = test.solution, test.stub
        isolated = test.way == "isolated"
        if earns(solution[1]):
            self.passed += 1
            self.isolated += isolated
            self.same += not isolated or test.agrees
            if not isolated:
                return f"{test.way}: {test.why}"
        if not isolated:
            return ""
        self.stubs += 1
        differs = earns(stub[0]) != earns(stub[1])
        self.differ += differs
        self.points += test.points if differs and earns(stub[0]) else 0.0
        if differs:
            return f"stub: isolated {stub[0]}, plainly {stub[1]}"
        return f"only isolated: {solution[0]}, plainly {solution[1]}" if earns(solution[0]) > earns(solution[1]) else ""

    def line(self, name: str) -> str:
        """As it is printed."""
        left = f"; {self.left_out.total()} notebooks left out" if self.left_out else ""
        return (
            f"{name:53} {self.run:3} notebooks, {self.passed:4} tests passed plainly, isolated "
            f"{_percent(self.isolated, self.passed)}, same {_percent(self.same, self.passed)}; "
            f"stub: {self.stubs - self.differ} of {self.stubs} the same, {self.points:g} points too many{left}"
        )

    def __iadd__(self, other: "Count") -> "Count":
        for name in ("passed", "isolated", "same", "stubs", "differ", "points", "run", "left_out"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f} %" if whole else "    –  "


def checked_out(repository: str, commit: str, source: Path | None, place: Path) -> Path:
    """A course's files, as they were at a commit."""
    name = repository.replace("/", "+")
    if source is None:
        git = place / f"{name}.git"
        subprocess.run(["git", "clone", "--quiet", "--bare", f"https://github.com/{repository}", git], check=True)
    else:
        tries = (source / name / "repo" / ".git", source / name / "repo", source / name)
        git = next(path for path in tries if (path / "HEAD").is_file())
    work = place / name
    listed = subprocess.run(["git", f"--git-dir={git}", "ls-tree", "-r", "-z", commit], check=True, capture_output=True)
    with subprocess.Popen(
        ["git", f"--git-dir={git}", "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reading:
        assert reading.stdin is not None
        assert reading.stdout is not None
        for line in filter(None, listed.stdout.split(b"\0")):
            about, path = line.split(b"\t", 1)
            mode, _, sha = about.split()
            if mode not in (b"100644", b"100755"):
                continue
            reading.stdin.write(sha + b"\n")
            reading.stdin.flush()
            head = reading.stdout.readline().split()
            if head[-1] == b"missing":  # a large file that a snapshot does without
                continue
            content = reading.stdout.read(int(head[2]) + 1)[:-1]
            file = work / path.decode(errors="replace")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return work


def notebooks_of(root: Path) -> Iterator[tuple[Path, Any]]:
    """The Python notebooks with tests below a folder, each text once, in nbgrader's present schema."""
    seen = set()
    for file in sorted(root.rglob("*.ipynb")):
        if any(part in _LEFT_OUT for part in file.relative_to(root).parts):
            continue
        content = read_notebook(file)
        try:
            nb: Any = nbformat.v4.reads(json.dumps(content))
            nb = MetadataValidator().upgrade_notebook_metadata(nb)
            kernel = nb.metadata.get("kernelspec", {})
            if "python" not in f"{kernel.get('language', 'python')}{kernel.get('name', 'python')}".lower():
                continue
            tests = [cell for cell in nb.cells if cell.cell_type == "code" and role_of(cell) == "test"]
        except Exception:  # it is no notebook, or none of nbgrader's
            continue
        digest = hashlib.sha256(repr([cell.source for cell in nb.cells]).encode()).digest()
        if tests and digest not in seen:
            seen.add(digest)
            with contextlib.suppress(
                RuntimeError
            ):  # its marks are at odds with its cells: nbgrader releases no such thing
                released(nb)
                yield file, nb


def released(nb: Any) -> Any:
    """What students would get of it."""
    stub = copy.deepcopy(nb)
    for step in (ClearSolutions(), ClearHiddenTests()):
        stub, _ = step.preprocess(stub, {})
    return stub


def kept(plainly: Callable[[Any], dict[str, list[Any]]], folder: Path | None) -> Callable[[Any], dict[str, list[Any]]]:
    """The same, from a folder where it was run before."""
    if folder is None:
        return plainly
    folder.mkdir(parents=True, exist_ok=True)

    def run(nb: Any) -> dict[str, list[Any]]:
        texts = [cell.source for cell in nb.cells if cell.cell_type == "code"]
        file = folder / f"{hashlib.sha256(repr(texts).encode()).hexdigest()[:32]}.json"
        if not file.exists():
            file.write_text(json.dumps(plainly(nb)))
        found = json.loads(file.read_text())
        return {name: [nbformat.from_dict(output) for output in outputs] for name, outputs in found.items()}

    return run


def lacking(nb: Any, folder: Path) -> str:
    """A package that a notebook imports and that is not there, or nothing."""
    names = (name.partition(".")[0] for name in statics.packages_of(cells_of(nb)))
    beside = {path.name.removesuffix(".py") for path in folder.iterdir()}
    return next((n for n in names if n not in beside and importlib.util.find_spec(n) is None), "")


def judged(course: str, root: Path, files: list[tuple[Path, Any]], seconds: float, keep: Path | None) -> Iterator[Done]:
    """How the notebooks of one folder would be graded, as `kadai nbgrader check` finds it."""
    folder = files[0][0].parent
    notebooks = {f.stem: OwnNotebook(f.stem, ReleasedNotebook({}, None), nb, released(nb)) for f, nb in files}
    assignment = OwnAssignment(folder.name, root, folder, notebooks)
    plainly = kept(plain_runner(assignment, seconds=seconds), keep)
    with OwnExaminers(Start(packages_of(assignment), ()), 1) as examiners:
        for file, nb in files:
            size = sum(cell.cell_type == "code" and role_of(cell) == "test" for cell in nb.cells)
            done = Done(course, str(file.relative_to(root)), cells=size)
            try:
                plan = plan_for(
                    assignment, notebooks[file.stem], examiners.examine, plainly, seconds=seconds, both=True
                )
                yield msgspec.structs.replace(done, tests=plan.tests)
            except Exception as error:  # it is told, and the next has its turn
                yield msgspec.structs.replace(done, left_out=f"fault: {type(error).__name__}: {error}")


def course_done(
    course: str, root: Path, wanted: str, before: dict[tuple[str, str], Done], seconds: float, keep: Path | None
) -> Iterator[Done]:
    """What becomes of the notebooks of a course, those that were done before included."""
    for _, group in groupby(notebooks_of(root), key=lambda pair: pair[0].parent):
        new = []
        for file, nb in group:
            name = str(file.relative_to(root))
            if wanted not in name:
                continue
            if (course, name) in before:
                yield before[course, name]
            elif package := lacking(nb, file.parent):
                yield Done(course, name, left_out=f"no {package}")
            else:
                new.append((file, nb))
        if new:
            yield from judged(course, root, new, seconds, keep)


def read_results(file: Path | None) -> dict[tuple[str, str], Done]:
    """What a file of results holds."""
    lines = file.read_bytes().splitlines() if file is not None and file.exists() else []
    found = (msgspec.json.decode(line, type=Done) for line in lines)
    return {(done.course, done.notebook): done for done in found}


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("courses", nargs="*", help="parts of names of courses (all)")
    parser.add_argument("--from", dest="source", type=Path, metavar="FOLDER", help="git directories, by OWNER+NAME")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where plain runs are remembered")
    parser.add_argument("--results", type=Path, metavar="FILE", help="where what was found is written, and looked up")
    parser.add_argument("--notebooks", default="", help="only those in whose path this stands")
    parser.add_argument("--cell-seconds", type=float, default=30.0)
    options = parser.parse_args()
    total, before = Count(), read_results(options.results)
    with tempfile.TemporaryDirectory() as folder:
        for course, commit in COURSES:
            if options.courses and not any(part in course for part in options.courses):
                continue
            root, count = checked_out(course, commit, options.source, Path(folder)), Count()
            for done in course_done(course, root, options.notebooks, before, options.cell_seconds, options.keep):
                for line in count.add(done):
                    print(f"    {line}", flush=True)
                if options.results is not None and (course, done.notebook) not in before and done.tests:
                    with options.results.open("ab") as results:
                        results.write(msgspec.json.encode(done) + b"\n")
            print(count.line(course), flush=True)
            total += count
    print(total.line("all"))
    if total.left_out:
        print("left out: " + ", ".join(f"{number} × {why}" for why, number in total.left_out.most_common()))
    met = (
        100 * total.same >= SAME_GOAL * total.passed
        and 100 * total.isolated >= ISOLATED_GOAL * total.passed
        and not total.points
    )
    goals = f"goals of {SAME_GOAL:g} % the same, {ISOLATED_GOAL:g} % isolated, no point for a stub"
    print(f"{goals}: {'met' if met else 'missed'}")


if __name__ == "__main__":
    main()
