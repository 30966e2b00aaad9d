"""Data for the assignments: small sets that need no download, and readers for the real ones.

- ``digits``: 28 × 28 images of the digits 0–9, the shape of MNIST; printed digits of six typefaces, moved, turned,
  stretched, blurred, with noise.
- ``colour_shapes``: 32 × 32 colour images of ten figures, the shape of CIFAR-10; any figure may have any colours, be
  anywhere, and of any size.
- ``smaller``: images with fewer pixels, for nets that train in seconds.
- ``year_table``: 90 features and a year, the shape of YearPredictionMSD; its features have very different scales.
- ``read_mnist``, ``read_cifar10``, ``read_year_prediction``: the real files, from a folder that you name.

Everything drawn depends on the seed alone: the same seed gives the same data.
"""

import base64
import gzip
import math
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Labels = NDArray[np.int64]
Split = tuple[Array, Labels, Array, Labels]

GLYPH_HEIGHT, GLYPH_WIDTH = 20, 14


def digits(n: int, seed: int = 0, classes: Sequence[int] = range(10), distortion: float = 1.0) -> tuple[Array, Labels]:
    """Draw n images of digits.

    Parameters
    ----------
    n : the number of images
    seed : the same seed gives the same images; use another one for test data
    classes : the digits to choose from, each as often as any other
    distortion : how far they are turned, slanted, stretched and moved; 0: not at all, 1: as far as hand-written ones

    Returns
    -------
    x : (n, 784) shades from 0 (paper) to 1 (ink), 28 rows of 28 pixels
    labels : (n,) the digits
    """
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.resize(np.array(classes, dtype=np.int64), n))
    masks = _glyphs()[rng.integers(0, 6, n), labels]  # (n, height, width)
    # Where in its mask a pixel (row, column) of the picture lies: turned, slanted, stretched and moved.
    d = distortion
    angle, slant = rng.uniform(-0.25 * d, 0.25 * d, n), rng.uniform(-0.25 * d, 0.25 * d, n)
    tall, wide = rng.uniform(1 - 0.15 * d, 1 + 0.2 * d, n), rng.uniform(1 - 0.2 * d, 1 + 0.25 * d, n)
    down, right = rng.uniform(-2.5 * d, 2.5 * d, (2, n))
    row, column = np.mgrid[0:28, 0:28].reshape(2, 1, 784) - 13.5
    r, c = row - down[:, None], column - right[:, None]
    turned_r = np.cos(angle)[:, None] * r - np.sin(angle)[:, None] * c
    turned_c = np.sin(angle)[:, None] * r + np.cos(angle)[:, None] * c + slant[:, None] * r
    r = turned_r / tall[:, None] + (GLYPH_HEIGHT - 1) / 2
    c = turned_c / wide[:, None] + (GLYPH_WIDTH - 1) / 2
    ink = rng.uniform(0.7, 1.0, (n, 1)) * _shades(masks, r, c)
    x: Array = np.clip(ink + rng.normal(0.0, 0.08, (n, 784)), 0.0, 1.0)
    return x, labels


def colour_shapes(n: int, seed: int = 0) -> tuple[Array, Labels]:
    """Draw n colour images of figures: disc, ring, square, frame, triangle, plus, cross, rows, columns, chessboard.

    Figure and ground have two colours drawn at random, so that no single pixel tells anything about the class.

    Returns
    -------
    x : (n, 3, 32, 32) shades of red, green, blue from 0 to 1, 32 rows of 32 pixels
    labels : (n,) the figures, 0 to 9 in the order above, each as often as any other
    """
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.resize(np.arange(10), n))
    # Where on the figure, which reaches from −1 to 1, a pixel (row, column) of the picture lies: turned and moved.
    size, angle = rng.uniform(7.0, 12.0, (n, 1)), rng.uniform(-0.2, 0.2, (n, 1))
    down, right = rng.uniform(-3.5, 3.5, (2, n, 1))
    row, column = np.mgrid[0:32, 0:32].reshape(2, 1, 1024) - 15.5
    v = (np.cos(angle) * (row - down) - np.sin(angle) * (column - right)) / size
    u = (np.sin(angle) * (row - down) + np.cos(angle) * (column - right)) / size
    ink = np.choose(labels[:, None], _figures(u, v))[:, None]  # (n, 1, 1024)
    ground = rng.uniform(0.0, 1.0, (n, 3, 1))
    figure = (ground + rng.uniform(0.3, 0.7, (n, 3, 1))) % 1.0
    x: Array = np.clip(np.where(ink, figure, ground) + rng.normal(0.0, 0.05, (n, 3, 1024)), 0.0, 1.0)
    return x.reshape(n, 3, 32, 32), labels


def smaller(x: Array, factor: int) -> Array:
    """Shrink square images: every block of factor × factor pixels becomes one, their mean.

    Parameters
    ----------
    x : (n, side²) grey images in rows, or (n, channels, side, side)
    factor : a divisor of side; 2 makes 14 × 14 of 28 × 28

    Returns
    -------
    smaller : (n, (side/factor)²), or (n, channels, side/factor, side/factor)

    Raises
    ------
    ValueError : if the images are not square, or factor does not divide their side
    """
    side = math.isqrt(x.shape[1]) if x.ndim == 2 else x.shape[-1]
    if x.shape[1:] != (side * side,) and (x.ndim != 4 or x.shape[2] != side):
        raise ValueError(f"images (n, side²) or (n, channels, side, side) are needed, not {x.shape}")
    if factor < 1 or side % factor:
        raise ValueError(f"{factor} does not divide the side of the images, {side}")
    left = side // factor
    blocks: Array = x.reshape(len(x), -1, left, factor, left, factor).mean(axis=(3, 5))
    return blocks.reshape(len(x), -1) if x.ndim == 2 else blocks


def one_hot(labels: Labels, k: int = 10) -> Array:
    """Turn labels (n,) from 0 to k − 1 into targets (n, k) with a single 1 in each row."""
    t: Array = np.eye(k)[labels]
    return t


def year_table(n: int, seed: int = 0) -> tuple[Array, Array]:
    """Draw n songs: 90 numbers about the sound, and the year of release.

    Returns
    -------
    x : (n, 90) features; some are of order 1 and some of order 1000, few have mean 0
    t : (n, 1) whole years from 1922 to 2011, the most of them late
    """
    law = np.random.default_rng(90)  # what the years have to do with the sound is the same for every seed
    mixing, first, second = law.normal(size=(8, 90)), law.normal(size=8), law.normal(size=8)
    scale, offset = 10.0 ** law.uniform(0, 3, 90), law.normal(size=90)
    rng = np.random.default_rng(seed)
    causes = rng.normal(size=(n, 8))
    x = causes @ mixing + rng.normal(size=(n, 90))
    trend = causes @ first + np.abs(causes @ second) + 0.5 * rng.normal(size=n)
    t = np.clip(np.round(2011.0 - 6.0 * np.logaddexp(0.0, trend) + trend), 1922.0, 2011.0)
    return (x + offset) * scale, t[:, None]


def read_mnist(folder: str | Path) -> Split:
    """Read MNIST's four IDX files, plain or gzipped.

    Returns
    -------
    x_train, labels_train, x_test, labels_test : (60000, 784) shades from 0 to 1, (60000,) digits; 10,000 for testing

    Raises
    ------
    FileNotFoundError : if a file is missing
    ValueError : if a file is not what its name says
    """
    parts: list[tuple[Array, Labels]] = []
    for part in ("train", "t10k"):
        images = read_idx(_find(folder, f"{part}-images-idx3-ubyte", f"{part}-images.idx3-ubyte"))
        labels = read_idx(_find(folder, f"{part}-labels-idx1-ubyte", f"{part}-labels.idx1-ubyte"))
        if images.ndim != 3 or labels.shape != images.shape[:1]:
            raise ValueError(f"{folder}: the {part} files hold {images.shape} images and {labels.shape} labels")
        parts.append((images.reshape(len(images), -1) / 255.0, labels.astype(np.int64)))
    return *parts[0], *parts[1]


def read_idx(path: str | Path) -> NDArray[np.uint8]:
    """Read an IDX file of bytes: two zeros, 8, the number of axes, their lengths as 4 bytes each (big end first), data.

    Raises
    ------
    ValueError : if the file is not in this format, or has not as many bytes as it says
    """
    path = Path(path)
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    if len(raw) < 4 or raw[:3] != b"\x00\x00\x08":
        raise ValueError(f"{path}: not an IDX file of bytes; unpack it if it is an archive, or download it again")
    axes = raw[3]
    if len(raw) < 4 + 4 * axes:
        raise ValueError(f"{path}: breaks off in its header; download it again")
    shape = tuple(int.from_bytes(raw[4 + 4 * i : 8 + 4 * i], "big") for i in range(axes))
    data = np.frombuffer(raw, dtype=np.uint8, offset=4 + 4 * axes)
    if data.size != np.prod(shape, dtype=np.int64):
        raise ValueError(f"{path}: should hold {shape} bytes but holds {data.size}; download it again")
    return data.reshape(shape)


def read_cifar10(folder: str | Path) -> Split:
    """Read CIFAR-10, the binary version: data_batch_1.bin … data_batch_5.bin and test_batch.bin.

    Returns
    -------
    x_train, labels_train, x_test, labels_test : (50000, 3, 32, 32) shades of red, green, blue from 0 to 1, (50000,)
        classes 0 to 9, and 10,000 for testing

    Raises
    ------
    FileNotFoundError : if a file is missing
    ValueError : if a file does not consist of records of 1 + 3072 bytes
    """
    train = np.concatenate([_cifar_records(_find(folder, f"data_batch_{i}.bin")) for i in range(1, 6)])
    test = _cifar_records(_find(folder, "test_batch.bin"))
    x_train, x_test = (r[:, 1:].reshape(-1, 3, 32, 32) / 255.0 for r in (train, test))
    return x_train, train[:, 0].astype(np.int64), x_test, test[:, 0].astype(np.int64)


def read_year_prediction(folder: str | Path, train_rows: int = 463_715) -> tuple[Array, Array, Array, Array]:
    """Read YearPredictionMSD.txt: a year and 90 features in every line, with commas between.

    Parameters
    ----------
    folder : where the file is (.txt or .csv, plain or gzipped)
    train_rows : the lines for training; by default as the set's authors say, so that no artist is in both parts

    Returns
    -------
    x_train, t_train, x_test, t_test : (463715, 90) features, (463715, 1) years, and 51,630 for testing

    Raises
    ------
    FileNotFoundError : if the file is missing
    ValueError : if a line is not 91 numbers
    """
    path = _find(folder, "YearPredictionMSD.txt", "YearPredictionMSD.csv")
    table: Array = np.loadtxt(path, delimiter=",", ndmin=2)  # loadtxt itself opens what ends in .gz
    if table.shape[1] != 91:
        raise ValueError(
            f"{path}: every line should be a year and 90 features; the lines hold {table.shape[1]} numbers"
        )
    train, test = table[:train_rows], table[train_rows:]
    return train[:, 1:], train[:, :1], test[:, 1:], test[:, :1]


def _cifar_records(path: Path) -> NDArray[np.uint8]:
    """(n, 3073): the class, then 1024 bytes each of red, green and blue."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    if not raw or len(raw) % 3073:
        raise ValueError(f"{path}: not made of records of 3073 bytes; get the binary version of CIFAR-10")
    return np.frombuffer(raw, dtype=np.uint8).reshape(-1, 3073)


def _find(folder: str | Path, *names: str) -> Path:
    """The first of these files that is there, plain or gzipped."""
    for name in names:
        for path in (Path(folder) / name, Path(folder) / f"{name}.gz"):
            if path.is_file():
                return path
    raise FileNotFoundError(f"{folder}: there is no {names[0]} (nor {names[0]}.gz); put the data set's files there")


def _glyphs() -> Array:
    """(6 typefaces, 10 digits, height, width) shades from 0 to 1."""
    packed = np.frombuffer(zlib.decompress(base64.b85decode("".join(GLYPHS.split()))), dtype=np.uint8)
    levels = np.stack([packed >> 4, packed & 15], axis=1)
    return levels.reshape(6, 10, GLYPH_HEIGHT, GLYPH_WIDTH) / 15.0


def _shades(masks: Array, r: Array, c: Array) -> Array:
    """The shade of each mask (height, width) at the places r, c (n, 784), between its pixels: bilinear; 0 outside."""
    padded = np.pad(masks, ((0, 0), (1, 1), (1, 1)))
    height, width = padded.shape[1:]
    r, c = np.clip(r + 1, 0, height - 1.001), np.clip(c + 1, 0, width - 1.001)
    top, left = r.astype(np.int64), c.astype(np.int64)
    flat = padded.ravel()
    corner = (np.arange(len(masks))[:, None] * height + top) * width + left
    a, b = r - top, c - left
    upper = (1 - b) * flat[corner] + b * flat[corner + 1]
    lower = (1 - b) * flat[corner + width] + b * flat[corner + width + 1]
    shades: Array = (1 - a) * upper + a * lower
    return shades


def _figures(u: Array, v: Array) -> list[NDArray[np.bool_]]:
    """Whether the places u (to the right), v (down) belong to each of the ten figures, which reach from −1 to 1."""
    radius, far, near = np.hypot(u, v), np.maximum(np.abs(u), np.abs(v)), np.minimum(np.abs(u), np.abs(v))
    inside, row, column = far < 0.95, np.sin(8.0 * v) > 0, np.sin(8.0 * u) > 0
    return [
        radius < 1.0,
        (radius > 0.6) & (radius < 1.0),
        far < 0.8,
        (far > 0.55) & inside,
        (v < 0.8) & (np.abs(u) < 0.55 * (v + 1.0)),
        (near < 0.3) & inside,
        (far - near < 0.35) & inside,
        row & inside,
        column & inside,
        (row == column) & inside,
    ]


# Made by tools/render_digits.py: 60 masks, four bits for a pixel, compressed, base 85.
GLYPHS = r"""
c-pmEeRNypd4KNJw`3b7?E)i?Eexgf<ij4JTiF&{ZM}`PO{{fIDTT%!qc$N~Bp9V1Ns-
H0d)fw&Ai$C)LFRNN8x4`5EsV`n=IdZ;CD%!yXIXF*hkVgEy78wZ%hJ2&;|3JSpF@ZEcdqVx-
}}7J$M5;QuK>6s^9ul2qLg|9z$jdom<6W_fm;P@OL)WVYs(`f#>0~c;i<#~LfcGo6rnkvJbDpGjPnrdfwmch*mxaHmQA@-
kfztNC!3=9%~E{rO90xYk>~LCCpKq-
0Co5s!X@f3f$Ot20)USU?A^Dk$GSrvMV|q8jy@^4`j<nG04${MUWVq%uC>{+e@O`7auuN`HFJOf(!*7tsXhXaY9Z*HrN4GsA3*DzpWbKg=ZkWHFA
jX@qCwr=-rgQ;V_PO#*_Ki5YrBUqMn3xP74V(;(d|aXuj71f)yr=;Qw+v{SQaN(TnT{oR6jm|W~nk-
4&6OQi3hr@=hCAL(aCB^k6z0|`ojOY`bMJ?2-9m1f^GB2+rQue_S^}AMT!Coi7bJ=5++zQ-
NDgL5!fpMg4#R~#0Cg#=o*BY0uV%p87K$@7krlECt6reui!a92rJ(LX9hoSpcn8{0(YgmyZbf-zWqU%Pm6LZQ~i%$9ykuJN1Hy8uK4-
BVxK|wC_`+#8aSQNt;1IWB}AlS@SAJRIe!Pu@(ei8FOSdw$8Jg(Tb8qTmD<(w+n{D1#0ULu$%lqnv42{;J@G~JOc0W%R8AEksZPxMOBG2f%mrgKN
h8D4i9DARd$u{>CRep|FFNJIIkoIC7$>jz239MTFAZBaG8lkc$S;{!IdE$7Ge5?U;?!_R?)qfW&0<e%N|rt>*~*#WB|88bC0(Lou`wzo6R*nghB>
|!p84<yS58W7b7mL5E{3L@z^wZH@_SWFL)j0yMJ&l-CWypvW08_C<*u}#ok2*<{y2S-
@=#Smpl9)_<gdYdcC)XOb8M2s(=n4cM{JXiQTBFDci^HlW5TC?J^vQftEKU^vlN?=H_#e=BZUYy;FocH$?vaA6oG7Usvysq?c+HUqdceehQv&iJd
`dpmuPJTk9r8hTfnK0s8}9cS@kM~RGSCki7GCztB8iMq705htG}+^!S`VqV$jx&9PYv!`ul!4h5n{bB&;e=nQAJljzOC$DU1c*2$B~RI^0g+M<eh
97l8F;K!#WkMCfr-?T2M*E~@6bvuc_-M8&lv{>2)!?Vx<It<7X!1FpZB_o196xZ59-
I{$x!pKLQ!Y1>wlZK+tWkGXD4zo|d7D*#kQSQbJBeX8<;q103<h%~8+lvcPLnyyVCtcsj|YLYXP^Dm)FT&`H6m=HW*1$mUFAX7S3g(ku`W33Fyiz
*i6#1{Ma`ZNC?#CPFmF2JBhqi445Q7Ye#v!)eSP^Unc913;{UQNbSb1m4xlzJ5y&?Ng`t;6SJWSO9jqQ~$L{AES$TD=ihEk^9;zoo#R?H+mid9Jl
hnM_E+-
9_xn5M!{ZGQlD>NDx!kAlTIm@?2M~N)f~=0Rmh(LrUQ8_Ae;)h`QJZx%3XDo@8#M7o7)JF4wi5`K2$$1Bc%O?wc_okoVxxZ+}^=L{G@bh``jwTm1
`6iC>3!qE?_rph2nE{1nHE`olfnN7spADbAOo-@bY8$n(TfpWHpPs|Eg;=fpr0V3r^1**PU?@wu#!pHd-
#>$Bx8K!t&}$ec4s64yp4{KLR9ppUDSg7)53T8&aUb*R$kW2(e01S1{g)Byedk>7<NBcF@<Q<lkzl2%j9l5Cbo%xadDkSftkHOeiRomflNO<88;_
ym&+D-EAw7PhJ&sfefbBRN(B3x1h-;qSmjtE_}1cad0TSEtn+I+61Sr}vQ``q1TbF_mvhsA*nUr3>ywc#GQ#R*-
?+X@i=j3~&q0II18bK11cGDhYldFIp-BpL}uT@Lg!`_RN#WP!yaup_T6i4ORGRR*jMoZK^;EsiiFTi_B@EET9>h2~J*xkIK|)q0}j?SCvP}t(xB@
-d&_hSFjhR!q2aM03F2rZ_dx~5G=qtx{t=KJNp~_TVMLNL3+0j>QV1jh(BAnwHlV*Jr|y0O(cC~CP{AZ$TPHE03G>+46z=t9=9fwse|;Qh4{^qQn
!JG1nWo02+(&^O<_Z#Krb#a<i5=Cgf1oY(ZQegs3*S(a4(ka8Gt|9P8!o=4t^I!OCwTQeI?L1Kx6wFX|!>a6epy|tCgeKC#{b8sYdifl=ZHiRV}o
#s<oZ1y0GJg{xDzICT+RDU%vd)lMNzOmND<X12?>Q_IW>Mz^>b~2cdSFZ1LBoNWX;KAu=f<I-^U(tV~XobIs-wk@|}4yKE7xDT39D#cE65O==>1!
YuD5!a>$Q;R95Tp;eW~dW<}1Yb|~OdnO|66qgbuu$35U-eHK|N}!+7349X_oe=_U#82Rv1cJ6W!x2Bj+_r5$Q-`)OWsGGwEOGcCEa*|s-
G*d{emU(Bz3UXc>pYG-h0lXi*7QL@If8I%Uu6*GP34DwZ5#(Du5V!_AanOshcPL_B{4Z)uEI3P7!Gs0iIZRI%YO9B?X*d`Y3~TN1-
SIZF>KV1vp@PCW>XlGI@YV_Fhv@BJq4bwPK0HLOdcJ*e&mf7NSvPSP8P6ABe;&P<QzvOSzwi!nC5a~x!IOyo!^nKE3)2omswe9*$8C;teEXioaB8
Y>X%JSyRQjBOh1lpY403;oI7oNBa^1YQPiwg%xad6TTC(|$BNh?8C)Y9p*Gp!CAe*9IoUbM(rTp&IxH`;(A5v~g>6R;O@dglCwY=hMfG1p%QWMcu
)-a-
!1~h8YOMvnQCyvT6HP#A)B?KkEA30O{(2muW&6U@oU|8GkVQJ3%r=uX6_S2^nsK^2G3!6CcWpb)(zZHwy2p44TqvG>bFi#P;qPKiYYgyYiE)8x0n
xigzL`hn-Dsc>g-f#7voAUW_8o_RU~OT-
);3A}WOR9lsqXz=4BXO5Y?hC$#Vvqs<H+GV>HhWo50i|@YYEaVaj2QX<nrSK;3ZF}&?N=l0LXUWsIcioR1Og?3Y{{fncZ`=jvpWJ@}WhSjd&OTB_
rTN7cHFDVsYLd{Tmy583*-JlO@d#CKAo!6a6CxC)2NUXYLRRKW*dCeWFcipL6z}O(<eL$aS$2EW)I$t-
y^e6F{rl&I+yhBu|?q3m@bpw;kt;dVUc+CmAm}zLgdUZgRtI@W5Bv+rKvKl0LnXXqPzpQ+yWWtdJ&vH6e{E@?|WDBG}Pk9w`s6Z1(CT?3=lAE-
%sBKV>R<z4qyJS?m<a1xBR0)?#8?OelH?Y{>PlV>tM&rp*D+c8(0n9at!*6fvvGFf1|{o=gxpQw&Q346gx!tB+xYpFqQkLh$r5+yV@Hku1!y*I6p
6;{2wjrsT6%fZY2qJWinDAY4i#D-+VOm}J_CrY2mwQ`}JdbCA8jABYTahfu<M+SO?}{jq0-Hx^Z_eiW2Fw?I-
L!2yK5LL)QaIuwBVKCHcyR}JD^_Y>9e=jyHGpj%Fn=NHb>UoFcmqed8xkLb>GyhnZRyZ=JnYj?lG#*Rt0wBm0oFtc+V8^a8VajB#6I%1UAC<i+>K
qX4?OZI|3=ZA%P{}Srr>xM9Bu!DH_6`dV9?mCTohG?pmYzuc?&BVyLp`DSQBx&Ol(r6U7g{{WSE7RmK!I_tV6BirEsi8@FImD@+clf(I`l+;6JgY
^q?Vcs3VLsRAz(r6-0`yZ4&{6$T4~Ufl4~FQdW9$j(>n{`RG?6Bu{-wpZV~2fyh?aR4mkM%MGb3K6nF!5^#IKo{v10(M-
URZCcK_St7j0c;3+3fAS|S1(&f=S9BOEAW@^l{8)kw}TgzM5rn`y=Ab9_XaJm;kxOCQy-*<OZwgq5oQl-
Uc~jo<pXq>WeH)WLmB%W{#_vn%XJsI=^Rh-htFKP%Y+*JSA0b-
HN}dKt;LA;rdcC!q~p?8%ch1y8|F#p<2)(&3PAwvpCXSL9=n#zNE*!K5x?6X^jy%1y^9i9%^Kz*B|<Lc<hxTzp3y8uo(&E5K2l7kvl^e{n?01GK+
+nj&~pQVPM6jE#~Sot6xd&TLpJh$+M=M^;`*@H)wm4&lGp(GQPzh$!?(qSQ*F@M83z9vS-
<o3e4}P9a{*Yung84`N>UFkIOQxPgz7m~q>r)wRj1!o0Q8j&K%w<W>h~rhZBaoTH%)3JJ@_3$#fAADZV0z|-
B`J^iv_nt?UMyL=*iX+Kf5ZE!6W?d1WWmX8XqQ5I@J_?R5OQWoet$@m+MBCYef@2ma7Br>qUQaX|-7Hxa1vJ%PH9HE@m{)-
MCez+bDb?=q!5r4J|eT&;-yiQk^3wL9bT;O^pO{-o%kKF8h$w6-
ZC%+fllH&l>;rNvS=okk(mPBFzTK{qR^6ZvBNeWN=WZSmwm2JK68&)gPZ<gqXCHgys`*)Mz<uebo-gkF<J0|rCvGG5IC)J^VY@<(cdSzvY<1j4^X
HkSW#32r`m8$8(Eh8IJ=ey|BA#h>wo5imV;nX*?l9J@T;a|z~kN=u3?&U-9#dGv_J-c7nos%v-
ElvK6`K}*%_dZ+l0CX0qs318`Hv+V6!X7|sz=_bpn;3GXuMEVu%>|aMvHiG<02{{Ja~xJ3#7S@Ne~#*adG~djY?^9bC*JM-4!v}bpKP^@Lu-UNqn
xbzyAu6lRXMA@Ee;St+?J}MVyF0~VYo^HTW+(|@rJnN75%3_BeGlbkQT!pfyC>Z0yjq1S>ymCd%CfB-
E{V!f>yLCF}vVh;uv+BUUj`m(=I;f!_2pj`88t(8qmn4Wk4RMI!=e^L?lQe8`+k`BXT)ubI%kw&IEu+{IcI|zfWrVzo{(NybKQnINIogWoWN^n%g
<9iWHx##0}V8a**qNvwYQ1V0DItm);LHa}-+V?%9c3F#YNO{d0+H2N#f@<+fU1k_-
022F`^qaYMf2pDn+9fqQ^k&gsG@=F>U58KhJs!!#A(f;75(lrG8M+9}o?ylIN1E@5dqPz|vGzL!YVP<WGZ?nl`!sy$r=G&2MqoHu%W9_^pJ%H%!o
%_E$wu$We$eFnP~oi0(TX+v9uBkdnG^zT)fA#A2}q{_YV5$pFx><q@1tCB@Z75crgW|WT<oPGSW0MN6sbHZzqhbGsyOL{>omzi#IZnhpjf3zUsr;
9Nj*7*$AdgUwhyPBM{pY!lJ1GbH?bBva#9I}R%eHhl{!JZeH9irr`{tc;tMYo=&3i^wE<rX=Uqj!Aly5vEj8L>=1|7()f$c7z!sF$jt6jUKs`PO;
i5}o>(d^o*H&Vs;|<K-=rr}uC_vlkg^CmEtC0?lk8@Xm6}!|gQz{=@&MO(HbR@E3{W$h$wk))KnA`JCZ(Hq5f`V$dI9*3D#aCi!K-xC_-UWvaE!y
AZDAvw|IT-
i;3&HZc%b!u4cGFP6N>w(~!hN~cbrvwm#T11wX$2Pk2Kp2}T%q9CWm=m~wt$QG+lGry=@fkJX8T#2!mu9E1Q96vedw2gy)@D?}FPs%mr!nGTUNWZ
;AxVVc#w?(Woxf+UOV!$ilqDoH3N$6_G4rn!bv14Z5ni<N<95<AkY2Ubn&lv{f$JuiWkaoKhyf8h-
dAF$AD!Y(IjSy*Ax~_1C!_sjgP8y3B{46+L?WwGAva;4GdLk!2{aemmuNato7FOoL+VrwE%?4dGu@STrL72D`j-
z_V6_uaLVeGV|Dqym%I^CW)fVYF-#Em;Y7pdhVg%r2t*Z?~#9k-51!FXlfsv`ZalB54!K>UIvE)rAaaC-
sKgAhH2ac#j^fEzi<Rso*H46+b2A_DQ+A}^6-imnETj6JA#v#)3|Y>=%ekSK$GJ2=k_ibJJ?z3<TPTyZI>J+s26=GW{!gn96P7e2o!
"""
