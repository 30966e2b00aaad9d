"""GitHub: a private repository that grades the students' ones, and the template from which those are made.

Whatever a workflow of a student's repository can read, its student can print: so hidden tests stay in the other one,
and the secret in neither.
"""

from autograder.bundles.bundle import SECRET, File, Files, Order, template
from autograder.bundles.contents import REQUIREMENTS, WHEELS, course_files, engine, handed_out, in_folder
from autograder.language import asked
from autograder.text import Text

_PYTHON = "3.13"


class ForGitHub:
    """See the module."""

    name = "github"
    description = Text(
        "a private repository that grades, and the students' template",
        "採点する非公開リポジトリと、学生用テンプレート",
    )
    deadline = 600.0
    is_zip = False

    def files(self, order: Order) -> Files:
        """See `Place`."""
        values = {
            "ids": ", ".join(order.ids),
            "python": _PYTHON,
            "feedback": order.feedback,
            "deadline": f"{order.deadline:g}",
            "language": asked(),
        }
        kadai = engine()
        course = {name: file for name, file in course_files(order).items() if name != SECRET}
        example = "repository,assignment\n" + "".join(f"organisation/{id}-student,{id}\n" for id in order.ids)
        grading = {
            ".github/workflows/grade.yml": template("github/grade.yml", values),
            "grade_repositories.py": template("github/grade_repositories.py", values),
            "repositories.csv": File(example.encode()),
            **course,
            **kadai,
        }
        jobs = "".join(template("github/job.yml", {**values, "id": id}).content.decode() for id in order.ids)
        wheels = {name.replace(REQUIREMENTS, f"{WHEELS}/{REQUIREMENTS}"): file for name, file in kadai.items()}
        student = {
            ".github/workflows/public.yml": template("github/public.yml", {"jobs": jobs.rstrip("\n")}),
            **handed_out(order),
            **wheels,
        }
        readme = template("github/README.md", values)
        return {**in_folder("grading", grading), **in_folder("student", student), "README.md": readme}
