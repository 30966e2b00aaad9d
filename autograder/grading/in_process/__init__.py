"""Checks in the student's own process, for ``pytest``, ``kadai check``, ``kadai watch`` and notebooks: no sandbox."""
