"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant

equivalent(
    "adam_with_a_corrected_rate",
    change=[
        (
            "            m_hat = self.m[key] / (1.0 - self.beta1**self.t)\n"
            "            v_hat = self.v[key] / (1.0 - self.beta2**self.t)\n"
            "            params[key] -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)\n",
            "            rate = self.lr * np.sqrt(1 - self.beta2**self.t) / (1 - self.beta1**self.t)\n"
            "            params[key] -= rate * self.m[key] / (np.sqrt(self.v[key]) + self.eps)\n",
        )
    ],
    why="the other published form of Adam: the corrections folded into the step size",
)
equivalent(
    "eps_inside_every_root",
    change=[
        ("self.lr * g / (np.sqrt(self.h[key]) + self.eps)", "self.lr * g / np.sqrt(self.h[key] + self.eps)", 2),
        ("self.lr * m_hat / (np.sqrt(v_hat) + self.eps)", "self.lr * m_hat / np.sqrt(v_hat + self.eps)"),
    ],
    why="ε inside the root",
)
equivalent(
    "adadelta_with_eps_outside",
    change=[
        (
            "step = -g * np.sqrt(s + self.eps) / np.sqrt(self.h[key] + self.eps)",
            "step = -g * (np.sqrt(s) + self.eps) / (np.sqrt(self.h[key]) + self.eps)",
        )
    ],
    why="ε beside both roots",
)
equivalent(
    "averages_moved_by_the_difference",
    change=[
        (
            "self.m[key] = self.beta1 * self.m.get(key, np.zeros_like(g)) + (1.0 - self.beta1) * g",
            "m = self.m.setdefault(key, np.zeros_like(g))\n            m += (1 - self.beta1) * (g - m)",
        ),
        (
            "self.v[key] = self.beta2 * self.v.get(key, np.zeros_like(g)) + (1.0 - self.beta2) * g**2",
            "v = self.v.setdefault(key, np.zeros_like(g))\n            v += (1 - self.beta2) * (g * g - v)",
        ),
    ],
    why="running averages as a step towards the new value, state changed in place",
)
equivalent(
    "velocity_of_the_other_sign",
    change=[
        (
            "            self.v[key] = self.momentum * self.v.get(key, np.zeros_like(g)) - self.lr * g\n"
            "            params[key] += self.v[key]\n",
            "            self.v[key] = self.momentum * self.v.get(key, np.zeros_like(g)) + self.lr * g\n"
            "            params[key] -= self.v[key]\n",
        ),
        (
            "params[key] += self.momentum * self.v[key] - self.lr * g",
            "old = (self.v[key] + self.lr * g) / self.momentum\n"
            "            params[key] += self.momentum**2 * old - (1 + self.momentum) * self.lr * g",
        ),
    ],
    why="v with the other sign; Nesterov's step written with the old velocity",
)
equivalent(
    "written_through_slices",
    change=[
        ("params[key] -= self.lr * grads[key]", "params[key][:] = params[key] - self.lr * grads[key]"),
        (
            'path.append(params["x"].copy())',
            'path.append(list(params["x"]))',
        ),
    ],
    why="slices in place of augmented assignment, a list of lists",
)
equivalent("float32_inside", module="equivalents/float32_inside.py", why="a float32 computation inside")

equivalent_mutant(
    "return np.array(path)", "return path", why="a list of arrays is accepted where an array is asked for"
)
equivalent_mutant("for key in params:", "for key in grads:", why="both have the same keys")
equivalent_mutant("if key not in self.z:", "if key not in self.n:", why="z and n get their keys together")
