"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant

equivalent(
    "moved_in_place_and_restored",
    change=[
        ("point = np.array(x, dtype=np.float64)", "point = x if x.dtype == np.float64 else x.astype(float)"),
    ],
    why="x itself moves, and every entry is put back from a copy",
)
equivalent(
    "error_with_a_floor",
    change=[("np.where(size == 0, 1.0, size)", "np.maximum(size, 1e-12)")],
    why="the usual guard against 0/0; a NumPy scalar for numbers",
)
equivalent(
    "multiplied_out",
    change=[
        ("(n_in + 1) * n_hidden + (n_hidden + 1) * n_out", "n_in * n_hidden + n_hidden + n_hidden * n_out + n_out"),
        ("gradient[i] = (above - below) / (2 * h)", "gradient[i] = 0.5 * above / h - 0.5 * below / h"),
    ],
    why="the same sums, multiplied out",
)
equivalent("unit_vectors", module="equivalents/unit_vectors.py", why="whole shifted copies, a list comprehension")
equivalent("flat_iterator", module="equivalents/flat_iterator.py", why="np.nditer; float32 in the relative error")

equivalent_mutant(
    "return np.abs(a - b) / np.where(size == 0, 1.0, size)",
    "return np.abs(a - b) / np.where(size == 0, 2.0, size)",
    why="where both are 0 the numerator is 0",
)
equivalent_mutant(
    "return np.abs(a - b) / np.where(size == 0, 1.0, size)",
    "return np.abs(b - a) / np.where(size == 0, 1.0, size)",
    why="the absolute value does not know the sign",
)
equivalent_mutant(
    "middle = point[i]", "middle = x[i]", why="the point was moved back, to where x has been all the time"
)
