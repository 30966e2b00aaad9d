"""This repository is an nbgrader course: nbgrader's own commands work here, with kadai's isolation and speed."""

from autograder.nbgrader.parts import AUTOGRADE, SANITIZE, TEMPLATES

c = get_config()  # noqa: F821  # nbgrader defines it

c.CourseDirectory.course_id = "kadai"
c.CourseDirectory.source_directory = "assignments"
c.CourseDirectory.release_directory = "student_template"

# What lies in an assignment's folder and is not for students. Whatever else is not part of a release is taken out
# by AddReleasedFiles: students receive what `kadai release` builds and nothing more.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    "assignment.toml",
    "conftest.py",
    "equivalents",
    "equivalents.py",
    "misconceptions.py",
    "notes.md",
    "test_hidden.py",
    "written.toml",
]

c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.LockCells",
    "autograder.nbgrader.release.ClearMarkedSolutions",  # knows fill-in regions, too
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
    "autograder.nbgrader.release.AddReleasedFiles",  # the stub, the public tests, the given code
]

# The gradebook says what each cell of a submission is, and its code is graded in kadai's sandbox: no kernel is started.
c.Autograde.sanitize_preprocessors = SANITIZE
c.Autograde.autograde_preprocessors = AUTOGRADE

# What students write is shown to the instructor and in the feedback without their HTML: nbgrader would run its scripts.
c.HTMLExporter.extra_template_basedirs = TEMPLATES  # the feedback: what is wrong first, complete without a network
c.HTMLExporter.filters = {"markdown2html": "autograder.nbgrader.pages.markdown_without_html"}
