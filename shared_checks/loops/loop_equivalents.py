"""Right variants of a hand-written training loop, whatever its loss. Modules are those of the squared error."""

from autograder.testing import equivalent, equivalent_mutant

Change = list[tuple[str, str] | tuple[str, str, int]]


def enter(*, float32: Change, sums: Change, einsum: Change) -> None:
    """The variants; the arguments change the modules of the same names to another loss."""
    equivalent(
        "draws_by_another_method",
        change=[
            (
                "return rng.standard_normal((d_in, h)), rng.standard_normal((h, d_out))",
                "w2 = rng.normal(0.0, 1.0, size=(h, d_out))\n    return rng.normal(size=d_in * h).reshape(d_in, h), w2",
            )
        ],
        why="any sampler and any order of the draws is right",
    )
    equivalent(
        "updates_in_place_on_copies",
        change=[
            ("    losses: list[float] = []\n", "    losses: list[float] = []\n    w1, w2 = w1.copy(), w2.copy()\n"),
            ("w1 = w1 - learning_rate * grad_w1", "w1 -= learning_rate * grad_w1"),
            ("w2 = w2 - learning_rate * grad_w2", "w2 -= learning_rate * grad_w2"),
        ],
        why="in-place work on copies harms nobody",
    )
    equivalent(
        "mask_written_in_place_on_a_copy",
        change=[
            ("grad_y1 = grad_y2 * (y1 > 0)", "grad_y1 = grad_y2.copy()\n        grad_y1[y1 < 0] = 0"),
            ("y2 = np.maximum(y1, 0)", "y2 = np.where(y1 > 0, y1, 0.0)"),
        ],
        why="the published form of the mask; the slope at 0 is not graded",
    )
    equivalent(
        "w2_updated_first_but_after_use",
        change=[
            (
                "        w1 = w1 - learning_rate * grad_w1\n        w2 = w2 - learning_rate * grad_w2\n",
                "        w2 = w2 - learning_rate * grad_w2\n        w1 = w1 - learning_rate * grad_w1\n",
            )
        ],
        why="once both gradients are known, the order of the updates does not matter",
    )
    equivalent(
        "losses_as_an_array",
        change=[("    return losses, w1, w2\n", "    return np.array(losses), w1.tolist(), w2.tolist()\n")],
        why="an array in place of a list, lists in place of arrays",
    )
    equivalent(
        "zero_dimensional_losses",
        change=[("losses.append(loss)", "losses.append(np.array(loss))")],
        why="each loss a 0-d array",
    )
    equivalent("float32_inside", module="loop_float32.py", change=float32, why="a float32 computation inside")
    equivalent("per_sample", module="loop_per_sample.py", change=sums, why="gradients summed sample by sample")
    equivalent("einsum", module="loop_einsum.py", change=einsum, why="einsum, helper functions, gradients in a dict")
    equivalent_mutant(
        "grad_y1 = grad_y2 * (y1 > 0)",
        "grad_y1 = grad_y2 * (y1 >= 0)",
        why="the slope of ReLU at exactly 0 is not graded",
    )
