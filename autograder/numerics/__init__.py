"""Numerics that can be trusted: how arrays differ, whether a gradient is one, whether a run is the right run.

Pure NumPy; knows nothing of grading. Authors of hidden tests find these names in ``autograder.testing``.
"""

from autograder.numerics.closeness import assert_close as assert_close
from autograder.numerics.closeness import assert_unchanged as assert_unchanged
from autograder.numerics.closeness import compare as compare
from autograder.numerics.difference import Compared as Compared
from autograder.numerics.difference import Difference as Difference
from autograder.numerics.difference import Inconclusive as Inconclusive
from autograder.numerics.difference import Mismatch as Mismatch
from autograder.numerics.difference import Pattern as Pattern
from autograder.numerics.difference import fail as fail
from autograder.numerics.distributions import normal_cdf as normal_cdf
from autograder.numerics.distributions import uniform_cdf as uniform_cdf
from autograder.numerics.ensembles import EnsembleBand as EnsembleBand
from autograder.numerics.ensembles import assert_in_ensemble as assert_in_ensemble
from autograder.numerics.gradients import assert_gradient as assert_gradient
from autograder.numerics.gradients import assert_vjp as assert_vjp
from autograder.numerics.gradients import numerical_gradient as numerical_gradient
from autograder.numerics.gradients import redraw as redraw
from autograder.numerics.inputs import away_from_kinks as away_from_kinks
from autograder.numerics.inputs import copies as copies
from autograder.numerics.inputs import distinct_sizes as distinct_sizes
from autograder.numerics.inputs import logits as logits
from autograder.numerics.inputs import one_hot as one_hot
from autograder.numerics.inputs import upstream as upstream
from autograder.numerics.statistics import assert_distinct as assert_distinct
from autograder.numerics.statistics import assert_distribution as assert_distribution
from autograder.numerics.statistics import assert_independent as assert_independent
from autograder.numerics.statistics import assert_mean as assert_mean
from autograder.numerics.statistics import assert_rate as assert_rate
from autograder.numerics.statistics import assert_variance as assert_variance
from autograder.numerics.trajectories import TrajectoryBand as TrajectoryBand
from autograder.numerics.trajectories import assert_trajectory as assert_trajectory
from autograder.numerics.work import assert_at_work as assert_at_work
from autograder.numerics.work import assert_mostly_at_work as assert_mostly_at_work
from autograder.numerics.work import factor_of as factor_of

# The submodules are not part of the face.
__all__ = sorted(
    name
    for name, value in globals().items()
    if not name.startswith("_") and getattr(value, "__module__", "").startswith(f"{__name__}.")
)
