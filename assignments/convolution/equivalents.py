"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant, unswept

IM2COL = (
    "    padded = np.pad(x, [(0,), (0,), (pad,), (pad,)])\n"
    "    every = np.lib.stride_tricks.sliding_window_view(padded, (height, width), axis=(2, 3))\n"
    "    windows = np.moveaxis(every[:, :, ::stride, ::stride], 1, 3)  # n, oh, ow, c, row, column\n"
    "    return windows.reshape(-1, math.prod(windows.shape[3:]))\n"
)
COL2IM = (
    "    pixels: Any = np.arange(1 + math.prod(shape))  # 0 is the padding\n"
    "    origins: Any = im2col(pixels[1:].reshape(shape), height, width, stride, pad)\n"
    "    sums: Any = np.bincount(origins.ravel(), cols.ravel(), len(pixels))  # of what came from each pixel\n"
    "    dx: Array = sums[1:].reshape(shape)\n"
    "    return dx\n"
)
SIZES = "    oh, ow = output_size(h, height, stride, pad), output_size(w, width, stride, pad)\n"
PLACES = "    for i in range(height):\n        for j in range(width):\n"
PLACE = "[:, :, i : i + stride * oh : stride, j : j + stride * ow : stride]"
LARGEST = "self.largest = cols.argmax(axis=1)"
ONE_HOT = "cols = np.eye(self.size**2)[self.largest] * d"
FIT = "history = fit(net, Adam(rate), x, t, batch_size=20, epochs=epochs, rng=rng)"

equivalent(
    "slices_of_all_windows",
    change=[
        (
            IM2COL,
            "    n, c, h, w = x.shape\n"
            f"{SIZES}"
            "    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))\n"
            "    cols = np.empty((n, c, height, width, oh, ow))\n"
            f"{PLACES}            cols[:, :, i, j] = x{PLACE}\n"
            "    return cols.transpose(0, 4, 5, 1, 2, 3).reshape(n * oh * ow, -1)\n",
        ),
        (
            COL2IM,
            "    n, c, h, w = shape\n"
            f"{SIZES}"
            "    cols = cols.reshape(n, oh, ow, c, height, width).transpose(0, 3, 4, 5, 1, 2)\n"
            "    x = np.zeros((n, c, h + 2 * pad, w + 2 * pad))\n"
            f"{PLACES}            x{PLACE} += cols[:, :, i, j]\n"
            "    return x[:, :, pad : pad + h, pad : pad + w]\n",
        ),
    ],
    why="the two loops of the textbooks",
)
equivalent(
    "sums_without_im2col",
    change=[
        (
            COL2IM,
            "    padded = np.zeros((*shape[:2], shape[2] + 2 * pad, shape[3] + 2 * pad))\n"
            "    v = np.lib.stride_tricks.sliding_window_view(padded, (height, width), axis=(2, 3), writeable=True)\n"
            "    windows = np.moveaxis(v[:, :, ::stride, ::stride], 1, 3)\n"
            "    for place in np.ndindex(height, width):\n"
            "        windows[(..., *place)] += cols.reshape(windows.shape)[(..., *place)]\n"
            "    return padded[:, :, pad : pad + shape[2], pad : pad + shape[3]]\n",
        )
    ],
    why="added up in a view of the windows",
)
equivalent(
    "einsum_and_own_attributes",
    change=[
        (
            "self.cols = im2col(x, height, width, self.stride, self.pad)\n"
            "        y = self.cols @ self.W.reshape(len(self.W), -1).T + self.b  # a row for each window\n",
            "self.x = x.copy()\n"
            "        cols = im2col(x, height, width, self.stride, self.pad)\n"
            "        y = np.einsum('pk,mk->pm', cols, self.W.reshape(len(self.W), -1)) + self.b\n",
        ),
        (
            "self.dW = (d.T @ self.cols).reshape(self.W.shape)",
            "self.dW = (d.T @ im2col(self.x, *self.W.shape[2:], self.stride, self.pad)).reshape(self.W.shape)",
        ),
    ],
    why="only x is kept, under another name; the windows are made anew",
)
equivalent(
    "float32_inside",
    change=[
        (
            "y = self.cols @ self.W.reshape(len(self.W), -1).T + self.b",
            "y = self.cols.astype(np.float32) @ self.W.reshape(len(self.W), -1).T.astype(np.float32) + self.b",
        ),
        (
            "d = np.moveaxis(dout, 1, 3).reshape(-1, len(self.W))",
            "d = np.float32(np.moveaxis(dout, 1, 3)).reshape(-1, len(self.W))",
        ),
    ],
    why="a float32 computation inside",
)
equivalent(
    "ties_shared",
    change=[
        (LARGEST, "self.largest = cols == cols.max(axis=1, keepdims=True)"),
        (ONE_HOT, "cols = self.largest / self.largest.sum(axis=1, keepdims=True) * d"),
    ],
    why="several largest entries share what belongs to the window",
)
equivalent(
    "last_of_the_largest",
    change=[(LARGEST, "self.largest = self.size**2 - 1 - cols[:, ::-1].argmax(axis=1)")],
    why="the last of several largest entries gets all",
)
equivalent(
    "channels_as_images",
    change=[
        (
            "cols = im2col(x, self.size, self.size, self.stride).reshape(-1, self.size**2)  # for each channel, too",
            "cols = im2col(x.reshape(-1, 1, *x.shape[2:]), self.size, self.size, self.stride)",
        ),
        (
            "np.moveaxis(cols.max(axis=1).reshape(len(x), rows, -1, x.shape[1]), 3, 1)",
            "cols.max(axis=1).reshape(*x.shape[:2], rows, -1)",
        ),
        ("d = np.moveaxis(dout, 1, 3).reshape(-1, 1)", "d = dout.reshape(-1, 1)"),
        (
            "return col2im(cols, self.shape, self.size, self.size, self.stride)",
            "n, c, h, w = self.shape\n"
            "        return col2im(cols, (n * c, 1, h, w), self.size, self.size, self.stride).reshape(self.shape)",
        ),
    ],
    why="every channel as an image of its own",
)
equivalent(
    "pool_before_the_activation",
    change=[
        (
            '        "relu": ReLU(),\n        "pool": MaxPool2D(2),\n',
            '        "pool": MaxPool2D(2),\n        "relu": ReLU(),\n',
        )
    ],
    why="the largest of what is positive is the positive part of the largest",
)
equivalent(
    "trained_by_hand",
    change=[
        (
            FIT,
            'optimizer, history = Adam(rate), {"loss": []}\n'
            "        for _ in range(epochs):\n"
            "            order = np.arange(len(x))\n"
            "            rng.shuffle(order)\n"
            "            for start in range(0, len(x), 20):\n"
            "                batch = order[start : start + 20]\n"
            "                optimizer.update(net.params, net.gradient(x[batch], t[batch]))\n"
            '            history["loss"].append(net.loss(x, t))',
        )
    ],
    why="without fit; rng.shuffle of the numbers gives the order of rng.permutation",
)

equivalent_mutant(
    ONE_HOT,
    "cols = (np.eye(self.size ** 2)[self.largest] * d * np.eye(self.size ** 2)[self.largest])",
    why="0 and 1 are their own squares",
)

for layer in ("Conv2D", "MaxPool2D", "Flatten"):
    unswept(
        f"result:{layer}.forward:lists", why="the next layer of a net asks its input for a shape, or compares it with 0"
    )
unswept("frozen:Conv2D.__init__:W b", why="a training changes W and b in place")
