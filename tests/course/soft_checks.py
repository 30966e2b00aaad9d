"""The checks of the course ``soft``, as pytest collects them."""

from autograder.checks import CheckInfo
from autograder.text import Text

CHECKS = (
    CheckInfo("example", Text.same("example"), 0.0, True),
    CheckInfo("rows_add_up_to_one", Text("Every row adds up to 1.", "どの行の和も 1 です。"), 2.5, False),
)
