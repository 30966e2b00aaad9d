"""Hidden checks of the hand-written training loop, in the order in which students read them."""

import loop_checks
import numpy as np
import pytest

from autograder.testing import points


@pytest.fixture
def problem():
    """Draws x, t, w1 and w2, all of order one."""

    def draw(rng, n, d_in, h, d_out):
        return [rng.normal(size=shape) for shape in ((n, d_in), (n, d_out), (d_in, h), (h, d_out))]

    return draw


@pytest.fixture
def own_slope():
    """∂L/∂y_pred = 2 (y_pred − t), from the losses for other targets."""

    def slope(loss, t):
        units = np.eye(t.size).reshape(t.size, *t.shape)
        return np.array([(loss(t - unit) - loss(t + unit)) / 2 for unit in units]).reshape(t.shape)

    return slope


test_init_weights_are_standard_normal = loop_checks.test_init_weights_are_standard_normal
test_init_weights_use_the_generator = loop_checks.test_init_weights_use_the_generator


@points(4)
def test_first_loss(submission, reference, rng, problem):
    """losses[0] is Σ (y_pred − t)² with y_pred = max(x w1, 0) w2, before any update.

    ja: losses[0] は、更新前の重みで計算した Σ (y_pred − t)² です(y_pred = max(x w1, 0) w2)。
    """
    loop_checks.check_first_loss(submission, reference, rng, problem)


test_grad_w2 = loop_checks.test_grad_w2
test_grad_w1 = loop_checks.test_grad_w1
test_gradients_use_the_weights_of_the_forward_pass = loop_checks.test_gradients_use_the_weights_of_the_forward_pass
test_losses_follow_the_reference = loop_checks.test_losses_follow_the_reference
test_arguments_are_never_modified = loop_checks.test_arguments_are_never_modified
