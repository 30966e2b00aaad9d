"""Public checks: shapes, signs, and a net small enough to follow by hand. They give no points."""

import numpy as np

from autograder.testing import assert_close, fail

PRECISION = 1e-5


def small_net(submission, task, W2):
    """One input, two hidden units: h = (max(2x, 0), max(−x + 1, 0))."""
    net = submission.TwoLayerNet(1, 2, np.shape(W2)[1], task, np.random.default_rng(0))
    params = net.params
    params["W1"][...] = [[2.0, -1.0]]
    params["b1"][...] = [0.0, 1.0]
    params["W2"][...] = W2
    params["b2"][...] = 0.0
    return net


def test_regression_example(submission):
    """x = 3 and W2 = (1, 1)ᵀ give y = 6; with t = 4 the loss is ½ · 2² = 2 and the gradient of b2 is 2.

    ja: x = 3、W2 = (1, 1)ᵀ のとき y = 6 です。t = 4 なら損失は ½ · 2² = 2、b2 の勾配は 2 です。
    """
    net, x, t = small_net(submission, "regression", [[1.0], [1.0]]), np.array([[3.0]]), np.array([[4.0]])
    assert_close(net.predict(x), np.array([[6.0]]), what="predict(x)", rtol=PRECISION)
    assert_close(net.loss(x, t), 2.0, what="loss(x, t)", rtol=PRECISION)
    gradient = net.gradient(x, t)
    for key, expected in (("b2", [2.0]), ("W2", [[12.0], [0.0]]), ("b1", [2.0, 0.0]), ("W1", [[6.0, 0.0]])):
        assert_close(gradient[key], np.array(expected), what=(f"gradient of {key}", f"{key} の勾配"), rtol=PRECISION)


def test_classification_examples(submission):
    """Where z is 0, the probabilities are ½ (binary) and ⅓ (three classes), the losses log 2 and log 3.

    ja: z が 0 なら、確率は 2 クラスで ½、3 クラスで ⅓、損失は log 2 と log 3 です。
    """
    x = np.array([[3.0], [-2.0]])
    for task, W2, t in (
        ("binary", np.zeros((2, 1)), np.array([[1.0], [0.0]])),
        ("multiclass", np.zeros((2, 3)), np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])),
    ):
        net, classes = small_net(submission, task, W2), max(2, W2.shape[1])
        assert_close(net.predict(x), np.full(t.shape, 1 / classes), what=f"predict(x), {task}", rtol=PRECISION)
        assert_close(net.loss(x, t), np.log(classes), what=f"loss(x, t), {task}", rtol=PRECISION)


def test_perfect_predictions(submission):
    """A regression without errors has R² = 1.

    ja: 誤差のない回帰では R² = 1 です。
    """
    net = small_net(submission, "regression", [[1.0], [1.0]])
    x = np.array([[3.0], [-2.0], [0.25]])
    assert_close(net.accuracy(x, np.array([[6.0], [3.0], [1.25]])), 1.0, what="R²", rtol=PRECISION)


def test_standardize_example(submission):
    """The training column (1, 3) becomes (−1, 1); a test value of 4 becomes 2.

    ja: 訓練データの列 (1, 3) は (−1, 1) に、テストデータの 4 は 2 になります。
    """
    train, test = submission.standardize(np.array([[1.0], [3.0]]), np.array([[4.0]]))
    assert_close(train, np.array([[-1.0], [1.0]]), what=("the training set", "訓練データ"), rtol=PRECISION)
    assert_close(test, np.array([[2.0]]), what=("the test set", "テストデータ"), rtol=PRECISION)


def test_fit_brings_the_loss_down(submission):
    """fit returns {"loss": [...]} with one number per epoch, and the last one is smaller than the first.

    ja: fit は {"loss": [...]} を返します。エポックごとに 1 つの数が入り、最後の損失は最初より小さくなります。
    """
    net = small_net(submission, "regression", [[1.0], [1.0]])
    x = np.array([[0.5], [1.5], [2.5], [3.5], [-0.5]])
    history = submission.fit(
        net, x, 3 * x + 1, learning_rate=0.02, batch_size=2, epochs=6, rng=np.random.default_rng(0)
    )
    losses = list(history["loss"])
    if len(losses) != 6 or not losses[-1] < losses[0]:
        fail(
            f'history["loss"] should hold 6 losses that fall; it is {losses}.',
            f'history["loss"] には、減っていく 6 個の損失が入るはずですが、{losses} でした。',
        )
    assert_close(history["loss"][-1], net.loss(x, 3 * x + 1), what=("the last loss", "最後の損失"), rtol=PRECISION)
