"""Hands in a package with the name of a library, with a module inside that the library has, too."""

RUNS = 1
CARELESSLY = "shadowed"


def hand_in(folder, outside):
    (folder / "mallory/numpy/testing").mkdir(parents=True)
    (folder / "mallory/soft.py").write_text("import numpy.testing\nx = 1 if hasattr(numpy, 'array') else 2")
    for name in ("numpy", "numpy/testing"):
        (folder / "mallory" / name / "__init__.py").touch()
