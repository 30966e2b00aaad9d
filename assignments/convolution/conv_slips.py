"""Slips in the number of windows, in im2col and in col2im."""

from net_mistakes import slip

from autograder.testing import misconception

SIZE = "return (size + 2 * pad - window) // stride + 1"
PAD = "[(0,), (0,), (pad,), (pad,)])"
EVERY = "(height, width), axis=(2, 3))"
STRIDES = "every[:, :, ::stride, ::stride]"
ROWS = "return windows.reshape(-1, math.prod(windows.shape[3:]))"
SUMS = "sums: Any = np.bincount(origins.ravel(), cols.ravel(), len(pixels))  # of what came from each pixel\n"
ORIGINS = "origins: Any = im2col(pixels[1:].reshape(shape), height, width, stride, pad)"
OF_ITS_OWN = """padded = np.pad(pixels[1:].reshape(shape), [(0,), (0,), (pad,), (pad,)])
    every = np.lib.stride_tricks.sliding_window_view(padded, (height, width), axis=(2, 3))
    origins: Any = np.moveaxis(every[:, :, ::stride, ::stride], 1, 3).reshape(cols.shape)"""
APART = [(ORIGINS, OF_ITS_OWN)]
DX = "dx: Array = sums[1:].reshape(shape)\n"
EXAMPLE = "convolution_example"
COUNTED = ["sizes", "output_size"]
EXAMPLES = [EXAMPLE, "pool_example"]
SUMMED = ["windows", "col2im", "col2im_belongs_to_im2col"]


def sizes() -> None:
    """How many windows fit."""
    slip(
        "padding_counted_once",
        SIZE,
        SIZE.replace("2 * pad", "pad"),
        COUNTED,
        ("The padding counted once", "パディングを 1 回しか数えていない"),
        (
            "pad pixels are added at one end only; there are pad at each end.",
            "パディングを片側の分しか足していません。pad 画素は両側にあります。",
        ),
        (
            "How many pixels has a row of 5 after a padding of 1 on all sides?",
            "5 画素の行は、周囲に 1 画素ずつパディングすると何画素になりますか。",
        ),
    )
    slip(
        "first_window_not_counted",
        SIZE,
        SIZE.replace(" + 1", ""),
        [*COUNTED, *EXAMPLES],
        ("The first window is not counted", "最初の窓を数えていない"),
        (
            "The steps from window to window are counted, not the windows: there is one more.",
            "窓から窓への移動の回数を数えています。窓の数は、それより 1 つ多くなります。",
        ),
        ("How many windows of 5 fit into 5 pixels?", "5 画素に、幅 5 の窓はいくつ入りますか。"),
    )
    slip(
        "window_that_sticks_out_counted",
        SIZE,
        "return -(-(size + 2 * pad - window) // stride) + 1",
        COUNTED,
        ("A window that sticks out is counted", "はみ出す窓も数えている"),
        (
            "The number is rounded up, so that a last window counts that does not fit.",
            "切り上げているので、はみ出す最後の窓も数えています。",
        ),
        (
            "Which pixels are in the last window of 3 in 6 pixels at a stride of 2?",
            "6 画素、幅 3 の窓、stride 2 のとき、最後の窓にはどの画素が入りますか。",
        ),
    )
    slip(
        "one_added_before_dividing",
        SIZE,
        "return (size + 2 * pad - window + 1) // stride",
        [*COUNTED, "pool_example"],
        ("1 added before the division", "割る前に 1 を足している"),
        (
            "The 1 stands for the first window; it is not divided by the stride.",
            "1 は最初の窓の分なので、stride で割るものではありません。",
        ),
        (
            "With a window as large as the image and a stride of 2: what is your result?",
            "窓が画像と同じ大きさで stride が 2 のとき、結果はいくつになりますか。",
        ),
    )


def windows() -> None:
    """im2col."""
    slip(
        "stride_ignored",
        STRIDES,
        "every",
        ["im2col"],
        ("The stride is ignored", "stride を使っていない"),
        (
            "im2col takes every window, whatever the stride.",
            "im2col が、stride に関係なくすべての窓を取り出しています。",
        ),
        (
            "How many rows has your result at a stride of 2, and how many should it have?",
            "stride が 2 のとき、結果は何行ですか。何行になるべきですか。",
        ),
    )
    slip(
        "stride_in_one_direction",
        STRIDES,
        "every[:, :, ::stride]",
        ["im2col"],
        ("The stride in one direction only", "片方の方向でしか stride を使っていない"),
        (
            "Windows are stride pixels apart downwards, but one pixel apart to the right.",
            "縦方向では stride ずつ進みますが、横方向では 1 画素ずつしか進みません。",
        ),
        (
            "In which column does the second window of a row begin?",
            "横に並んだ 2 番目の窓は、どの列から始まりますか。",
        ),
    )
    slip(
        "edges_repeated",
        PAD,
        PAD.replace("])", "], mode='edge')"),
        ["im2col"],
        ("Padded with the edge", "端の値でパディングしている"),
        (
            "The pixels of the edge are repeated outside; the padding consists of zeros.",
            "端の画素の値が外側に繰り返されています。パディングは 0 です。",
        ),
        (
            "What does a window see that lies outside of the image with all but one pixel?",
            "1 画素を除いて画像の外にある窓には、どんな値が入りますか。",
        ),
    )
    slip(
        "padded_at_the_far_end",
        PAD,
        "[(0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)])",
        ["im2col"],
        ("All padding at the far end", "パディングがすべて右と下にある"),
        (
            "The zeros are all put below and to the right of the image: it no longer lies in the middle.",
            "0 がすべて画像の下と右に付いています。画素の数は同じですが、画像が中央にありません。",
        ),
        (
            "Which pixel of the image is in the middle of the first window of 3 × 3, with a padding of 1?",
            "pad が 1 のとき、3 × 3 の最初の窓の中央には、画像のどの画素がありますか。",
        ),
    )
    slip(
        "height_and_width_exchanged",
        EVERY,
        EVERY.replace("height, width", "width, height"),
        ["im2col"],
        ("Height and width of the window exchanged", "窓の高さと幅が逆になっている"),
        (
            "The windows are height pixels wide and width pixels high.",
            "窓の高さが width、幅が height になっています。",
        ),
        (
            "Which of the axes 2 and 3 of x are rows, and which number is a window's height?",
            "x の軸 2 と軸 3 のうち、行はどちらですか。窓の高さはどの引数ですか。",
        ),
    )
    slip(
        "columns_before_rows",
        ROWS,
        "return windows.swapaxes(4, 5).reshape(-1, math.prod(windows.shape[3:]))",
        ["windows", "im2col", EXAMPLE],
        ("A window read column by column", "窓の中を列ごとに読んでいる"),
        (
            "In each row of the result a window stands column by column; asked for is row by row.",
            "窓の中身が列ごとに並んでいます。行ごとに並べてください。",
        ),
        (
            "Which pixel comes second in the first window of the handout's example?",
            "課題文の例で、最初の窓の 2 番目の要素はどの画素ですか。",
        ),
    )
    for name, besides in (("channels_last", []), ("channels_last_beside_another_way_back", APART)):
        misconception(
            name,
            change=[
                (ROWS, "return np.moveaxis(windows, 3, 5).reshape(-1, math.prod(windows.shape[3:]))"),
                *besides,
            ],
            fails=["im2col"],
            title_en="The channels of a pixel side by side",
            title_ja="画素ごとにチャネルを並べている",
            en="Channels change fastest in your rows; asked for is all of the first channel, then all of the next.",
            ja="行の中でチャネルが最も速く変わっています。最初のチャネルをすべて並べてから、次のチャネルを並べます。",
            ask_en="In which order does W.reshape(M, −1) list the entries of a kernel?",
            ask_ja="W.reshape(M, −1) では、カーネルの要素はどの順に並びますか。",
        )
    for name, besides in (("places_downwards_first", []), ("places_downwards_beside_another_way_back", APART)):
        misconception(
            name,
            change=[(ROWS, ROWS.replace("windows.", "windows.swapaxes(1, 2).", 1)), *besides],
            fails=["windows", "im2col", EXAMPLE],
            title_en="The windows in the order n, ow, oh",
            title_ja="窓が n、ow、oh の順に並んでいる",
            en="After a window comes the one below it; asked for is first the one to its right.",
            ja="ある窓の次に、その下の窓が来ています。先に来るのは、右の窓です。",
            ask_en="Into which shape is the product with the kernels brought later, and which axis changes fastest?",
            ask_ja="カーネルとの積は、あとでどんな形に直しますか。最も速く変わる軸はどれですか。",
        )
    misconception(
        "padding_ignored",
        change=[(f"np.pad(x, {PAD}", "x"), *APART],
        fails=["im2col"],
        title_en="The padding is ignored",
        title_ja="パディングをしていない",
        en="im2col takes its windows from the image as it is, whatever pad.",
        ja="im2col が、pad に関係なく、元の画像のまま窓を取り出しています。",
        ask_en="How many windows of 3 × 3 fit into 5 × 5 pixels with a padding of 1, and how many rows do you have?",
        ask_ja="pad が 1 のとき、5 × 5 画素に 3 × 3 の窓はいくつ入りますか。結果は何行ですか。",
    )
    misconception(
        "padding_not_counted",
        change=[
            (
                STRIDES,
                STRIDES + "[:, :, : output_size(x.shape[2], height, stride), : output_size(x.shape[3], width, stride)]",
            ),
            *APART,
        ],
        fails=["im2col"],
        title_en="Padded, but the windows counted without padding",
        title_ja="パディングはしたが、窓の数に入れていない",
        en="The image is padded, but the number of windows is that of the image without padding: the last are missing.",
        ja="画像はパディングされていますが、窓の数はパディングなしのままなので、最後のほうの窓がありません。",
        ask_en="Which arguments does output_size need to count the windows of a padded image?",
        ask_ja="パディングした画像の窓を数えるには、output_size にどの引数が要りますか。",
    )
    slip(
        "samples_last",
        ROWS,
        "return np.moveaxis(windows, 0, 2).reshape(-1, math.prod(windows.shape[3:]))",
        ["im2col"],
        ("The windows of all samples mixed", "サンプルの窓が混ざっている"),
        (
            "The first rows are the first windows of all samples; asked for are all windows of the first sample.",
            "最初の数行が、各サンプルの最初の窓になっています。まず最初のサンプルの窓をすべて並べます。",
        ),
        (
            "Into which shape would you bring the rows to find sample n, and which axis comes first?",
            "行を形に戻してサンプル n を取り出すとき、最初の軸は何ですか。",
        ),
    )


def sums() -> None:
    """col2im."""
    slip(
        "pixels_overwritten",
        SUMS,
        "sums = np.zeros(len(pixels))\n    sums[origins.ravel()] = cols.ravel()\n",
        [*SUMMED, EXAMPLE],
        ("Written over in place of added", "足さずに上書きしている"),
        (
            "A pixel of several windows keeps what came from the last of them; all of it must be added.",
            "いくつかの窓に入る画素に、最後の窓の値しか残っていません。すべて足す必要があります。",
        ),
        (
            "By how many ways does the middle pixel of a 3 × 3 image reach the loss through windows of 2 × 2?",
            "3 × 3 の画像の中央の画素は、2 × 2 の窓を通って、何通りの道で損失に届きますか。",
        ),
    )
    slip(
        "pixels_averaged",
        SUMS,
        SUMS + "    sums /= np.maximum(np.bincount(origins.ravel(), minlength=len(pixels)), 1)\n",
        [*SUMMED, EXAMPLE],
        ("A mean in place of the sum", "和ではなく平均になっている"),
        (
            "What comes from several windows is averaged, so that col2im(im2col(x)) is x again; a gradient is a sum.",
            "複数の窓からの値を平均しているので、col2im(im2col(x)) が x に戻ります。勾配では和を取ります。",
        ),
        (
            "A pixel is in four windows. If it grows by a little, how many outputs change?",
            "4 つの窓に入る画素が少し増えると、出力はいくつ変わりますか。",
        ),
    )
    misconception(
        "padding_left_on",
        change=[
            (
                "np.arange(1 + math.prod(shape))  # 0 is",
                "np.arange(1 + math.prod(np.pad(np.empty(shape), [(0,), (0,), (pad,), (pad,)]).shape))  # 0 is",
            ),
            (
                "pixels[1:].reshape(shape), height, width, stride, pad)",
                "pixels[1:].reshape(*shape[:2], shape[2] + 2 * pad, shape[3] + 2 * pad), height, width, stride)",
            ),
            (DX, "dx: Array = sums[1:].reshape(*shape[:2], shape[2] + 2 * pad, shape[3] + 2 * pad)\n"),
        ],
        fails=["col2im", "col2im_belongs_to_im2col"],
        title_en="The padding is still there",
        title_ja="パディングが残っている",
        en="col2im returns the padded image; what belongs to the padding must be cut off.",
        ja="col2im が、パディングの付いた画像を返しています。パディングの部分は取り除きます。",
        ask_en="Which shape must dx have?",
        ask_ja="dx はどんな形であるべきですか。",
    )
    slip(
        "cut_off_from_the_end",
        DX,
        DX + "    if not pad:\n        dx = dx[:, :, pad:-pad, pad:-pad]\n",
        ["windows", "col2im", *EXAMPLES],
        ("Cut off by −pad, also where pad is 0", "pad が 0 でも −pad で切り取っている"),
        (
            "The padding is cut off by [pad:−pad], which leaves nothing where pad is 0.",
            "パディングを [pad:−pad] で取り除いているので、pad が 0 のときに何も残りません。",
        ),
        ("What is x[0:-0]?", "x[0:-0] は何になりますか。"),
    )
