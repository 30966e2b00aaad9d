"""Slips in pooling and in the nets."""

from conv_layer_slips import ALONE
from net_mistakes import slip

from autograder.testing import misconception

POOLED = "np.moveaxis(cols.max(axis=1).reshape(len(x), rows, -1, x.shape[1]), 3, 1)"
LARGEST = "self.largest = cols.argmax(axis=1)"
ONE_HOT = "cols = np.eye(self.size**2)[self.largest] * d"
WINDOWS = "cols = im2col(x, self.size, self.size, self.stride).reshape(-1, self.size**2)"
ORDER = "d = np.moveaxis(dout, 1, 3).reshape(-1, 1)"
FLAT = "self.shape = x.shape\n        return x.reshape(len(x), -1)"
KERNELS = "he(rng, 9 * channels, (filters, channels, 3, 3))"
CONVOLUTION, DENSE = "compare[convolution]", "compare[dense]"
CONV_NET = ["nets_compute[conv_net]", CONVOLUTION]


def pools() -> None:
    """MaxPool2D and Flatten."""
    misconception(
        "all_of_the_largest",
        change=[
            (LARGEST, "self.largest = cols == cols.max(axis=1, keepdims=True)"),
            (ONE_HOT, "cols = self.largest * d"),
        ],
        fails=["pool_ties"],
        title_en="Each of several largest entries gets all",
        title_ja="最大の要素がいくつかあるとき、それぞれに全部を渡している",
        en="Where several entries are the largest, each gets the whole gradient: more is passed on than came.",
        ja="最大の要素がいくつかあると、それぞれに勾配を全部渡しているので、受け取った以上の勾配が流れます。",
        ask_en="All four entries of a window grow by 1. By how much does the output grow?",
        ask_ja="窓の 4 つの要素がすべて 1 増えると、出力はいくつ増えますか。",
    )
    slip(
        "gradient_spread_over_the_window",
        ONE_HOT,
        "cols = np.repeat(d / self.size**2, self.size**2, axis=1)",
        ["pool_example", "pool_backward", "pool_ties", ALONE],
        ("The gradient spread over the window", "勾配を窓全体に配っている"),
        (
            "Each entry of a window gets an equal part, as if the output were the mean.",
            "出力が平均であるかのように、窓の要素すべてに等しく配っています。",
        ),
        (
            "An entry that is not the largest grows by a little. Does the output change?",
            "最大でない要素が少し増えると、出力は変わりますか。",
        ),
    )
    slip(
        "mean_of_the_window",
        POOLED,
        POOLED.replace("max(", "mean("),
        ["pool_example", "pool_forward"],
        ("The mean of each window", "窓の平均を取っている"),
        (
            "forward gives the mean of each window, not its largest entry.",
            "forward が最大の要素ではなく平均を返しています。",
        ),
        ("What is your output for the handout's window?", "課題文の窓では、出力はいくつになりますか。"),
    )
    slip(
        "pool_starts_at_zero",
        POOLED,
        f"np.maximum({POOLED}, 0.0)",
        ["pool_forward"],
        ("The search for the largest begins at 0", "最大値を 0 から探し始めている"),
        (
            "Where all entries of a window are negative, the output is 0.",
            "窓の要素がすべて負のとき、出力が 0 になります。",
        ),
        ("What is the largest of −3 and −5?", "−3 と −5 のうち、大きいのはどちらですか。"),
    )
    slip(
        "pool_output_reshaped_only",
        POOLED,
        "cols.max(axis=1).reshape(len(x), x.shape[1], rows, -1)",
        ["pool_forward"],
        ("Pooled images reshaped, axes not moved", "プーリングの結果を reshape しただけで、軸を移していない"),
        (
            "The largest entries stand channel beside channel, place after place; reshape alone mixes the two up.",
            "最大値は、位置ごとにチャネルが並んでいます。reshape だけでは、位置とチャネルが混ざってしまいます。",
        ),
        (
            "Which entry comes after that of the first place and the first channel?",
            "最初の位置・最初のチャネルの値の次にあるのは、何の値ですか。",
        ),
    )
    slip(
        "pool_stride_of_one",
        "self.stride = size if stride is None else stride",
        "self.stride = 1 if stride is None else stride",
        [
            "pool_forward[side by side]",
            "pool_forward[something sticks out]",
            "pool_backward[side by side]",
            "pool_backward[something sticks out]",
            "pool_ties",
            f"{ALONE}[MaxPool2D]",
            *CONV_NET,
            DENSE,
        ],
        ("Without a stride, the pool's is 1", "stride を省略すると 1 になっている"),
        (
            "Without the argument stride the windows of a pool lie one pixel apart; they should lie side by side.",
            "stride を省略すると、プーリングの窓が 1 画素ずつずれて並びます。重ならずに並ぶのが既定です。",
        ),
        (
            "How large is what MaxPool2D(2) makes of 4 × 4 pixels?",
            "MaxPool2D(2) は、4 × 4 画素をどんな大きさにしますか。",
        ),
    )
    slip(
        "pool_always_side_by_side",
        WINDOWS,
        WINDOWS.replace("self.stride", "self.size"),
        ["pool_forward"],
        ("The stride of the pool is ignored", "プーリングの stride を使っていない"),
        (
            "The windows always lie side by side, whatever the stride.",
            "stride に関係なく、窓がいつも隙間なく並んでいます。",
        ),
        (
            "With size 3 and stride 2: in which column does the second window begin?",
            "size が 3、stride が 2 のとき、2 番目の窓はどの列から始まりますか。",
        ),
    )
    slip(
        "place_in_the_window_transposed",
        ONE_HOT,
        ONE_HOT.replace("self.largest", "self.largest % self.size * self.size + self.largest // self.size"),
        ["pool_example", "pool_backward", ALONE],
        ("Row and column in the window exchanged", "窓の中の行と列が逆になっている"),
        (
            "The gradient of a window goes to the entry that lies opposite the diagonal from the largest.",
            "勾配が、窓の中で最大の要素と対角線をはさんで反対側にある要素に渡っています。",
        ),
        (
            "In a window of 2 × 2 the number 1 is noted. In which row and column is that entry?",
            "2 × 2 の窓で、位置として 1 が記録されました。その要素は何行目の何列目ですか。",
        ),
    )
    slip(
        "pool_gradient_in_another_order",
        ORDER,
        "d = dout.reshape(-1, 1)",
        ["pool_backward", "pool_ties", ALONE],
        ("dout in another order than the windows", "dout と窓の順番が合っていない"),
        (
            "forward has noted the largest entries in one order of channels and places; dout is read in another.",
            "forward が最大の位置を記録した順番と、backward が dout を読む順番が違います。",
        ),
        (
            "Which axis changes fastest where you note the largest entry, and which in dout?",
            "最大の位置の記録と dout では、それぞれどの軸が最も速く変わりますか。",
        ),
    )
    slip(
        "largest_by_absolute_value",
        LARGEST,
        "self.largest = np.abs(cols).argmax(axis=1)",
        ["pool_backward", "pool_ties", ALONE],
        ("The largest by absolute value", "絶対値が最大の要素を選んでいる"),
        (
            "backward goes to the entry that is farthest from 0, which may be the smallest.",
            "backward が 0 から最も遠い要素に勾配を渡しています。それは最小の要素かもしれません。",
        ),
        ("Which of −5 and 2 did forward give?", "−5 と 2 のうち、forward が返すのはどちらですか。"),
    )
    slip(
        "shape_of_the_first_batch",
        FLAT,
        "if not hasattr(self, 'shape'):\n            self.shape = x.shape\n        return x.reshape(len(x), -1)",
        ["flatten", f"{ALONE}[Flatten]"],
        ("The shape of the first batch is kept for ever", "最初のバッチの形をずっと使っている"),
        (
            "Flatten notes the shape once; a later batch may be smaller.",
            "Flatten が形を最初の 1 回しか記録していません。あとのバッチは小さいことがあります。",
        ),
        (
            "How large is the last batch of 50 images in batches of 20?",
            "50 枚を 20 枚ずつに分けると、最後のバッチは何枚ですか。",
        ),
    )
    misconception(
        "flattened_pixel_by_pixel",
        change=[
            (FLAT, FLAT.replace("x.reshape(", "np.moveaxis(x, 1, 3).reshape(")),
            (
                "return dout.reshape(self.shape)",
                "n, c, h, w = self.shape\n        return np.moveaxis(dout.reshape(n, h, w, c), 3, 1)",
            ),
        ],
        fails=["flatten", f"{ALONE}[Flatten]"],
        title_en="Flattened pixel by pixel",
        title_ja="画素ごとに並べている",
        en="The channels of a pixel come side by side; asked for is the order of the axes, with the last one fastest.",
        ja="画素ごとにチャネルが並んでいます。軸の順のまま、最後の軸が最も速く変わるように並べます。",
        ask_en="Where does x[0, 1, 0, 0] stand in the row?",
        ask_ja="x[0, 1, 0, 0] は、行の何番目にありますか。",
    )


def nets() -> None:
    """conv_net and dense_net."""
    slip(
        "inputs_of_a_kernel_are_its_channels",
        KERNELS,
        KERNELS.replace("9 * ", ""),
        ["initial_weights[conv_net]", CONVOLUTION],
        ("A kernel's inputs counted as its channels", "カーネルの入力をチャネルの数だけ数えている"),
        (
            "The variance is 2/C; but 9 pixels of each channel reach an output.",
            "分散が 2/C です。しかし、1 つの出力には、各チャネルの 9 画素が届きます。",
        ),
        ("How many products are added up for one output?", "1 つの出力のために、いくつの積を足しますか。"),
    )
    slip(
        "outputs_of_a_kernel_counted",
        KERNELS,
        KERNELS.replace("9 * channels", "9 * filters"),
        ["initial_weights[conv_net]", CONVOLUTION],
        ("Filters counted in place of channels", "チャネルの代わりにフィルタを数えている"),
        (
            "The variance is 2/(9 · filters): that counts where an input goes, not how many inputs reach an output.",
            "分散が 2/(9・filters) です。これは入力の行き先の数で、出力に届く入力の数ではありません。",
        ),
        ("How many products are added up for one output?", "1 つの出力のために、いくつの積を足しますか。"),
    )
    misconception(
        "affine_drawn_first",
        change=[
            (
                "    kernels = he(",
                "    last = affine(filters * (height // 2) * (width // 2), classes, rng)\n    kernels = he(",
            ),
            ('"affine": affine(filters * (height // 2) * (width // 2), classes, rng)', '"affine": last'),
        ],
        fails=[CONVOLUTION],
        title_en="The kernels are drawn last",
        title_ja="カーネルを最後に作っている",
        en="The weights of the Affine layer are drawn before the kernels; asked for is the other order.",
        ja="Affine の重みを、カーネルより先に作っています。順番が逆です。",
        ask_en="Which numbers does the generator hand out first, and who is to have them?",
        ask_ja="乱数生成器が最初に出した数は、どの層の重みになるべきですか。",
    )
    misconception(
        "convolution_without_padding",
        change=[
            ("Conv2D(kernels, np.zeros(filters), pad=1)", "Conv2D(kernels, np.zeros(filters))"),
            ("(height // 2) * (width // 2)", "((height - 2) // 2) * ((width - 2) // 2)"),
        ],
        fails=[*CONV_NET, DENSE, "initial_parameters[conv_net]", "initial_weights[conv_net]"],
        title_en="The convolution has no padding",
        title_ja="畳み込みにパディングがない",
        en="Without padding the convolution makes the images smaller, so that the Affine layer has fewer inputs.",
        ja="パディングがないので、畳み込みで画像が小さくなり、Affine の入力が少なくなっています。",
        ask_en="How large are images of 8 × 8 after your convolution, and how large with a padding of 1?",
        ask_ja="8 × 8 の画像は、あなたの畳み込みのあとどんな大きさですか。pad が 1 ならどうですか。",
    )
    slip(
        "nothing_between_convolution_and_pool",
        '        "relu": ReLU(),\n        "pool"',
        '        "pool"',
        CONV_NET,
        ("No ReLU after the convolution", "畳み込みのあとに ReLU がない"),
        (
            "The convolution goes into the pool without an activation.",
            "畳み込みの出力が、活性化関数なしでプーリングに入っています。",
        ),
        (
            "Can an output of your pool be negative, and should it be?",
            "プーリングの出力は負になりますか。なるべきですか。",
        ),
    )
    slip(
        "dense_net_is_linear",
        '        "relu": ReLU(),\n        "affine2"',
        '        "affine2"',
        ["nets_compute[dense_net]", DENSE],
        ("No ReLU between the Affine layers", "Affine の間に ReLU がない"),
        (
            "Two Affine layers without anything between are one Affine layer.",
            "間に何もない 2 つの Affine は、1 つの Affine と同じです。",
        ),
        ("What is (x W₁) W₂ as one product?", "(x W₁) W₂ を 1 つの積で書くとどうなりますか。"),
    )
