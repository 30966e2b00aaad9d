"""Which names a new assignment may have: it will be a module, in the folder in which a student works."""

import keyword

from autograder.course.assignment import PRIVATE, is_id
from autograder.course.private_modules import installed


def unfit(id: str) -> str:
    """Why an assignment should not have this id; empty if it may."""
    module = id.replace("-", "_")
    if not is_id(id) or not module.isidentifier():
        return "use letters, digits, _ and -, and begin with a letter"
    if keyword.iskeyword(module):
        return f"{module!r} is a word of Python, so no module can have that name"
    if f"{module}.py" in PRIVATE or module.startswith("test_"):
        return f"kadai has another use for a file {module}.py"
    other = installed(module)
    if other is not None:
        return (
            f"a student's {module}.py would be imported in the place of {other}; "
            f"choose another name, such as {f'my_{module}'!r}"
        )
    return ""
