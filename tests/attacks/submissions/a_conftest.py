"""Hands in files that pytest and Python run of their own accord."""

RUNS = 1


def hand_in(folder, outside):
    (folder / "mallory").mkdir()
    (folder / "mallory/soft.py").write_text("x = 1")
    for name in ("conftest", "sitecustomize", "usercustomize", "test_soft"):
        (folder / f"mallory/{name}.py").write_text("raise SystemExit")
