"""What ``nbgrader_config.py`` names in the place of nbgrader's own parts."""

SANITIZE = [
    "autograder.nbgrader.restore.Restore",  # for ClearOutput, DeduplicateIds, OverwriteKernelspec and OverwriteCells
]
"""For ``Autograde.sanitize_preprocessors``: the notebook becomes what was released, but for the student's answers."""

AUTOGRADE = [
    "autograder.nbgrader.grade.Grade",  # for Execute: no kernel is started
    "nbgrader.preprocessors.LimitOutput",
    "autograder.nbgrader.saving.SaveGrades",  # for SaveAutoGrades
    "autograder.nbgrader.saving.SaveLatePenalty",  # for AssignLatePenalties, with the same plugin
]
"""For ``Autograde.autograde_preprocessors``: kadai grades, the scores go into the gradebook."""
