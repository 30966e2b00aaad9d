"""Gradient checks: what they say, how often they call, kinks, float32, and follow-through marks."""

import numpy as np
import pytest

from autograder.numerics import (
    Inconclusive,
    Mismatch,
    assert_gradient,
    assert_vjp,
    away_from_kinks,
    logits,
    numerical_gradient,
    one_hot,
    redraw,
)

N, K = 5, 4


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


class Problem:
    """The mean cross entropy of softmax, at one point."""

    def __init__(self, seed=0):
        rng = np.random.default_rng(seed)
        self.x, self.t = logits(rng, N, K), one_hot(rng, N, K)
        self.gradient = (softmax(self.x) - self.t) / N

    def loss(self, x):
        shift = x.max(axis=1)
        return np.mean(np.log(np.exp(x - shift[:, None]).sum(axis=1)) + shift - (x * self.t).sum(axis=1))


def relu(x):
    return np.maximum(x, 0)


@pytest.fixture
def problem():
    return Problem()


def rejection(actual, *args, **keywords):
    with pytest.raises(Mismatch) as caught:
        assert_gradient(actual, *args, **keywords)
    return caught.value


class TestNumericalGradient:
    def test_it_follows_the_scale_of_the_point(self):
        for scale in (1e-8, 1e-4, 1.0, 1e4, 1e8):
            x = scale * np.random.default_rng(0).standard_normal((3, 2))
            assert numerical_gradient(lambda x: np.sum(x**3), x) == pytest.approx(3 * x**2, rel=1e-9)

    def test_it_calls_four_times_per_entry_and_leaves_the_point_alone(self):
        calls = []
        x = np.arange(6).reshape(2, 3)
        numerical_gradient(lambda x: calls.append(1) or x.sum(), x)
        assert len(calls) == 24
        assert np.array_equal(x, np.arange(6).reshape(2, 3))

    def test_a_function_that_changes_its_argument_does_no_harm(self):
        def careless(x):
            x *= 2
            return x.sum()

        assert numerical_gradient(careless, np.ones(3)) == pytest.approx(2.0)
        assert_gradient(np.full(3, 2.0), careless, np.ones(3))

    def test_complex_numbers_are_refused(self):
        with pytest.raises(TypeError, match="not at complex ones"):
            numerical_gradient(np.sum, np.array([1j]))
        with pytest.raises(TypeError, match="returned complex numbers"):
            numerical_gradient(lambda x: np.sum(x * 1j), np.ones(2))

    def test_an_array_needs_an_upstream_gradient(self):
        with pytest.raises(TypeError, match="give its upstream gradient"):
            numerical_gradient(lambda x: x, np.ones(2))


class TestVerdict:
    def test_the_gradient_passes_as_array_and_as_lists(self, problem):
        assert_gradient(problem.gradient, problem.loss, problem.x)
        assert_gradient(problem.gradient.tolist(), problem.loss, problem.x.tolist())
        assert_gradient(problem.gradient, problem.loss, problem.x, reference_gradient=problem.gradient)
        assert_gradient(problem.gradient.astype(np.float32), problem.loss, problem.x)

    def test_the_reference_gradient_is_a_short_cut(self, problem):
        calls = []
        count = lambda x: calls.append(1) or problem.loss(x)  # noqa: E731
        assert_gradient(problem.gradient, count, problem.x, reference_gradient=problem.gradient)
        assert not calls

    def test_kinks_are_left_out_where_the_reference_has_its_own_opinion(self):
        x = np.array([1.0, -2.0, 0.0, 3.0])
        for slope in (0.0, 0.5, 1.0):
            gradient = np.where(x == 0, slope, x > 0)
            assert_gradient(gradient, lambda x: relu(x).sum(), x, reference_gradient=1.0 * (x > 0))

    def test_several_upstream_gradients(self):
        rng = np.random.default_rng(0)
        w, x = rng.standard_normal((7, 4)), rng.standard_normal((5, 7))
        for upstream in (rng.standard_normal((5, 4)), np.ones((5, 4)), 2 * np.ones((5, 4))):
            assert_gradient(x.T @ upstream, lambda w: x @ w, w, upstream=upstream)
            mismatch = rejection(x.T @ upstream / 5, lambda w: x @ w, w, upstream=upstream, known={"N": 5})
            assert mismatch.difference.pattern.quantity == "1/N"
        assert_gradient(2 * problem_gradient(), Problem().loss, Problem().x, upstream=2.0)

    def test_a_forgotten_1_over_n_is_told(self, problem):
        mismatch = rejection(N * problem.gradient, problem.loss, problem.x, what="dx", known={"N": N, "K": K})
        difference = mismatch.difference
        assert mismatch.text.en.startswith("Numerical differentiation disagrees: dx is not as expected")
        assert mismatch.text.en.endswith("Every entry is 5 times too large, and 5 is N, the number of samples.")
        assert "数値微分の結果と一致しません" in mismatch.text.ja
        assert difference.got == pytest.approx(5 * difference.expected)
        assert difference.got == N * problem.gradient[difference.worst_index]
        assert difference.relative_error > 1e-6

    def test_a_transposed_gradient_is_told(self, problem):
        x = np.random.default_rng(0).standard_normal((4, 4))
        gradient = np.cos(x)
        assert rejection(gradient.T, lambda x: np.sum(np.sin(x)), x).difference.pattern.name == "transpose"
        mismatch = rejection(problem.gradient.T, problem.loss, problem.x)
        assert mismatch.difference.kind == "shape"
        assert mismatch.difference.pattern.name == "transpose"

    @pytest.mark.parametrize("wrong", [None, "x", np.nan, 1j, np.float16(1)])
    def test_what_is_no_gradient_is_told_before_anything_is_measured(self, problem, wrong):
        actual = wrong if wrong is None or wrong == "x" else np.full((N, K), wrong)
        assert rejection(actual, problem.loss, problem.x).difference.kind in ("type", "finiteness", "dtype")

    def test_errors_of_1e_5_are_found_and_of_1e_8_are_not(self, problem):
        noise = np.abs(problem.gradient).max() * np.random.default_rng(0).choice([-1, 1], (N, K))
        assert_gradient(problem.gradient + 1e-8 * noise, problem.loss, problem.x)
        rejection(problem.gradient + 1e-5 * noise, problem.loss, problem.x)

    def test_what_is_allowed_at_least_can_be_said(self, problem):
        noise = np.abs(problem.gradient).max() * np.random.default_rng(0).choice([-1, 1], (N, K))
        nearly = problem.gradient + 1e-5 * noise
        for tolerance in ({"rtol": 2e-5}, {"atol": 1e-5}):
            assert_gradient(nearly, problem.loss, problem.x, **tolerance)
            assert_gradient(nearly, problem.loss, problem.x, reference_gradient=problem.gradient, **tolerance)
            rejection(problem.gradient + 1e-3 * noise, problem.loss, problem.x, **tolerance)

    def test_a_function_of_what_was_overwritten_proves_nothing(self):
        weights = np.array([1.0, -2.0, 3.0])
        right = weights.copy()
        weights[:] = [0.0, 1.0, 5.0]  # by the submission, which then computes rightly with them
        with pytest.raises(ValueError, match="is not the gradient of the function"):
            assert_gradient(weights.copy(), lambda x: np.sum(weights * x), np.ones(3), reference_gradient=right)

    def test_a_multiple_is_right_where_it_follows_from_another_mistake(self, problem):
        for right in (problem.gradient, None):
            how = {"factor": 5.0, "reference_gradient": right}
            for factor in (1.0, 5.0):
                assert_gradient(factor * problem.gradient, problem.loss, problem.x, **how)
            mismatch = rejection(3 * problem.gradient, problem.loss, problem.x, **how)
            assert mismatch.difference.pattern.factor == pytest.approx(3.0)

    def test_one_wrong_entry_of_64_is_found(self):
        x = np.random.default_rng(0).standard_normal((8, 8))
        for index in np.ndindex(8, 8):
            wrong = np.cos(x)
            wrong[index] *= 1.01
            mismatch = rejection(wrong, lambda x: np.sum(np.sin(x)), x)
            assert mismatch.difference.worst_index == index


def problem_gradient():
    return Problem().gradient


class TestLargeTensors:
    """The 39,760 parameters of the curriculum's net, seen through directions."""

    def draw(self):
        rng = np.random.default_rng(0)
        x, w = rng.standard_normal((20, 784)), rng.standard_normal((784, 50)) * 0.05
        upstream = rng.standard_normal((20, 50))
        return x, w, upstream, x.T @ (upstream * (x @ w > 0))

    def test_it_needs_few_calls(self):
        x, w, upstream, gradient = self.draw()
        calls = []
        assert_gradient(gradient, lambda w: calls.append(1) or relu(x @ w), w, upstream=upstream)
        assert len(calls) < 500

    def test_single_wrong_entries_are_found(self):
        x, w, upstream, gradient = self.draw()
        rng = np.random.default_rng(1)
        for _ in range(10):
            wrong = gradient.copy()
            index = rng.integers(784), rng.integers(50)
            wrong[index] = 0.0
            mismatch = rejection(wrong, lambda w: relu(x @ w), w, upstream=upstream)
            assert "slope" in mismatch.text.en

    def test_a_common_factor_is_told_without_a_full_gradient(self):
        x, w, upstream, gradient = self.draw()
        for factor, quantity in ((1 / 20, "1/N"), (20.0, "N"), (-1.0, "-1")):
            mismatch = rejection(
                factor * gradient, lambda w: relu(x @ w), w, upstream=upstream, known={"N": 20, "H": 50}
            )
            assert mismatch.difference.pattern.quantity == quantity
        mismatch = rejection(gradient + 1e-3, lambda w: relu(x @ w), w, upstream=upstream, known={"N": 20})
        assert mismatch.difference.pattern is None

    def test_a_medium_array_is_described_whole(self):
        x, w, upstream, gradient = self.draw()
        part = w[:, :2].copy()
        mismatch = rejection(
            gradient[:, :2] / 20, lambda w: relu(x @ w), part, upstream=upstream[:, :2], known={"N": 20}
        )
        assert mismatch.difference.pattern.quantity == "1/N"


class TestKinks:
    def test_the_slope_at_a_kink_is_not_judged_and_the_others_are(self):
        x = away_from_kinks(np.random.default_rng(0), (6, 5))
        x[::3, 0] = 0.0
        for slope in (0.0, 0.5, 1.0, 0.01):
            gradient = np.where(x == 0, slope, x > 0)
            assert_gradient(gradient, lambda x: relu(x).sum(), x)
            mismatch = rejection(gradient * np.where(x == x.max(), 2, 1), lambda x: relu(x).sum(), x)
            assert mismatch.difference.worst_index == np.unravel_index(x.argmax(), x.shape)
            assert mismatch.difference.fraction_wrong == 1 / 30

    def test_nothing_but_kinks_is_inconclusive(self):
        with pytest.raises(Inconclusive, match="30 of 30 slopes cannot be measured"):
            assert_gradient(np.ones((6, 5)), lambda x: relu(x).sum(), np.zeros((6, 5)))

    def test_a_kink_nearby_is_no_kink(self):
        for distance in (1e-7, 1e-4, 1e-2):
            x = np.array([distance, -distance, 1.0, -2.0])
            assert_gradient((x > 0) * 1.0, lambda x: relu(x).sum(), x)
            rejection(np.ones(4), lambda x: relu(x).sum(), x)

    def test_inconclusive_draws_are_drawn_again_and_counted(self):
        draws = iter([np.zeros(4), np.zeros(4), np.array([1.0, -1, 2, -2]), np.zeros(4)])

        def check(_, factor):
            x = next(draws)
            assert_gradient(factor * (x > 0), lambda x: relu(x).sum(), x)
            return x

        rng = np.random.default_rng(0)
        assert redraw(lambda rng: check(rng, 1.0), rng)[0] == 1.0
        draws = iter([np.zeros(4), np.array([1.0, -1, 2, -2])])
        with pytest.raises(Mismatch) as caught:
            redraw(lambda rng: check(rng, 3.0), rng)
        assert caught.value.data["redraws"] == 1
        draws = iter([np.zeros(4)] * 9)
        with pytest.raises(Inconclusive, match=r"\(3 draws\.\)"):
            redraw(lambda rng: check(rng, 1.0), rng, attempts=3)


class TestFollowThrough:
    """A backward pass that is right for the student's own forward earns its points, and nothing else does."""

    def test_a_consistent_backward_of_a_wrong_forward_passes(self, problem):
        total = lambda x: N * problem.loss(x)  # noqa: E731
        rejection(N * problem.gradient, problem.loss, problem.x)
        assert_gradient(N * problem.gradient, problem.loss, problem.x, follow_through=total)
        assert_gradient(-problem.gradient, problem.loss, problem.x, follow_through=lambda x: -problem.loss(x))

    def test_an_inconsistent_one_does_not(self, problem):
        rejection(2 * problem.gradient, problem.loss, problem.x, follow_through=problem.loss)
        rejection(N * problem.gradient, problem.loss, problem.x, follow_through=lambda x: 2 * problem.loss(x))

    @pytest.mark.parametrize(
        ("forward", "gradient"),
        [
            (np.sum, np.ones),
            (lambda x: 0.0, np.zeros),
            (lambda x: 3.0, np.ones),
            (lambda x: np.nan * x.sum(), np.ones),
            (lambda x: None, np.ones),
            (lambda x: x, np.ones),
            (lambda x: x.undefined, np.ones),
            (lambda x: np.sum(x) * 1j, np.ones),
        ],
    )
    def test_a_forward_that_is_no_attempt_earns_nothing(self, problem, forward, gradient):
        rejection(gradient((N, K)), problem.loss, problem.x, follow_through=forward)

    def test_it_works_for_large_tensors_and_float32(self):
        rng = np.random.default_rng(0)
        x, w, dout = rng.standard_normal((9, 30)), rng.standard_normal((30, 10)), rng.standard_normal((9, 10))
        own = lambda w: 0.5 * (x @ w)  # noqa: E731
        single = lambda w: (x.astype(np.float32) @ w.astype(np.float32)) * np.float32(0.5)  # noqa: E731
        gradient = 0.5 * x.T @ dout
        rejection(gradient, lambda w: x @ w, w, upstream=dout)
        for forward in (own, single):
            assert_gradient(gradient, lambda w: x @ w, w, upstream=dout, follow_through=forward)
        shuffled = rng.permutation(gradient.ravel()).reshape(30, 10)
        rejection(shuffled, lambda w: x @ w, w, upstream=dout, follow_through=lambda w: np.sum(shuffled * w))


class TestVjp:
    """The measured tolerance: other ways to round pass, anything else does not."""

    def draw(self, seed, scale=1.0):
        rng = np.random.default_rng(seed)
        x, w, dout = rng.standard_normal((9, 30)), rng.standard_normal((30, 10)), rng.standard_normal((9, 10))
        return x * scale, w, dout

    @staticmethod
    def backward(x, w, dout):
        return dout @ w.T, x.T @ dout

    def test_other_orders_of_summation_pass_at_every_scale(self):
        for seed in range(20):
            for scale in (1e-4, 1.0, 1e4):
                x, w, dout = self.draw(seed, scale)
                dx, dw = np.einsum("nm,dm->nd", dout, w), sum(np.outer(x[i], dout[i]) for i in range(9))
                assert_vjp((dx, dw), self.backward, x, w, upstream=dout)
                single = self.backward(*(each.astype(np.float32) for each in (x, w, dout)))
                assert_vjp(single, self.backward, x, w, upstream=dout)

    def test_an_error_of_a_billionth_does_not_pass(self):
        x, w, dout = self.draw(0)
        dx, dw = self.backward(x, w, dout)
        with pytest.raises(Mismatch) as caught:
            assert_vjp((dx, dw * (1 + 1e-9)), self.backward, x, w, upstream=dout, what="(dx, dw)")
        assert caught.value.difference.what == "(dx, dw)[1]"
        assert_vjp((dx, dw * (1 + 1e-9)), self.backward, x, w, upstream=dout, rtol=1e-8)
        assert_vjp((dx, dw + 1e-9), self.backward, x, w, upstream=dout, atol=1e-8)

    def test_every_member_has_its_own_tolerance(self):
        x, _, dout = self.draw(0)
        both = lambda x, dout: {"small": 1e-9 * x * dout.sum(), "large": 1e9 * x.T @ dout}  # noqa: E731
        right = both(x, dout)
        assert_vjp(right, both, x, upstream=dout)
        with pytest.raises(Mismatch, match="small"):
            assert_vjp(right | {"small": 2 * right["small"]}, both, x, upstream=dout)

    def test_what_cancels_is_judged_by_the_size_of_the_upstream_gradient(self):
        centred = lambda dout: (dout - dout.mean()).sum()  # noqa: E731
        dout = np.random.default_rng(0).standard_normal((30, 20))
        assert_vjp(1e-13, centred, upstream=dout)
        with pytest.raises(Mismatch):
            assert_vjp(1e-11, centred, upstream=dout)

    def test_without_an_upstream_gradient_it_is_that_of_a_scalar(self):
        x = np.random.default_rng(0).standard_normal((3, 2))
        assert_vjp(2 * x, lambda x: x + x, x)
        with pytest.raises(Mismatch, match="half of what is expected"):
            assert_vjp(x, lambda x: x + x, x)

    def test_a_multiple_is_right_where_it_follows_from_another_mistake(self):
        x, w, dout = self.draw(0)
        dx, dw = self.backward(x, w, dout)
        assert_vjp((dx, dw), self.backward, x, w, upstream=dout, factor=5.0)
        assert_vjp([5 * dx, 5 * dw], self.backward, x, w, upstream=dout, factor=5.0)
        for wrong in ((5 * dx, dw), (3 * dx, 3 * dw), (5 * dx * (1 + 1e-9), 5 * dw)):
            with pytest.raises(Mismatch):
                assert_vjp(wrong, self.backward, x, w, upstream=dout, factor=5.0)

    def test_what_rounding_does_is_measured_only_where_it_is_asked(self):
        calls = []
        count = lambda *inputs: calls.append(1) or self.backward(*inputs)  # noqa: E731
        x, w, dout = self.draw(0)
        dx, dw = self.backward(x, w, dout)
        for nearly in (1.0, 1 + 1e-6):
            assert_vjp((nearly * dx, dw), count, x, w, upstream=dout, rtol=2e-5)
        assert len(calls) == 2
