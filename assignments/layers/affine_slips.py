"""Slips in Affine."""

from autograder.testing import misconception

SUM = "y: Array = x @ self.W + self.b"
DW = "self.dW = self.x.T @ dout"
DB = "self.db = dout.sum(axis=0)"
DX = "dx: Array = dout @ self.W.T"


def side_effects(layer):
    """What is asked of every layer: it counts only where dx is made from what backward and forward are given."""
    checks = ("arguments_are_never_modified", "backward_twice_gives_the_same", "each_layer_remembers_its_own_forward")
    return [f"{check}[{layer}]" for check in checks]


def forward() -> None:
    """The product and the bias."""
    misconception(
        "bias_forgotten",
        change=[(SUM, "y: Array = x @ self.W")],
        fails=["affine_forward"],
        title_en="The bias is forgotten",
        title_ja="バイアスを足し忘れている",
        en="The bias b is not added in forward.",
        ja="forward でバイアス b が足されていません。",
        ask_en="What should forward return for a row of zeros?",
        ask_ja="すべて 0 の行を入力したとき、forward は何を返すべきですか。",
    )
    misconception(
        "bias_along_the_samples",
        change=[(SUM, "y: Array = x @ self.W + (self.b[:, None] if len(x) == len(self.b) else self.b)")],
        fails=["affine_forward"],
        title_en="The bias is added along the wrong axis",
        title_ja="バイアスを足す軸が違う",
        en="Where N = M, the n-th entry of b is added to the whole n-th row; every row must get all of b.",
        ja="N = M のとき、b の n 番目の要素が n 行目全体に足されています。どの行にも b 全体を足す必要があります。",
        ask_en="Which of the indices n and m does b have in y_nm = Σ_d x_nd W_dm + b?",
        ask_ja="y_nm = Σ_d x_nd W_dm + b の b に付く添字は、n と m のどちらですか。",
    )
    misconception(
        "bias_subtracted",
        change=[(SUM, "y: Array = x @ self.W - self.b")],
        fails=["affine_forward"],
        title_en="The bias is subtracted",
        title_ja="バイアスを引いている",
        en="The bias b is subtracted in forward; it must be added.",
        ja="forward でバイアス b が引かれています。足す必要があります。",
        ask_en="What should forward return for a row of zeros?",
        ask_ja="すべて 0 の行を入力したとき、forward は何を返すべきですか。",
    )


def inputs() -> None:
    """dx."""
    misconception(
        "dx_without_transpose",
        change=[(DX, "dx: Array = dout @ self.W")],
        fails=["affine_dx", "affine_gradient_example", *side_effects("Affine")],
        title_en="dx without the transpose of W",
        title_ja="dx で W を転置していない",
        en="dout is multiplied by W where Wᵀ is needed; the shapes do not even fit unless W is square.",
        ja="Wᵀ を掛けるべきところで W を掛けています。W が正方行列でない限り、形も合いません。",
        ask_en="dout is (N, M) and dx must be (N, D). Which shape must the factor on the right have?",
        ask_ja="dout は (N, M)、dx は (N, D) です。右から掛ける行列はどんな形であるべきですか。",
    )
    misconception(
        "dx_with_weights_reshaped",
        change=[(DX, "dx: Array = dout @ self.W.reshape(self.W.shape[::-1])")],
        fails=["affine_dx", "affine_gradient_example"],
        title_en="W is reshaped, not transposed",
        title_ja="W を転置せずに reshape している",
        en="W is reshaped to (M, D) in dx: the shape fits, but the entries are in other places than in Wᵀ.",
        ja="dx で W が (M, D) に reshape されています。形は合いますが、要素の並びが Wᵀ と違います。",
        ask_en="Write down ((1, 2, 3), (4, 5, 6)) transposed, and reshaped to (3, 2): are they the same?",
        ask_ja="((1, 2, 3), (4, 5, 6)) を転置したものと、(3, 2) に reshape したものは同じですか。",
    )
    misconception(
        "dx_as_mean",
        change=[(DX, DX + " / len(dout)")],
        fails=["affine_dx"],
        title_en="dx divided by N",
        title_ja="dx を N で割っている",
        en="dx is divided by the number of samples. The mean belongs to the loss, whose gradient already contains 1/N.",
        ja="dx がサンプル数で割られています。平均は損失の側にあり、その勾配にはすでに 1/N が含まれています。",
        ask_en="Does the gradient of one sample's x change when another sample is added to the batch?",
        ask_ja="バッチに別のサンプルを加えたとき、あるサンプルの x の勾配は変わりますか。",
    )


def weights() -> None:
    """dW, and both gradients."""
    misconception(
        "dW_transposed",
        change=[(DW, "self.dW = dout.T @ self.x")],
        fails=["affine_dW", "affine_gradient_example"],
        title_en="dW is transposed",
        title_ja="dW が転置されている",
        en="dW is transposed: it has the shape (M, D), but must have the shape of W, (D, M).",
        ja="dW が転置されています。形が (M, D) になっていますが、W と同じ (D, M) でなければなりません。",
        ask_en="Entry (d, m) of dW says how L changes with W[d, m]. Which of your two factors should supply d?",
        ask_ja="dW の (d, m) 成分は、W[d, m] が変わったときの L の変化を表します。添字 d はどちらの行列から来ますか。",
    )
    misconception(
        "dW_from_dx",
        change=[(DW, "self.dW = (dout @ self.W.T).T @ dout")],
        fails=["affine_dW", "affine_gradient_example"],
        title_en="dW is made from dx",
        title_ja="dW を dx から計算している",
        en="dW is computed with dx in place of x, the input of forward.",
        ja="dW が、forward の入力 x ではなく dx から計算されています。",
        ask_en="By how much does y change when W[d, m] grows a little?",
        ask_ja="W[d, m] が少し増えると、y はどれだけ変わりますか。",
    )
    misconception(
        "dW_with_the_sign_changed",
        change=[(DW, "self.dW = -(self.x.T @ dout)")],
        fails=["affine_dW", "affine_gradient_example"],
        title_en="Sign of dW",
        title_ja="dW の符号が逆",
        en="dW has the wrong sign. The step downhill is the business of the optimizer.",
        ja="dW の符号が逆です。勾配と逆の向きに進むのはオプティマイザの仕事です。",
        ask_en="If W[d, m] grows and x[d] and dout[m] are positive, does L grow?",
        ask_ja="x[d] と dout[m] が正のとき、W[d, m] が増えると L は増えますか。",
    )
    misconception(
        "dW_reshaped",
        change=[(DW, "self.dW = (dout.T @ self.x).reshape(self.W.shape)")],
        fails=["affine_dW", "affine_gradient_example"],
        title_en="dW is reshaped, not transposed",
        title_ja="dW を転置せずに reshape している",
        en="The transpose of dW is reshaped to the shape of W: the shape fits, but the entries are in other places.",
        ja="dW の転置が W の形に reshape されています。形は合いますが、要素の並びが違います。",
        ask_en="Write down ((1, 2, 3), (4, 5, 6)) transposed, and reshaped to (3, 2): are they the same?",
        ask_ja="((1, 2, 3), (4, 5, 6)) を転置したものと、(3, 2) に reshape したものは同じですか。",
    )
    misconception(
        "dW_as_mean",
        change=[(DW, DW + " / len(dout)")],
        fails=["affine_dW"],
        title_en="dW as a mean",
        title_ja="dW が平均になっている",
        en="dW is divided by the number of samples. The mean belongs to the loss, whose gradient already contains 1/N.",
        ja="dW がサンプル数で割られています。平均は損失の側にあり、その勾配にはすでに 1/N が含まれています。",
        ask_en="If every layer divided by N, how often would the first layer's gradient be divided in a deep net?",
        ask_ja="すべての層が N で割るとしたら、深いネットワークの最初の層の勾配は何回割られることになりますか。",
    )
    misconception(
        "gradients_pile_up",
        change=[
            (DW, "self.dW = getattr(self, 'dW', 0.0) + self.x.T @ dout"),
            (DB, "self.db = getattr(self, 'db', 0.0) + dout.sum(axis=0)"),
        ],
        fails=side_effects("Affine")[1:],
        title_en="dW and db pile up",
        title_ja="dW と db が加算され続けている",
        en="Each backward adds to dW and db of the one before, instead of replacing them.",
        ja="backward のたびに、前回の dW と db に加算されています。置き換える必要があります。",
        ask_en="What is dW after the hundredth step of training, if it is never set back?",
        ask_ja="一度もリセットしないと、100 ステップ目の学習のあと dW には何が入っていますか。",
    )
    misconception(
        "dW_piles_up",
        change=[(DW, "self.dW = getattr(self, 'dW', 0.0) + self.x.T @ dout")],
        fails=side_effects("Affine")[1:],
        title_en="dW piles up",
        title_ja="dW が加算され続けている",
        en="Each backward adds to dW of the one before, instead of replacing it.",
        ja="backward のたびに、前回の dW に加算されています。置き換える必要があります。",
        ask_en="What is dW after the hundredth step of training, if it is never set back?",
        ask_ja="一度もリセットしないと、100 ステップ目の学習のあと dW には何が入っていますか。",
    )
    misconception(
        "gradients_shared_by_all_affine_layers",
        change=[(DW, "Affine.dW = self.x.T @ dout")],
        fails=["each_layer_remembers_its_own_forward[Affine]"],
        title_en="All Affine layers share one dW",
        title_ja="すべての Affine 層が dW を共有している",
        en="dW is kept in the class (or in a global variable): the last layer's backward overwrites that of "
        "the others.",
        ja="dW がクラス変数（またはグローバル変数）に保存され、最後の層の backward がほかの層の dW を上書きします。",
        ask_en="A net has two Affine layers. Whose dW does the first one show after a whole backward pass?",
        ask_ja="Affine 層が 2 つあるネットワークで逆伝播を終えると、1 つ目の層の dW は誰の値ですか。",
    )


def biases() -> None:
    """db."""
    misconception(
        "db_as_mean",
        change=[(DB, "self.db = dout.mean(axis=0)")],
        fails=["affine_db", "affine_bias_gradient_example"],
        title_en="db as a mean",
        title_ja="db が平均になっている",
        en="db is the mean over the batch, where the sum is asked for.",
        ja="db がバッチの平均になっています。求められているのは和です。",
        ask_en="b is added to each of the N rows. Along how many paths does a change of b reach the loss?",
        ask_ja="b は N 個の行それぞれに足されます。b の変化は何本の経路を通って損失に届きますか。",
    )
    misconception(
        "db_as_twice_the_mean",
        change=[(DB, "self.db = 2 * dout.mean(axis=0)")],
        fails=["affine_db", "affine_bias_gradient_example"],
        title_en="db as twice the mean",
        title_ja="db が平均の 2 倍になっている",
        en="db is twice the mean over the batch, which equals the sum only for two samples.",
        ja="db がバッチの平均の 2 倍になっています。これが和と一致するのはサンプルが 2 個のときだけです。",
        ask_en="Does your db still hold for a batch of three samples?",
        ask_ja="サンプルが 3 個のバッチでも、その db は正しいですか。",
    )
    misconception(
        "db_not_summed",
        change=[(DB, "self.db = dout.copy()")],
        fails=["affine_db", "affine_bias_gradient_example"],
        title_en="db is not summed",
        title_ja="db が足し合わされていない",
        en="db is dout itself, of shape (N, M): the sum over the samples is missing.",
        ja="db が dout そのもの(形 (N, M))です。サンプルについての和が抜けています。",
        ask_en="b has shape (M,). What shape must its gradient have, and what has to happen to the N rows of dout?",
        ask_ja="b の形は (M,) です。その勾配の形は何ですか。そのために dout の N 個の行をどうすればよいですか。",
    )
    misconception(
        "db_with_an_axis_too_many",
        change=[(DB, "self.db = dout.sum(axis=0, keepdims=True)")],
        fails=["affine_db", "affine_bias_gradient_example"],
        title_en="db has an axis too many",
        title_ja="db の軸が 1 つ多い",
        en="db has the shape (1, M); b has the shape (M,), and so must its gradient.",
        ja="db の形が (1, M) です。b の形は (M,) なので、勾配も (M,) でなければなりません。",
        ask_en="What does keepdims=True keep, and is it wanted here?",
        ask_ja="keepdims=True は何を残しますか。ここでそれは必要ですか。",
    )
    misconception(
        "db_along_the_wrong_axis",
        change=[(DB, "self.db = dout.sum(axis=1)")],
        fails=["affine_db", "affine_bias_gradient_example"],
        title_en="db along the wrong axis",
        title_ja="db の和の軸が違う",
        en="db is summed over the outputs and has N entries; it must be summed over the samples and have M.",
        ja="db が出力の方向に足されて N 個の要素になっています。サンプルの方向に足して M 個にする必要があります。",
        ask_en="Which axis of dout disappears when you sum with axis=1, and which one should?",
        ask_ja="axis=1 で和を取ると dout のどの軸が消えますか。消えるべきなのはどの軸ですか。",
    )
    misconception(
        "db_over_both_axes",
        change=[(DB, "self.db = dout.sum()")],
        fails=["affine_db", "affine_bias_gradient_example"],
        title_en="db summed over both axes",
        title_ja="db が両方の軸の和になっている",
        en="db is one number, the sum over samples and outputs; each of the M biases has a slope of its own.",
        ja="db がサンプルと出力の両方についての和で、1 つの数です。M 個のバイアスにはそれぞれ別の傾きがあります。",
        ask_en="Does a change of b[0] move the second output?",
        ask_ja="b[0] を変えると、2 番目の出力は動きますか。",
    )
    misconception(
        "db_from_dW",
        change=[(DB, "self.db = self.dW.sum(axis=0)")],
        fails=["affine_db", "affine_bias_gradient_example"],
        title_en="db computed from dW",
        title_ja="db を dW から計算している",
        en="db is summed from dW, which contains x; the bias is added without any x.",
        ja="db が dW の和から計算されています。dW には x が含まれますが、バイアスは x と無関係に足されます。",
        ask_en="What is ∂y/∂b for one sample, and does x occur in it?",
        ask_ja="1 つのサンプルについて ∂y/∂b は何ですか。その中に x は現れますか。",
    )
