"""Convolution, pooling, and what a net gains from them.

Conventions of the course
-------------------------
- Images are ``x`` (N, C, H, W): samples, channels, rows, columns. Targets ``t`` (N, K) are one-hot.
- A convolution is what nets call so, a cross-correlation: **the kernel is not flipped**.
- ``forward`` keeps what ``backward`` needs, in the attributes that the constructor names. ``backward(dout)`` takes
  ∂L/∂(output), returns ∂L/∂x, and stores ``dW`` and ``db``, which are sums over the batch.
- Arguments are never modified, and ``backward`` called twice gives the same answer twice.
- All arrays are float64. Windows are never looked at one by one in Python: that would take minutes.
"""

import math
from typing import Any

import numpy as np
from layers import Affine, ReLU
from nets import Net, fit, he
from numpy.typing import NDArray
from optimizers import Adam

Array = NDArray[np.float64]


def output_size(size: int, window: int, stride: int = 1, pad: int = 0) -> int:
    """How many windows fit into ``size`` pixels with ``pad`` zeros at each end, each ``stride`` after the one before.

    What sticks out at the far end is left away.
    """
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def im2col(x: Array, height: int, width: int, stride: int = 1, pad: int = 0) -> Array:
    """Write each window of the images into a row.

    Parameters
    ----------
    x : (N, C, H, W), around which ``pad`` zeros are put on all four sides
    height, width : of a window
    stride : how many pixels a window lies after the one before, downwards and to the right

    Returns
    -------
    cols : (N · OH · OW, C · height · width); the rows in the order n, oh, ow, the columns in the order c, row, column
    """
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def col2im(cols: Array, shape: tuple[int, ...], height: int, width: int, stride: int = 1, pad: int = 0) -> Array:
    """The way back of a gradient through ``im2col``: each entry is **added** to the pixel that it came from.

    Parameters
    ----------
    cols : (N · OH · OW, C · height · width), in the order of ``im2col``
    shape : (N, C, H, W), of the images
    height, width, stride, pad : those of ``im2col``

    Returns
    -------
    dx : (N, C, H, W); what belongs to the padding is left away
    """
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


class Conv2D:
    """y[n, m, i, j] = b[m] + Σ W[m, c, k, l] · x[n, c, i · stride + k, j · stride + l], with zeros around x.

    Parameters
    ----------
    W : (M, C, FH, FW), the kernels of M filters
    b : (M,)
    stride, pad : as of ``im2col``
    """

    def __init__(self, W: Array, b: Array, stride: int = 1, pad: int = 0) -> None:
        self.W = W
        self.b = b
        self.stride = stride
        self.pad = pad
        self.dW: Array  # (M, C, FH, FW), set by backward
        self.db: Array  # (M,), set by backward
        self.shape: tuple[int, ...]  # (N, C, H, W), kept by forward for backward
        self.cols: Array  # (N · OH · OW, C · FH · FW), kept by forward for backward

    def forward(self, x: Array) -> Array:
        """Map x (N, C, H, W) to y (N, M, OH, OW)."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def backward(self, dout: Array) -> Array:
        """Take dout (N, M, OH, OW), return dx (N, C, H, W), set dW (M, C, FH, FW) and db (M,)."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


class MaxPool2D:
    """The largest entry of every window of size × size pixels, in each channel on its own; there is no padding.

    Parameters
    ----------
    size : of a window
    stride : from one window to the next; without it, size, so that windows lie side by side

    If several entries of a window are the largest, they may share what belongs to it in any way.
    """

    def __init__(self, size: int, stride: int | None = None) -> None:
        self.size = size
        self.stride = size if stride is None else stride
        self.shape: tuple[int, ...]  # (N, C, H, W), kept by forward for backward
        self.largest: NDArray[np.int64]  # (N · OH · OW · C,) which entry of its window, kept by forward for backward

    def forward(self, x: Array) -> Array:
        """Map x (N, C, H, W) to y (N, C, OH, OW)."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def backward(self, dout: Array) -> Array:
        """Take dout (N, C, OH, OW), return dx (N, C, H, W): the largest entry of a window gets all."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


class Flatten:
    """(N, C, H, W) → (N, C · H · W): what an Affine layer needs; the last axis changes fastest."""

    def __init__(self) -> None:
        self.shape: tuple[int, ...]  # of x, kept by forward for backward

    def forward(self, x: Array) -> Array:
        """Write each sample into a row."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def backward(self, dout: Array) -> Array:
        """Give dout the shape of x."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def affine(n_in: int, n_out: int, rng: np.random.Generator) -> Affine:
    """An Affine layer whose weights ``he`` draws, with biases 0."""
    return Affine(he(rng, n_in, (n_in, n_out)), np.zeros(n_out))


def conv_net(image_shape: tuple[int, int, int], classes: int, rng: np.random.Generator, filters: int = 8) -> Net:
    """Conv2D → ReLU → MaxPool2D(2) → Flatten → Affine.

    The kernels are 3 × 3 with a padding of 1. First ``he`` draws them, (filters, C, 3, 3), then come the weights of
    ``affine``; all biases are 0.

    Parameters
    ----------
    image_shape : (C, H, W)
    """
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def dense_net(image_shape: tuple[int, int, int], classes: int, rng: np.random.Generator, hidden: int = 32) -> Net:
    """Flatten → Affine → ReLU → Affine, with ``hidden`` units between; ``affine`` draws, in this order."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def centre(train: Array, test: Array) -> tuple[Array, Array]:
    """Subtract the mean of all pixels of the **training** images, one number, from both."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def compare(data: dict[str, Array], rng: np.random.Generator, *, epochs: int = 4) -> dict[str, dict[str, Any]]:
    """Train both nets, first the one with a convolution, and say how they do on images that they have not seen.

    Both get centred images, and batches of 20 from ``fit``; the first Adam(0.01), the second Adam(0.003).

    Parameters
    ----------
    data : {"x_train": (N, C, H, W), "t_train": (N, K), "x_test", "t_test"}

    Returns
    -------
    {"convolution": {"accuracy": on the test images, "loss": after every epoch}, "dense": the same}
    """
    result: dict[str, dict[str, Any]] = {}
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く
    return result


if __name__ == "__main__":
    import matplotlib.pyplot as plt
    from datasets import colour_shapes, digits, one_hot, smaller

    def grey(n: int, seed: int) -> tuple[Array, Array]:
        """Digits of 14 × 14 pixels."""
        x, labels = digits(n, seed)
        return smaller(x, 2).reshape(n, 1, 14, 14), one_hot(labels)

    def colour(n: int, seed: int) -> tuple[Array, Array]:
        """Figures of 16 × 16 pixels."""
        x, labels = colour_shapes(n, seed)
        return smaller(x, 2), one_hot(labels)

    figure, axes = plt.subplots(1, 3, figsize=(13, 4))
    for axis, draw in ((axes[0], grey), (axes[1], colour)):
        (x, t), (x_test, t_test) = draw(500, 1), draw(500, 2)
        data = {"x_train": x, "t_train": t, "x_test": x_test, "t_test": t_test}
        compared = compare(data, np.random.default_rng(0), epochs=8)
        for (name, one), style in zip(compared.items(), ("-", "--"), strict=True):
            axis.plot(range(1, 9), one["loss"], style, label=f"{name}: {one['accuracy']:.3f} on new images")
            print(f"{draw.__name__} images, {name}: accuracy on new images {one['accuracy']:.3f}")
        axis.set(
            title=f"500 {draw.__name__} images", xlabel="epoch", ylabel="loss", ylim=(0, 2.8)
        )  # room for the legend
        axis.legend()
    x, t = grey(500, 1)
    net = conv_net((1, 14, 14), 10, np.random.default_rng(0))
    fit(net, Adam(0.01), centre(x, x)[0], t, batch_size=20, epochs=8, rng=np.random.default_rng(1))
    kernels = np.pad(net.params["W1"][:, 0], ((0, 0), (0, 1), (0, 1)), constant_values=np.nan)
    axes[2].imshow(np.vstack([np.hstack(list(kernels[:4])), np.hstack(list(kernels[4:]))]), cmap="gray")
    axes[2].set_facecolor("lightblue")
    axes[2].set(title="the kernels of the grey images", xticks=[], yticks=[])
    figure.tight_layout()
    figure.savefig("convolution.png")
