"""Which names a new assignment may have: it will be a module, in the folder in which a student works."""

import keyword

from autograder.course.assignment import PRIVATE, is_id
from autograder.course.private_modules import installed
from autograder.text import NOTHING, Text


def unfit(id: str) -> Text:
    """Why an assignment should not have this id; empty if it may."""
    module = id.replace("-", "_")
    if not is_id(id) or not module.isidentifier():
        return Text(
            "use letters, digits, _ and -, and begin with a letter",
            "英数字と _ と - を使い、英字で始めてください",
        )
    if keyword.iskeyword(module):
        return Text(
            f"{module!r} is a word of Python, so no module can have that name",
            f"{module!r} は Python の予約語なので、モジュールの名前にできません",
        )
    if f"{module}.py" in PRIVATE or module.startswith("test_"):
        return Text(f"kadai has another use for a file {module}.py", f"kadai は {module}.py を別のことに使います")
    other = installed(module)
    if other is not None:
        return Text(
            f"a student's {module}.py would be imported in the place of {other}; "
            f"choose another name, such as {f'my_{module}'!r}",
            f"学生の {module}.py が {other} の代わりに import されてしまいます。"
            f"{f'my_{module}'!r} のような別の名前にしてください",
        )
    return NOTHING
