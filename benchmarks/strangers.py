"""Public projects with a softmax layer, handed in as they are: python -m benchmarks.strangers --from FOLDER.

Each project is pinned by commit. Its file with the layer is renamed in its place to that of the assignment, nothing
else is touched, and the whole project is one student's folder. Beside it stands what the same code deserves: the file
with the project's own modules pasted in where it imports them, alone. Nothing of the projects is part of kadai; their
code runs in kadai's workers only. FOLDER holds git directories named OWNER+NAME (or with a `repo` or `repo/.git`
in them); without --from they are cloned from GitHub into a temporary folder.
"""

import argparse
import re
import subprocess
import tempfile
from pathlib import Path

from autograder.grading.classroom.classroom import grade
from autograder.grading.results import SubmissionResult
from benchmarks.class_of_200 import fresh_course

ASSIGNMENT = "softmax_with_loss"
PROJECTS = (
    ("2j2h5/IP-team-project2", "b348d8231eb2aa964d32b0da72605486ada845df", "common/layers.py"),
    ("Aoi-Takahashi/deep-learning", "ab6591767af3437940200552be5fb551c6f941cf", "common/layers.py"),
    ("ArakawaEito/image-classification-from-scratch", "aa38582a05d5bb16bea78c1a552a75e70eb610ad", "common/layers.py"),
    ("Cleancode404/DLFS", "f65921231b426c0a393baecf8535fa11ef56a0d1", "common/layers.py"),
    ("Duhoon/learning_dl", "99a37783500b0133436ea0f5d4a6d6f234914672", "common/layers_implement.py"),
    ("EastSunrise/deep-learning", "04df0ab9600b60276db30291388a716931d212e8", "common/layers.py"),
    ("GDPolar/DLBegin", "36fb0ea41151819690bc55332087b8d4185002ea", "ch05/layers.py"),
    ("Hana893/CNN-mnist", "c2c8e1d6744916dab13a469dacbf1851ca83c671", "common/layers.py"),
    ("HitoshiIyatomi/IIP1", "f01a9a9cbbc37f1a74cc33ced2512be7ceb3498d", "03_BPNN/02_Second_NeuralNetwork.ipynb"),
    ("HowardHub/deep_learning_play", "2ab91f235cf85941b2e3d5ff97573176877db44c", "ch05/ex_06_softmax_with_loss.py"),
    (
        "HwiNyeonKim/DeepLearningFromScratch_1",
        "ab4ddb67778334eeacb7cfed9442aef6c400473a",
        "chapter_5_backpropagation/softmax_with_loss.py",
    ),
    ("Hyedokal/DeepLearning_1", "5314d71226892c843ad04308f3ac2d0fab519d79", "common/layers.py"),
    ("JeonJunHyuk/scratch1", "82236a3b9035bf4ed23c65e688fcd106c3e46f9f", "common/layers.py"),
    ("JohnsonSii/Numpy_NN", "ae1101b02bd61e52517c56991c448d085834ae1b", "common/layers.py"),
    ("JojiKoike/DIYDeepLearning", "b88c3e6a43b59bb0fcebfcdb2cf206a2d8d7e480", "common/layers.py"),
    ("Junhyeok17/ssuDL", "ac2a3cc9ea79c872eb4e7b2f77e5c0497831ac6d", "common/layers.py"),
    ("KIM-YUNHO/DeepLearning", "948b64cda473e060f84997d60cf480fcf7558079", "common/layers.py"),
    ("KimChangHyun-design/DL", "df9e70673857cc985350c0a9119b030d765a845d", "common/layers.py"),
    ("KodaiTakano/zeroDL", "5ac1abb2a608f77f0ac7db2a75d8fabca23b4958", "common/layers.py"),
    ("KoyaShirasawa/katakana_recognition", "7cc059745de7bbf370ca83140c5c3dc35aab86c7", "common/layers.py"),
    ("LHYWilliam/CNN", "82e396c3cdbb4db1b5a55c6a3ff7c1e9be771592", "neolearn/loss.py"),
    ("LeeXim/From-Scratch-DNN", "39a9721a8861bcb3a2cd5c9eee7699a2f1036c2d", "common/layers.py"),
    ("LelandYan/The-frame-of-DNN-and-CNN", "00cf2f48b1da7fb892ca74dd1016b5b1e422f3b5", "common/layers.py"),
)
# The books call it so; a student of this course would have the name that is asked for.
ALIAS = "\ntry:\n    cross_entropy\nexcept NameError:\n    cross_entropy = cross_entropy_error\n"
_IMPORT = re.compile(r"^(?:from\s+([\w.]+)\s+import\s+.+|import\s+([\w.]+)(?:\s+as\s+\w+)?)\s*(?:#.*)?$")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--from", dest="folder", type=Path, metavar="FOLDER", help="git directories, by OWNER+NAME")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        for repository, commit, path in PROJECTS:
            there = work / "as_they_are" / repository.replace("/", "+")
            unpack(git_directory(repository, given.folder, work), commit, there)
            hand_in(there, path, work / "deserved" / f"{there.name}.py")
        course = fresh_course(work / "course")
        scores = {}
        for name in ("as_they_are", "deserved"):
            report = grade(work / name, assignment=ASSIGNMENT, course=course)
            scores[name] = {s.id: s for s in report.submissions}
        show(scores["as_they_are"], scores["deserved"])


def git_directory(repository: str, folder: Path | None, work: Path) -> Path:
    """Where the project's commits are; cloned if no folder was given."""
    name = repository.replace("/", "+")
    if folder is None:
        there = work / "clones" / name
        subprocess.run(["git", "clone", "-q", "--bare", f"https://github.com/{repository}", there], check=True)
        return there
    found = [f for f in (folder / name / "repo/.git", folder / name / "repo", folder / name) if (f / "HEAD").is_file()]
    if not found:
        raise SystemExit(f"{folder / name}: no git directory there")
    return found[0]


def unpack(git: Path, commit: str, there: Path) -> None:
    """The files of a commit; of what is no text only the names, for a shallow copy may lack large contents."""
    run = ["git", f"--git-dir={git}"]
    listed = subprocess.run([*run, "ls-tree", "-rz", commit], check=True, capture_output=True).stdout
    for line in filter(None, listed.decode("utf-8", "surrogateescape").split("\0")):
        (_, kind, blob), name = line.partition("\t")[0].split(), line.partition("\t")[2]
        if kind != "blob":
            continue
        file = there / name
        file.parent.mkdir(parents=True, exist_ok=True)
        is_text = file.suffix in (".py", ".ipynb", ".md", ".txt")
        content = subprocess.run([*run, "cat-file", "blob", blob], capture_output=True).stdout if is_text else b""
        file.write_bytes(content)


def hand_in(project: Path, path: str, alone: Path) -> None:
    """Rename the file in its place; write what it deserves beside."""
    file = project / path
    renamed = file.rename(file.with_name(ASSIGNMENT + file.suffix))
    alone.parent.mkdir(exist_ok=True)
    if file.suffix == ".ipynb":  # it imports nothing of its own
        alone.with_suffix(".ipynb").write_bytes(renamed.read_bytes())
        return
    text = renamed.read_text(encoding="utf-8-sig")
    if "cross_entropy_error" in text and not re.search(r"\bcross_entropy\b", text):
        renamed.write_text(text + ALIAS, encoding="utf-8")
    alone.write_text(pasted(renamed, project, set()), encoding="utf-8")


def pasted(file: Path, project: Path, done: set[Path]) -> str:
    """The text of a module with the project's own modules in the places where they are imported."""
    done.add(file)
    lines = []
    for line in file.read_text(encoding="utf-8-sig").splitlines():
        found = _IMPORT.match(line)
        name = (found[1] or found[2]) if found else ""
        module = name.lstrip(".").replace(".", "/")
        roots = (file.parent,) if name.startswith(".") else (file.parent, project)
        there = [root / f"{module}{ending}" for root in roots for ending in (".py", "/__init__.py") if module]
        places = [place for place in there if place.is_file()]
        if not places:
            lines.append(line)
        elif places[0] not in done:
            lines.append(pasted(places[0], project, done))
    return "\n".join(lines) + "\n"


def show(as_they_are: dict[str, SubmissionResult], deserved: dict[str, SubmissionResult]) -> None:
    """One line for each project, and what was said where the scores differ."""
    equal = 0
    for id, result in sorted(as_they_are.items()):
        right = deserved[id]
        equal += (same := result.score == right.score)
        print(f"{'  ' if same else '≠ '}{result.score:5g} of {right.score:5g} deserved  {id}  {result.file or ''}")
        for said in (
            () if same and result.score else (result.reason, *result.notes, *(a.text for a in result.attention))
        ):
            if said.en:
                print(f"           {said.en[:200]}")
    print(f"{equal} of {len(as_they_are)} projects have what their code deserves")


if __name__ == "__main__":
    main()
