"""Slips in centring the images and in comparing the nets."""

from conv_net_slips import DENSE
from net_mistakes import slip

from autograder.testing import misconception

MEAN = "mean = train.mean()"
CENTRED = "return train - mean, test - mean"
BOTH = '(("convolution", conv_net, 0.01), ("dense", dense_net, 0.003))'
FIT = "history = fit(net, Adam(rate), x, t, batch_size=20, epochs=epochs, rng=rng)"
ACCURACY = 'net.accuracy(x_test, data["t_test"])'


def centring() -> None:
    """centre."""
    slip(
        "each_by_its_own_mean",
        CENTRED,
        "return train - mean, test - test.mean()",
        ["centre"],
        ("The test images centred by themselves", "テスト画像を自分の平均で中心化している"),
        (
            "The test images lose their own mean. What training learned belongs to the mean of the training images.",
            "テスト画像から、テスト画像自身の平均を引いています。学習したことは、訓練画像の平均を引いた画像についてのものです。",
        ),
        (
            "There is a single new image. By which number do you centre it?",
            "新しい画像が 1 枚だけのとき、どの数を引きますか。",
        ),
    )
    slip(
        "test_images_not_centred",
        CENTRED,
        "return train - mean, test",
        ["centre"],
        ("The test images are not centred", "テスト画像を中心化していない"),
        (
            "Only the training images are centred, so that the net meets brighter images than it has learned from.",
            "訓練画像だけを中心化しているので、ネットは学習時より明るい画像を見ることになります。",
        ),
        (
            "What was done to an image in training before it came into the net?",
            "学習のとき、画像はネットに入る前に何をされましたか。",
        ),
    )
    slip(
        "mean_of_all_images",
        MEAN,
        "mean = np.concatenate([train, test]).mean()",
        ["centre"],
        ("The mean of all images", "すべての画像の平均を使っている"),
        (
            "The mean is taken over training and test images: the test images take part in training.",
            "訓練画像とテスト画像を合わせた平均なので、テスト画像が学習に影響しています。",
        ),
        (
            "Would your training change if there were other test images?",
            "テスト画像が別のものだったら、学習は変わりますか。",
        ),
    )
    slip(
        "mean_of_each_channel",
        MEAN,
        "mean = train.mean(axis=(0, 2, 3), keepdims=True)",
        ["centre"],
        ("A mean for each channel", "チャネルごとの平均を引いている"),
        (
            "Each channel has a mean of its own; asked for is one number for all.",
            "チャネルごとに別の平均を引いています。求められているのは、全体で 1 つの数です。",
        ),
        ("What is the shape of your mean?", "あなたの平均の形は何ですか。"),
    )
    slip(
        "divided_by_the_deviation",
        CENTRED,
        "return (train - mean) / train.std(), (test - mean) / train.std()",
        ["centre"],
        ("Divided by the standard deviation, too", "標準偏差でも割っている"),
        (
            "The images are standardized: after the mean is subtracted, they are divided by their deviation.",
            "平均を引いたあと、標準偏差で割っています（標準化）。求められているのは、平均を引くことだけです。",
        ),
        (
            "By how much do two pixels of an image differ before and after centring?",
            "中心化の前と後で、2 つの画素の差は変わりますか。",
        ),
    )
    slip(
        "mean_of_each_pixel",
        MEAN,
        "mean = train.mean(axis=0)",
        ["centre"],
        ("A mean for each pixel", "画素ごとの平均を引いている"),
        (
            "Each pixel has a mean of its own; asked for is one number for all.",
            "画素ごとに別の平均を引いています。求められているのは、全体で 1 つの数です。",
        ),
        ("What is the shape of your mean?", "あなたの平均の形は何ですか。"),
    )


def comparison() -> None:
    """compare."""
    slip(
        "compared_without_centring",
        'x, x_test = centre(data["x_train"], data["x_test"])',
        'x, x_test = data["x_train"], data["x_test"]',
        ["compare"],
        ("compare does not centre", "compare が中心化していない"),
        ("The nets get the images as they are.", "ネットが、中心化していない画像を受け取っています。"),
        ("What is the mean of the images that reach your nets?", "ネットに入る画像の平均はいくつですか。"),
    )
    misconception(
        "one_optimizer_for_both",
        change=[
            ("    for name, build, rate in", "    optimizer = Adam(0.01)\n    for name, build, rate in"),
            ("Adam(rate), x, t,", "optimizer, x, t,"),
        ],
        fails=["compare", "convolution_is_better"],
        title_en="One optimizer for both nets",
        title_ja="両方のネットに同じ最適化器を使っている",
        en="Adam keeps averages for each parameter. With the second net it still has those of the first.",
        ja="Adam はパラメータごとに移動平均を覚えています。2 つ目のネットでも、1 つ目のネットの平均が残っています。",
        ask_en="What does your optimizer know of W1 when the second net begins?",
        ask_ja="2 つ目のネットの学習を始めるとき、最適化器は W1 について何を覚えていますか。",
    )
    slip(
        "dense_net_not_centred",
        FIT,
        FIT.replace("x, t,", 'x if name == "convolution" else data["x_train"], t,'),
        [DENSE],
        ("Only one of the nets gets centred images", "片方のネットにしか中心化した画像を渡していない"),
        (
            "The dense net is trained on the images as they are; a comparison needs the same images for both.",
            "dense_net を、中心化していない画像で学習しています。比べるには、両方に同じ画像が必要です。",
        ),
        ("In what do your two trainings differ, besides the net?", "2 つの学習で、ネット以外に違うことは何ですか。"),
    )
    slip(
        "compared_with_another_generator",
        "net = build(x.shape[1:], t.shape[1], rng)",
        "net = build(x.shape[1:], t.shape[1], np.random.default_rng(0))",
        ["compare"],
        ("The nets do not draw from rng", "ネットの重みを rng から作っていない"),
        (
            "The weights come from a generator that compare makes itself: other seeds give the same weights.",
            "重みを、compare の中で作った乱数生成器から作っています。シードを変えても、重みが変わりません。",
        ),
        (
            "You run compare with five seeds. Which numbers differ from run to run?",
            "compare を 5 つのシードで実行すると、どの数が変わりますか。",
        ),
    )
    slip(
        "accuracy_of_the_training_images",
        ACCURACY,
        "net.accuracy(x, t)",
        ["compare"],
        ("The accuracy of the training images", "訓練画像での正解率になっている"),
        (
            "The accuracy is that of images that the net has learned from.",
            "正解率が、学習に使った画像でのものです。",
        ),
        (
            "What accuracy has a net that knows its images by heart and nothing else?",
            "画像を丸暗記しただけのネットの正解率は、あなたの測り方ではいくつですか。",
        ),
    )
    slip(
        "test_images_learned",
        FIT,
        FIT.replace("x, t,", 'np.concatenate([x, x_test]), np.concatenate([t, data["t_test"]]),'),
        ["compare"],
        ("Trained on the test images, too", "テスト画像でも学習している"),
        (
            "fit gets the test images as well: then their accuracy says nothing about new ones.",
            "fit にテスト画像も渡しています。これでは、正解率から新しい画像のことは何も言えません。",
        ),
        ("Which images has your net never seen?", "あなたのネットが一度も見ていない画像はどれですか。"),
    )
    slip(
        "names_exchanged",
        BOTH,
        '(("dense", conv_net, 0.01), ("convolution", dense_net, 0.003))',
        ["compare", "convolution_is_better"],
        ("The results under each other's name", "結果の名前が入れ替わっている"),
        (
            'The results of conv_net stand under "dense", and the other way round.',
            'conv_net の結果が "dense" に、dense_net の結果が "convolution" に入っています。',
        ),
        ("Which of your two nets has fewer parameters?", "2 つのネットのうち、パラメータが少ないのはどちらですか。"),
    )
    slip(
        "one_rate_for_both",
        BOTH,
        BOTH.replace("0.003", "0.01"),
        [DENSE, "convolution_is_better"],
        ("The same rate for both", "両方に同じ学習率を使っている"),
        (
            "The dense net is trained with Adam(0.01); asked for is Adam(0.003).",
            "dense_net を Adam(0.01) で学習しています。求められているのは Adam(0.003) です。",
        ),
        ("Which rates does the docstring name?", "docstring にある学習率はいくつですか。"),
    )
    slip(
        "other_batches",
        FIT,
        FIT.replace("batch_size=20", "batch_size=50"),
        ["compare"],
        ("Batches of another size", "バッチの大きさが違う"),
        (
            "fit gets batches of 50 images; asked for are 20.",
            "50 枚ずつのバッチで学習しています。20 枚ずつにしてください。",
        ),
        ("How many steps are there in one epoch of 300 images?", "300 枚のとき、1 エポックは何ステップですか。"),
    )
    slip(
        "error_in_place_of_accuracy",
        ACCURACY,
        f"1 - {ACCURACY}",
        ["compare", "convolution_is_better"],
        ("The share of wrong answers", "誤答の割合になっている"),
        (
            "What is reported as accuracy is the share of images whose class is wrong.",
            "正解率として、クラスを間違えた画像の割合を返しています。",
        ),
        (
            "What is the accuracy of a net that is always right?",
            "いつも正解するネットの正解率はいくつですか。",
        ),
    )
