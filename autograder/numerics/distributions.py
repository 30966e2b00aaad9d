"""Distribution functions, for checks of what is drawn at random."""

import math
from collections.abc import Callable


def normal_cdf(std: float, mean: float = 0.0) -> Callable[[float], float]:
    """The distribution function of the normal distribution, for ``assert_distribution``.

    Added in version 0.1.0.

    Examples:
        >>> normal_cdf(std=0.1)(0.0)
        0.5
    """
    return lambda x: 0.5 * math.erfc((mean - x) / (std * math.sqrt(2.0)))


def uniform_cdf(low: float, high: float) -> Callable[[float], float]:
    """The distribution function of the uniform distribution on [low, high], for ``assert_distribution``.

    Added in version 0.1.0.

    Examples:
        >>> uniform_cdf(0.0, 2.0)(0.5)
        0.25
    """
    return lambda x: min(max((x - low) / (high - low), 0.0), 1.0)
