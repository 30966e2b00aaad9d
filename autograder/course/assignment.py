"""An assignment: one folder under ``assignments/`` and one module under ``reference/``."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.course.data_files import data_files
from autograder.course.handed_out.regions import without_markers
from autograder.course.handed_out.released import FILE as RELEASED
from autograder.course.handed_out.released import Released
from autograder.course.handed_out.stubs import stub
from autograder.course.imports import imported_names
from autograder.course.meaning import meaning, only_for
from autograder.course.private_modules import module_files, refuse_namesakes
from autograder.course.settings import Table, read_toml
from autograder.course.written import FILE as WRITTEN
from autograder.errors import UsageError, system_said
from autograder.sandbox import Limits, Sources
from autograder.structs import encode_json
from autograder.text import Text, nearest

if TYPE_CHECKING:
    from autograder.course.course import Course

FILE = "assignment.toml"
MISCONCEPTIONS, EQUIVALENTS = "misconceptions.py", "equivalents.py"
PRELOAD = ("matplotlib.pyplot",)
# The files of an assignment's folder that students may never see.
PRIVATE = ("test_hidden.py", MISCONCEPTIONS, EQUIVALENTS, FILE, WRITTEN, RELEASED, "conftest.py")
# Among the files that a grade can depend on: modules that nobody needs but whoever imports them.
_PRIVATE_MODULE = re.compile(r"(?:assignment|shared/[^/]+)/(?!test_|conftest\.)[^/]+\.py")
_LIMITS = Limits.__struct_fields__
_CHARGED_MORE = "charged_more"
_KEYS = ("draft", "title", "limits", "given", "data", "uses", "preload", _CHARGED_MORE)
# What cannot change a grade: texts, questions and pictures for people, and the built instructor's notebook.
_IRRELEVANT = (".md", ".ipynb", ".png", ".svg", ".jpg", ".jpeg", ".gif", ".pdf")


class Assignment:
    """What ``assignments/<id>/`` holds. In assignment.toml every key is optional::

        draft = true                       # its tests are not proved yet: `kadai validate` wants it named
        given = ["datasets.py"]            # modules that students receive, from here or from reference/
        data = ["iris.csv"]                # files, or folders of files, from here, that students receive
        uses = ["nets"]                    # folders of the course's shared_checks/ whose modules tests may import
        preload = ["matplotlib.pyplot"]    # imported once and shared by the workers that need it
        [title]
        en = "Softmax with loss"
        ja = "ソフトマックスと損失"
        [limits]                           # CPU seconds of the worker; sizes
        call_seconds = 5
        load_seconds = 10
        submission_seconds = 60
        memory_mb = 1024
        [charged_more.train]               # the one function or class of which a slip may cost most points, and why
        en = "It is all that is asked for."
        ja = "課題のすべてです。"

    Raises:
        UsageError: if assignment.toml is wrong, a given module, a data file or a used folder is missing, or a module
            of a used folder has the name of another one.
    """

    def __init__(self, course: "Course", id: str) -> None:
        self.course = course
        self.id = id
        self.folder = course.assignments_folder / id
        self.file = self.folder / FILE
        table = Table(read_toml(self.file), self.file, "", _KEYS)
        self.draft = table.yes("draft")
        self.title = _title(table, id)
        self.limits: Limits = read_limits(table, course.limits)
        self.charged_more = _charged_more(table)
        self.preload = table.strings("preload", PRELOAD)
        self.given = tuple(self._given(name) for name in table.strings("given", ()))
        self.data = data_files(self.folder, table.strings("data", ()), self.file)
        """Files that students receive and their code may read: path within the folder (with ``/``) → file."""
        self.uses = tuple(self._used(name) for name in table.strings("uses", ()))
        if self.uses:
            others = module_files(course.reference_folder) | module_files(self.folder)
            refuse_namesakes(self.uses, others | {self.module: self.reference_path})

    @property
    def module(self) -> str:
        """The name under which the submission is a module: the id, made an identifier."""
        return self.id.replace("-", "_")

    @property
    def reference_path(self) -> Path:
        """The complete solution, ``reference/<id>.py``."""
        return self.course.reference_folder / f"{self.id}.py"

    @property
    def hidden_tests(self) -> Path:
        """``test_hidden.py``, which need not exist."""
        return self.folder / "test_hidden.py"

    @property
    def public_tests(self) -> Path:
        """``test_public.py``, which need not exist."""
        return self.folder / "test_public.py"

    @property
    def module_folders(self) -> tuple[Path, ...]:
        """Where its tests and its catalogue find private modules: beside them, and in the shared folders it uses."""
        return self.folder, *self.uses

    @cached_property
    def others(self) -> frozenset[str]:
        """The ids of the course's other assignments."""
        return frozenset(self.course.ids()) - {self.id}

    @property
    def template_folder(self) -> Path:
        """Where the stubs are built, ``student_template/<id>/``."""
        return self.course.template_folder / self.id

    @property
    def instructors_notebook(self) -> Path:
        """The built notebook with solutions and rubrics, ``<id>.ipynb`` in the assignment's own folder."""
        return self.folder / f"{self.id}.ipynb"

    def reference_text(self) -> str:
        """The text of the reference.

        Raises:
            UsageError: if it is missing or not UTF-8.
        """
        return _read(self.reference_path, Text(f"the reference of {self.id!r}", f"{self.id!r} の模範解答"))

    @cached_property
    def given_texts(self) -> dict[str, str]:
        """File name → text of the modules that students receive, without solution markers.

        Raises:
            UsageError: if one cannot be read, or its markers are out of order.
        """
        return {
            path.name: without_markers(
                _read(path, Text(f"a given module of {self.id!r}", f"{self.id!r} の配布モジュール")), path
            )
            for path in self.given
        }

    @cached_property
    def functions(self) -> tuple[str, ...]:
        """The functions and classes of the stub: what students are asked for by name. Raises: RegionError."""
        text = stub(self.reference_text(), self.reference_path)
        return tuple(dict.fromkeys(re.findall(r"^(?:async\s+)?(?:def|class)\s+(\w+)", text, re.MULTILINE)))

    @cached_property
    def released(self) -> Released:
        """What students were ever given of it. Raises: UsageError, see there."""
        return Released(self)

    def sources_of(self, text: str) -> Sources:
        """A module's text as if a student had handed it in."""
        sources = Sources(
            module=self.module,
            main=f"{self.id}.py",
            cells=(text,),
            given=self.given_texts,
            functions=self.functions,
        )
        return self.released.with_blanks(sources)

    @property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, over everything of the course that a grade of this assignment depends on.

        The same on every machine: contents and relative names, no times, no absolute paths; and not the secret. Of
        the misconceptions and equivalents, which name mistakes, and of the modules that they alone import, the code
        counts.
        """
        files = self._frames()
        catalogue = self._only_for(files, MISCONCEPTIONS, EQUIVALENTS)
        return _digest({n: meaning(c) if n in catalogue else c for n, c in files.items()})

    @property
    def checks_digest(self) -> str:
        """Like `digest`, of what decides outcomes: without the catalogue."""
        files = self._frames()
        catalogue = self._only_for(files, MISCONCEPTIONS, EQUIVALENTS)
        return _digest({n: content for n, content in files.items() if n not in catalogue})

    def _only_for(self, files: Mapping[str, bytes], *names: str) -> frozenset[str]:
        """Files of the catalogue: these, and the private modules that nothing but these imports."""
        private = {name for name in files if _PRIVATE_MODULE.fullmatch(name)}
        return only_for([f"assignment/{name}" for name in names], private, files)

    def _frames(self) -> dict[str, bytes]:
        """The files that a grade can depend on, by name, and settings that do not stand in them."""
        frames = [("id", self.id.encode())]
        frames += [(f"assignment/{name}", path.read_bytes()) for name, path in _grading_files(self.folder)]
        for used in self.uses:
            frames += [(f"shared/{used.name}/{name}", path.read_bytes()) for name, path in _grading_files(used)]
        frames += [(f"reference/{path.name}", path.read_bytes()) for path in self._reference_files()]
        frames += [(f"given/{path.name}", path.read_bytes()) for path in self.given]
        frames += [(f"data/{name}", path.read_bytes()) for name, path in self.data.items()]
        # The defaults of the course count as well.
        frames += [("limits", encode_json(self.limits))]
        with suppress(UsageError):  # of a reference that is out of order, whoever reads it says so
            # What was ever released tells what is unwritten; of this release it follows from the reference.
            frames += [(f"released/{name}", " ".join(sorted(d)).encode()) for name, d in self.released.regions.items()]
        return dict(frames)

    def bundle(self) -> dict[str, bytes]:
        """The files that grading needs, by their names in the course (with ``/``): a course of this assignment alone.

        Settings are written out; the course's secret is not among them.

        Raises:
            UsageError: if one cannot be read.
        """
        private = [path for folder in self.module_folders for _, path in _grading_files(folder)]
        paths = [*private, *self._reference_files(), *self.given, *self.data.values()]
        files = {path.relative_to(self.course.root).as_posix(): path.read_bytes() for path in paths}
        return {"pyproject.toml": self.course.settings().encode(), **dict(sorted(files.items()))}

    def _reference_files(self) -> list[Path]:
        """The reference and what it imports, directly or not, from beside it."""
        found: dict[str, Path] = {}
        wanted = [self.id]
        while wanted:
            name = wanted.pop()
            path = self.course.reference_folder / f"{name}.py"
            if name not in found and path.is_file():
                found[name] = path
                wanted += imported_names(_read(path, Text("a reference", "模範解答")))
        return list(found.values())

    def _given(self, name: str) -> Path:
        file = name if name.endswith(".py") else f"{name}.py"
        if not re.fullmatch(r"[A-Za-z_]\w*\.py", file) or file in PRIVATE or file == f"{self.id}.py":
            raise UsageError(
                Text(
                    f"{self.file}: 'given' may not name {name!r}; it names modules such as datasets.py",
                    f"{self.file}: 'given' に {name!r} は書けません。datasets.py のようなモジュールの名前を書いて"
                    "ください",
                )
            )
        for folder in (self.folder, self.course.reference_folder):
            if (folder / file).is_file():
                return folder / file
        raise UsageError(
            Text(
                f"{self.file}: the given module {file!r} is neither in {self.folder} nor in "
                f"{self.course.reference_folder}",
                f"{self.file}: 'given' のモジュール {file!r} が {self.folder} にも {self.course.reference_folder} "
                "にもありません",
            )
        )

    def _used(self, name: str) -> Path:
        shared = self.course.shared_folder
        known = sorted(folder.name for folder in shared.glob("*") if folder.is_dir() and is_id(folder.name))
        if name not in known:
            hint = nearest(name, known)
            raise UsageError(
                Text(
                    f"{self.file}: 'uses' names {name!r}, but there is no such folder in {shared}{hint}",
                    f"{self.file}: 'uses' にある {name!r} というフォルダは {shared} にありません{hint.ja}",
                )
            )
        return shared / name

    def __repr__(self) -> str:
        return f"Assignment({self.id!r})"


def _grading_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """What of a folder can change a grade: names within it, and files."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        hidden = any(part.startswith((".", "__pycache__")) for part in name.parts)
        irrelevant = path.suffix.lower() in _IRRELEVANT or path.name in (WRITTEN, RELEASED)
        if path.is_file() and not hidden and not irrelevant:
            yield name.as_posix(), path


def _digest(frames: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(b"kadai assignment 2")
    for name, content in sorted(frames.items()):
        for part in (name.encode(), content):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def is_id(name: str) -> bool:
    """Whether a folder's name can be an assignment's id."""
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*|_[A-Za-z0-9_-]+", name) is not None


def read_limits(table: Table, defaults: Limits) -> Limits:
    """The limits that a table's ``limits`` sets, over the given defaults.

    Raises:
        UsageError: for an unknown limit, or one that is not a number above 0.
    """
    limits = table.table("limits", _LIMITS)
    values: dict[str, Any] = {name: limits.positive(name, getattr(defaults, name)) for name in _LIMITS}
    try:
        return Limits(**values)
    except UsageError as error:
        raise UsageError(f"{table.file}: " + error.text) from None


def _title(table: Table, id: str) -> Text:
    if isinstance(table.raw("title"), str):
        return Text.same(table.string("title", id))
    titles = table.table("title", ("en", "ja"))
    english = titles.string("en", titles.string("ja", id))
    return Text(english, titles.string("ja", english))


def _charged_more(table: Table) -> tuple[str, Text] | None:
    """The function or class of which a slip may cost more than others, and why; if one is declared."""
    values = table.raw(_CHARGED_MORE)
    if values is None:
        return None
    names = list(values) if isinstance(values, Mapping) else []
    if len(names) != 1:
        raise UsageError(
            Text(
                f"{table.file}: write one exception, as in [{_CHARGED_MORE}.train], with en and ja, not {len(names)}",
                f"{table.file}: 例外は [{_CHARGED_MORE}.train] のように 1 つだけ、en と ja を付けて書いてください"
                f"（今は {len(names)} 個）",
            )
        )
    reason = table.table(_CHARGED_MORE, names).table(names[0], ("en", "ja"))
    if not ("en" in reason and "ja" in reason):
        raise UsageError(
            Text(
                f"{table.file}: [{_CHARGED_MORE}.{names[0]}] needs its reason in both languages: en and ja",
                f"{table.file}: [{_CHARGED_MORE}.{names[0]}] には理由を en と ja の両方で書いてください",
            )
        )
    return names[0], Text(reason.string("en", ""), reason.string("ja", ""))


def _read(path: Path, what: Text) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError(Text(f"{path}: {what} is missing", f"{path}: {what.ja}がありません")) from None
    except OSError as error:
        raise UsageError(
            Text(
                f"{path}: {what} cannot be read ({error.strerror})",
                f"{path}: {what.ja}を読めません（{system_said(error).ja}）",
            )
        ) from None
    except UnicodeDecodeError:
        raise UsageError(
            Text(
                f"{path}: {what} is not UTF-8; save it in that encoding",
                f"{path}: {what.ja}が UTF-8 ではありません。UTF-8 で保存してください",
            )
        ) from None
