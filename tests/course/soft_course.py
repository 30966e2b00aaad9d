"""A small course with one assignment, ``soft``."""

from pathlib import Path

REFERENCE = '''\
"""Softmax.

Rows are samples.
"""

import numpy as np
from helper import shift


def softmax(x):
    """Row-wise softmax."""
    ### BEGIN SOLUTION
    e = np.exp(shift(x))
    return e / e.sum(axis=1, keepdims=True)
    ### END SOLUTION


class Loss:
    """Cross entropy."""

    def forward(self, y, t):
        """Mean over the rows."""
        n = len(y)
        ### BEGIN SOLUTION fill-in
        # one entry per row
        picked = (y * t).sum(axis=1)
        loss = -np.log(picked).sum() / n
        ### END SOLUTION
        return loss
'''

HELPER = '''\
"""Earlier work."""


def shift(x):
    ### BEGIN SOLUTION
    return x - x.max(axis=1, keepdims=True)
    ### END SOLUTION
'''

HIDDEN = '''\
from autograder.testing import points

@points(2.5)
def test_rows_add_up_to_one(submission, reference):
    """Every row adds up to 1.

    ja: どの行の和も 1 です。

    Not for students.
    """
    secret_of_the_course = reference
'''

WRITTEN = """\
[[question]]
id = "why"
en = "Why do rows add up to 1?"
ja = "行の和が 1 になるのはなぜですか。"
rubric = [
  { points = 1, en = "the sum is divided out", ja = "和で割っている" },
  { points = 2, en = "a proof", ja = "証明" },
]
"""


def fill(root: Path) -> Path:
    """Write a course with one assignment, ``soft``."""
    files = {
        "pyproject.toml": "[tool.kadai]\n",
        "reference/soft.py": REFERENCE,
        "reference/helper.py": HELPER,
        "assignments/soft/assignment.toml": 'given = ["helper.py"]\n[title]\nen = "Softmax"\nja = "ソフトマックス"\n',
        "assignments/soft/handout.en.md": "# Softmax\n\nText.\n\n## Hints\n\n```\n## not a heading\n```\n",
        "assignments/soft/handout.ja.md": "# ソフトマックス\n\n![図](figures/softmax.png)\n",
        "assignments/soft/test_hidden.py": HIDDEN,
        "assignments/soft/test_public.py": "def test_example(submission): ...\n",
        "assignments/soft/written.toml": WRITTEN,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "assignments/soft/figures").mkdir()
    (root / "assignments/soft/figures/softmax.png").write_bytes(b"\x89PNG")
    return root
