"""How what is missing is installed. The one place that gives such advice.

It never names kadai itself to a package index: kadai need not come from one, and whoever owns the name there could
hand out anything.
"""

import re
import shlex
from importlib.metadata import PackageNotFoundError, requires

from autograder.text import Text

_OWN = re.compile(r"kadai\[([\w,-]+)\]")


def needed_for(extra: str) -> Text:
    """The command that installs what one of kadai's extras needs."""
    command = shlex.join(["python", "-m", "pip", "install", *_requirements(extra)])
    return Text(f"install it with `{command}`", f"`{command}` でインストールできます")


def _requirements(extra: str) -> list[str]:
    """What an extra stands for, those that it names among it."""
    try:
        declared = requires("kadai") or []
    except PackageNotFoundError:  # run from its sources
        return [extra]
    marked = [text.partition(";") for text in declared if re.search(rf"extra == ['\"]{extra}['\"]", text)]
    found = [name.strip() for name, _, _ in marked]
    within = [part for name in found if (own := _OWN.match(name)) for part in own[1].split(",")]
    plain = [name for name in found if not name.startswith("kadai")]
    return sorted({*plain, *(name for part in within for name in _requirements(part))})
