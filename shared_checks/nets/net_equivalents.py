"""Right variants of the training in mini-batches."""

from autograder.testing import equivalent


def batches() -> None:
    """How the samples may be shuffled and cut into batches."""
    equivalent(
        "shuffled_copies",
        change=[
            (
                "order = rng.permutation(len(x))",
                "order = np.arange(len(x))\n        rng.shuffle(order)\n        xs, ts = x[order], t[order]",
            ),
            ("batch = order[start : start + batch_size]", "batch = slice(start, start + batch_size)"),
            ("net.gradient(x[batch], t[batch])", "net.gradient(xs[batch], ts[batch])"),
        ],
        why="shuffled copies, cut by slices",
    )
