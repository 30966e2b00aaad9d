"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant

HE = "return rng.normal(0.0, np.sqrt(2.0 / n_in), size=(n_in, n_out))"
GLOROT = "return rng.normal(0.0, np.sqrt(2.0 / (n_in + n_out)), size=(n_in, n_out))"
LAYER = "h = ACTIVATIONS[activation](h @ rng.normal(0.0, sigma_rule(width, width), size=(width, width)))"

equivalent(
    "standard_normal_times_sigma",
    change=[
        (HE, "return rng.standard_normal((n_in, n_out)) * (2 / n_in) ** 0.5"),
        (GLOROT, "return rng.standard_normal((n_in, n_out)) / np.sqrt((n_in + n_out) / 2)"),
    ],
    why="standard normal numbers, scaled afterwards",
)
equivalent(
    "box_muller",
    change=[
        (
            HE,
            "radius = np.sqrt(-2 * np.log(1 - rng.random((n_in, n_out))))\n"
            "    angle = 2 * np.pi * rng.random((n_in, n_out))\n"
            "    return np.sqrt(2 / n_in) * radius * np.cos(angle)",
        )
    ],
    why="any sampler is right: normal numbers made from uniform ones",
)
equivalent(
    "drawn_transposed",
    change=[
        (HE, "return rng.normal(0.0, np.sqrt(2.0 / n_in), size=(n_out, n_in)).T"),
        (
            LAYER,
            "h = ACTIVATIONS[activation]((sigma_rule(width, width) * rng.standard_normal((width, width)) @ h.T).T)",
        ),
        ("stds.append(h.std())", "stds.append(np.sqrt(np.mean((h - h.mean()) ** 2)))"),
    ],
    why="another order of the draws and of the product; the standard deviation written out",
)
equivalent(
    "float32_inside",
    change=[
        (HE, "return rng.standard_normal((n_in, n_out), dtype=np.float32) * np.float32(np.sqrt(2 / n_in))"),
        ("h = rng.normal(size=(n_samples, width))", "h = rng.standard_normal((n_samples, width), dtype=np.float32)"),
        ("return np.array(stds)", "return [float(s) for s in stds]"),
    ],
    why="a float32 computation inside, a list in place of an array",
)

equivalent_mutant("return np.array(stds)", "return stds", why="a list is accepted where an array is asked for")
equivalent_mutant(
    LAYER,
    LAYER.replace(
        "h @ rng.normal(0.0, sigma_rule(width, width), size=(width, width))",
        "(h @ rng.normal(0.0, sigma_rule(width, width), size=(width, width)).T)",
    ),
    why="transposed, independent weights are independent weights of the same distribution",
)
