"""Slips in the convolution and its gradients."""

from conv_slips import EXAMPLE
from net_mistakes import slip

from autograder.testing import misconception

KERNELS = "self.W.reshape(len(self.W), -1).T + self.b"
Y = "return np.moveaxis(y.reshape(len(x), rows, -1, len(self.W)), 3, 1)"
D = "d = np.moveaxis(dout, 1, 3).reshape(-1, len(self.W))"
DW = "self.dW = (d.T @ self.cols).reshape(self.W.shape)"
DB = "self.db = d.sum(axis=0)"
COLS = "cols = d @ self.W.reshape(len(self.W), -1)"
ALONE = "layers_leave_things_alone"


def convolution() -> None:
    """Conv2D."""
    slip(
        "kernel_flipped",
        KERNELS,
        KERNELS.replace("self.W.", "self.W[:, :, ::-1, ::-1].", 1),
        [EXAMPLE, "convolution_forward"],
        ("The kernel is flipped", "カーネルを反転している"),
        (
            "forward turns the kernel by 180°, as the convolution of mathematics does; nets do not.",
            "forward が、数学の畳み込みのようにカーネルを 180° 回しています。ここでは反転しません。",
        ),
        (
            "Which entry of the kernel belongs to the upper left pixel of a window?",
            "窓の左上の画素に掛けるのは、カーネルのどの要素ですか。",
        ),
    )
    misconception(
        "kernel_flipped_throughout",
        change=[
            (KERNELS, KERNELS.replace("self.W.", "self.W[:, :, ::-1, ::-1].", 1)),
            (DW, DW + "[:, :, ::-1, ::-1]"),
            (COLS, COLS.replace("self.W.", "self.W[:, :, ::-1, ::-1].", 1)),
        ],
        fails=[EXAMPLE, "convolution_forward", ALONE],
        title_en="The kernel is flipped, forwards and back",
        title_ja="順方向でも逆方向でもカーネルを反転している",
        en="The kernel is turned by 180° everywhere. Such a net learns just as well, but W means something else in it.",
        ja="どこでもカーネルを 180° 回しています。同じように学習しますが、W の意味が変わってしまいます。",
        ask_en="Compute the first output of the handout's example by hand. Which pixel is multiplied by 10?",
        ask_ja="課題文の例の最初の出力を手で計算してください。10 を掛けるのはどの画素ですか。",
    )
    slip(
        "bias_forgotten",
        KERNELS,
        KERNELS.removesuffix(" + self.b"),
        [EXAMPLE, "convolution_forward"],
        ("The bias is forgotten", "バイアスを足し忘れている"),
        ("b is not added in forward.", "forward で b を足していません。"),
        ("What should forward return for images of zeros?", "すべて 0 の画像のとき、forward は何を返すべきですか。"),
    )
    slip(
        "output_reshaped_only",
        Y,
        "return y.reshape(len(x), len(self.W), rows, -1)",
        ["convolution_forward"],
        ("Output reshaped, axes not moved", "出力を reshape しただけで、軸を移していない"),
        (
            "The rows of the product are windows and its columns filters; reshape alone mixes the two up.",
            "行列積の行は窓、列はフィルタです。reshape だけでは、この 2 つが混ざってしまいます。",
        ),
        (
            "In the product, which entry comes after that of the first window and the first filter?",
            "行列積で、最初の窓・最初のフィルタの値の次にあるのは何の値ですか。",
        ),
    )
    slip(
        "rows_and_columns_of_the_output",
        Y,
        Y + ".swapaxes(2, 3)",
        ["convolution_forward", EXAMPLE],
        ("Rows and columns of the output exchanged", "出力の行と列が入れ替わっている"),
        (
            "The output has the shape (N, M, OW, OH): it is mirrored at the diagonal.",
            "出力の形が (N, M, OW, OH) で、対角線で折り返した形になっています。",
        ),
        (
            "For an image that is higher than wide: what shape has your output?",
            "縦長の画像のとき、出力はどんな形ですか。",
        ),
    )
    slip(
        "output_with_its_columns_first",
        Y,
        Y.replace("rows, -1", "-1, rows"),
        ["convolution_forward[stride 2, pad 1]", "convolution_forward[stride 3, pad 2]"],
        ("The output in the shape (N, M, OW, OH)", "出力の形が (N, M, OW, OH) になっている"),
        (
            "The rows of the product are read as (N, OW, OH): that fits only where as many windows lie side by side as "
            "one below the other.",
            "行列積の行を (N, OW, OH) として読んでいます。正しいのは、窓の数が縦と横で同じときだけです。",
        ),
        (
            "In which order does im2col write the windows of an image?",
            "im2col は、1 枚の画像の窓をどの順に並べますか。",
        ),
    )
    slip(
        "gradient_reshaped_only",
        D,
        "d = dout.reshape(-1, len(self.W))",
        ["convolution_dx", "convolution_dW", "convolution_db", ALONE],
        ("dout reshaped, axes not moved", "dout を reshape しただけで、軸を移していない"),
        (
            "dout is (N, M, OH, OW). Its filters must become the last axis before it is written in rows of windows.",
            "dout は (N, M, OH, OW) です。窓ごとの行に並べる前に、フィルタの軸を最後に移す必要があります。",
        ),
        ("Which index changes fastest in dout, and in d?", "dout と d では、それぞれどの添字が最も速く変わりますか。"),
    )


def gradients() -> None:
    """What backward keeps."""
    slip(
        "bias_gradient_as_mean",
        DB,
        "self.db = d.mean(axis=0)",
        [EXAMPLE, "convolution_db"],
        ("db as a mean", "db が平均になっている"),
        (
            "db is the mean over samples and places; b is added everywhere, so it is the sum.",
            "db がサンプルと位置の平均になっています。b はすべての場所に足されるので、和を取ります。",
        ),
        ("How many outputs grow if b[m] grows?", "b[m] が増えると、増える出力はいくつありますか。"),
    )
    slip(
        "bias_gradient_summed_over_samples",
        DB,
        "self.db = dout.sum(axis=0).mean(axis=(1, 2))",
        [EXAMPLE, "convolution_db"],
        ("db averaged over the places", "db が位置について平均されている"),
        (
            "db is summed over the samples, but averaged over the places of the image.",
            "db がサンプルについては和ですが、画像の中の位置については平均になっています。",
        ),
        (
            "At how many places of each image is b[m] added?",
            "b[m] は、1 枚の画像のいくつの場所に足されますか。",
        ),
    )
    for name, new, title, text, ask in (
        (
            "bias_gradient_summed_over_filters",
            "d.sum(axis=1)",
            ("db summed over the filters", "db をフィルタについて足している"),
            (
                "db has a number for each window: it is summed over the filters. There must be one for each filter.",
                "db が窓ごとの数になっています（フィルタについての和）。フィルタごとに 1 つの数が必要です。",
            ),
            ("Which shape has b, and which has your db?", "b の形は何ですか。あなたの db の形は何ですか。"),
        ),
        (
            "bias_gradient_of_each_sample",
            "dout.sum(axis=(2, 3))",
            ("db for each sample", "db がサンプルごとになっている"),
            (
                "db is summed over the places, but not over the samples, which all use the same b.",
                "db を位置については足していますが、サンプルについては足していません。b は全サンプルに共通です。",
            ),
            ("How many outputs grow if b[m] grows?", "b[m] が増えると、増える出力はいくつありますか。"),
        ),
    ):
        slip(name, DB, f"self.db = {new}", [EXAMPLE, "convolution_db", "convolution_is_better"], title, text, ask)
    slip(
        "bias_gradient_averaged_over_samples",
        DB,
        "self.db = d.sum(axis=0) / len(dout)",
        ["convolution_db"],
        ("db divided by N", "db を N で割っている"),
        (
            "db is divided by the number of samples; 1/N is in the gradient of the loss already.",
            "db をサンプル数で割っています。1/N は、すでに損失の勾配に入っています。",
        ),
        (
            "Where does the mean of the loss appear in the chain rule, and how often?",
            "損失の平均は、連鎖律のどこに、何回現れますか。",
        ),
    )
    slip(
        "kernel_gradient_averaged_over_places",
        DW,
        DW.replace("self.cols)", "self.cols * len(dout) / len(d))"),
        [EXAMPLE, "convolution_dW"],
        ("dW averaged over the places", "dW が位置について平均されている"),
        (
            "dW is divided by the number of windows in an image; every window adds its part.",
            "dW を 1 枚の画像の窓の数で割っています。勾配は、すべての窓の分の和です。",
        ),
        (
            "An entry of W is used at every place. If it grows, do the outputs share the change?",
            "W の要素は、すべての位置で使われます。それが増えたとき、増え方は位置の間で分けられますか。",
        ),
    )
    slip(
        "kernel_flipped_going_back",
        COLS,
        COLS.replace("self.W.", "self.W[:, :, ::-1, ::-1]."),
        [EXAMPLE, "convolution_dx", f"{ALONE}[Conv2D]"],
        ("The kernel is flipped going back", "逆方向でカーネルを反転している"),
        (
            "Before the gradients are brought back to the windows, the kernel is turned by 180°. Books do so that "
            "write the way back as one more convolution; col2im brings each gradient to its pixel by itself.",
            "勾配を窓に戻す前に、カーネルを 180° 回しています。逆伝播をもう一度の畳み込みとして書く本ではそうしますが、"
            "ここでは col2im が勾配をそれぞれの画素に戻します。",
        ),
        (
            "Which entry of the kernel meets the upper left pixel of a window? Which one brings it its gradient?",
            "順方向で、窓の左上の画素に掛かったのはカーネルのどの要素ですか。勾配を返すのはどの要素ですか。",
        ),
    )
    slip(
        "kernels_not_transposed_going_back",
        COLS,
        COLS.replace("-1)", "-1).T"),
        [EXAMPLE, "convolution_dx", f"{ALONE}[Conv2D]"],
        ("Going back through W without a transposition", "逆方向で W を転置していない"),
        (
            "d is multiplied by the matrix that forward multiplies by; the way back needs its transpose.",
            "d に、順方向で掛けたのと同じ行列を掛けています。逆方向では、その転置を掛けます。",
        ),
        (
            "d is (N·OH·OW, M), the gradients of the windows are (N·OH·OW, C·FH·FW). What shape stands between?",
            "d は (N·OH·OW, M)、窓の勾配は (N·OH·OW, C·FH·FW) です。間に来る行列はどんな形ですか。",
        ),
    )
    slip(
        "kernel_gradient_divided_by_n",
        DW,
        DW.replace("self.cols)", "self.cols / len(dout))"),
        ["convolution_dW"],
        ("dW divided by N", "dW を N で割っている"),
        (
            "dW is divided by the number of samples; 1/N is in the gradient of the loss already.",
            "dW をサンプル数で割っています。1/N は、すでに損失の勾配に入っています。",
        ),
        (
            "Where does the mean of the loss appear in the chain rule, and how often?",
            "損失の平均は、連鎖律のどこに、何回現れますか。",
        ),
    )
    slip(
        "kernel_gradient_not_transposed",
        DW,
        "self.dW = (self.cols.T @ d).reshape(self.W.shape)",
        ["convolution_dW"],
        ("dW reshaped where a transposition is needed", "転置すべき dW を reshape している"),
        (
            "colsᵀ d has a column for each filter; reshaping it to W's shape puts its entries in other places.",
            "colsᵀ d では、列がフィルタです。そのまま W の形に reshape すると、要素の位置が変わってしまいます。",
        ),
        (
            "Which shape has your product before it is reshaped, and which has W.reshape(M, −1)?",
            "reshape する前の積の形と、W.reshape(M, −1) の形は、それぞれ何ですか。",
        ),
    )
    slip(
        "kernel_gradient_added_up",
        DW,
        DW.replace("(d.T", "getattr(self, 'dW', 0) + (d.T"),
        [ALONE, "two_convolutions_learn"],
        ("dW is added up from call to call", "dW が呼ぶたびに加算されている"),
        (
            "backward adds to the dW of earlier calls; it must replace it.",
            "backward が、前に呼んだときの dW に加算しています。置き換える必要があります。",
        ),
        ("What should dW be if dout is 0?", "dout が 0 のとき、dW は何であるべきですか。"),
    )
    slip(
        "windows_kept_in_the_class",
        "self.cols = im2col(x, height, width, self.stride, self.pad)",
        "Conv2D.cols = im2col(x, height, width, self.stride, self.pad)",
        [ALONE, "two_convolutions_learn"],
        ("All layers share what forward keeps", "forward が残す値を全部の層で共有している"),
        (
            "What forward keeps belongs to the class: the forward of another layer overwrites it.",
            "forward が残す値がクラスに付いているので、ほかの層の forward で上書きされます。",
        ),
        (
            "Two layers run forward, one after the other. Whose windows does the first one's backward see?",
            "2 つの層で順に forward を呼びます。最初の層の backward が使うのは、どちらの窓ですか。",
        ),
    )
