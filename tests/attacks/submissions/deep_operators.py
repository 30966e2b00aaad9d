"""Hands in an expression nested so deep that compiling it uses up the stack."""

RUNS = None  # the attacker's own loss


def hand_in(folder, outside):
    (folder / "mallory.py").write_text("x = 1\ny = " + "-" * 50_000 + "1")
