"""The reference as a module for the examiner, and as a submission for its own examination."""

import importlib.util
import sys
from types import ModuleType

from autograder.course import Assignment
from autograder.errors import UsageError
from autograder.sandbox import Sources
from autograder.text import Text


def load_reference(assignment: Assignment) -> ModuleType:
    """Import ``reference/<id>.py``, with earlier references and given modules importable by name.

    Raises:
        UsageError: if the file is missing or cannot be imported.
    """
    path = assignment.reference_path
    spec = importlib.util.spec_from_file_location(f"_kadai_reference_{assignment.id}", path)
    if not path.is_file() or spec is None or spec.loader is None:
        raise UsageError(
            Text(
                f"{path}: the reference of {assignment.id!r} is missing",
                f"{path}: {assignment.id!r} の模範解答がありません",
            )
        )
    for folder in (path.parent, path.parent.parent, assignment.folder):
        if str(folder) not in sys.path:
            sys.path.append(str(folder))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise UsageError(
            Text(
                f"{path}: the reference cannot be imported: {error!r}",
                f"{path}: 模範解答を import できません: {error!r}",
            )
        ) from error
    return module


def reference_sources(assignment: Assignment) -> Sources:
    """The reference as if a student had handed it in."""
    return assignment.sources_of(assignment.reference_path.read_text(encoding="utf-8"))
