"""Code with plots in it runs where matplotlib is and where it is not."""

import subprocess
import sys

import pytest

SNIPPETS = """
from matplotlib import cm, pyplot; from matplotlib.colors import ListedColormap; from mpl_toolkits.mplot3d import Axes3D
fig, ax = plt.subplots(); ax.plot([1, 2], label="a"); ax.legend(); fig.tight_layout()
fig, (a, b) = plt.subplots(1, 2, figsize=(4, 3)); a.set_title("x")
fig, axes = plt.subplots(2, 3, sharex=True); assert axes.shape == (2, 3); [ax.axis("off") for ax in axes.flat]
fig, axes = plt.subplots(1, 1, squeeze=False); assert axes.shape == (1, 1); axes[0, 0].imshow(np.zeros((2, 2)))
line, = plt.plot([1, 2], [3, 4]); line.set_data([1], [2])
a, b = plt.plot([1, 2], [3, 4], [1, 2], [5, 6])
n, bins, _ = plt.hist(np.arange(10.0), bins=5); assert n.tolist() == [2] * 5 and bins.shape == (6,)
plt.rcParams["font.size"] = 9; plt.rcParams.update({"font.size": 8})
with plt.style.context("ggplot"): plt.figure()
low, high = plt.xlim(); plt.gca().set_ylim(0, 1); float(high - low)
plt.cm.viridis(0.5); plt.get_cmap("viridis")(np.linspace(0, 1, 3))
class Mine(plt.Axes): pass
assert not isinstance(3, plt.Figure)
plt.show(); plt.close("all")
from pylab import *
"""
PROGRAM = """
import sys
from autograder.sandbox.worker import inert_plots
if sys.argv[1] == "absent":
    class Absent(inert_plots.InertPlots): pass
    sys.meta_path.insert(0, Absent())
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt, numpy as np
assert ("Inert" in type(plt.show).__name__) == (sys.argv[1] == "absent")
for snippet in sys.argv[2:]:
    exec(snippet, {"plt": plt, "np": np})
"""


@pytest.mark.parametrize("matplotlib", ["installed", "absent"])
def test_it_runs(matplotlib: str) -> None:
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM, matplotlib, *SNIPPETS.strip().splitlines()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
