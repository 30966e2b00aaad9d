"""``python -m tests.examples.renew [ASSIGNMENT…]``: write the golden files anew and show what changed."""

import difflib
import sys
import tempfile
from pathlib import Path

from tests.examples.golden import ASSIGNMENTS, FOLDER, as_text, graded


def main(assignments: list[str]) -> None:
    """Grade, print a unified diff for every golden file that changes, and write it."""
    for assignment in assignments:
        with tempfile.TemporaryDirectory() as scratch:
            text = as_text(graded(assignment, Path(scratch)))
        path = FOLDER / f"{assignment}.json"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        lines = (part.splitlines(keepends=True) for part in (before, text))
        sys.stdout.writelines(difflib.unified_diff(*lines, str(path), str(path), n=2))
        path.write_text(text, encoding="utf-8")
        print(f"{path.name}: {'unchanged' if text == before else 'written'}")


if __name__ == "__main__":
    main(sys.argv[1:] or list(ASSIGNMENTS))
