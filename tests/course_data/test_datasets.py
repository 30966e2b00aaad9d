"""The data sets that students receive: drawn from a seed, and read from small files of the real formats."""

import gzip
import importlib.util
import struct
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

FILE = Path(__file__).parents[2] / "reference" / "datasets.py"


@pytest.fixture(scope="module")
def datasets() -> ModuleType:
    spec = importlib.util.spec_from_file_location("course_datasets", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- drawn ---


def test_digits_have_mnist_s_shape_and_are_balanced(datasets: ModuleType) -> None:
    x, labels = datasets.digits(200, seed=3)
    assert x.shape == (200, 784)
    assert x.dtype == np.float64
    assert x.min() == 0.0
    assert 0.8 < x.max() <= 1.0
    assert np.array_equal(np.bincount(labels), np.full(10, 20))


def test_digits_depend_on_the_seed_alone(datasets: ModuleType) -> None:
    first, again, other = (datasets.digits(30, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first[0], again[0])
    assert np.array_equal(first[1], again[1])
    assert not np.array_equal(first[0], other[0])


def test_digits_of_some_classes(datasets: ModuleType) -> None:
    _, labels = datasets.digits(10, classes=(0, 1, 2))
    assert set(labels.tolist()) == {0, 1, 2}


def test_distortion_1_draws_what_was_always_drawn(datasets: ModuleType) -> None:
    """Figures of the first release: bands, examples and the students' own pictures rest on these images."""
    x, labels = datasets.digits(40, seed=7)
    again, _ = datasets.digits(40, seed=7, distortion=1.0)
    assert np.array_equal(x, again)
    assert labels[:10].tolist() == [4, 0, 8, 0, 0, 0, 2, 2, 9, 9]
    sums = [x.sum(), (x @ np.arange(784)).sum(), (x**2).sum(axis=1).max()]
    assert np.allclose(sums, [4393.615628301947, 1725895.6358062061, 181.12838114723684], rtol=1e-9)


def test_distortion_scales_how_much_the_images_of_a_digit_differ(datasets: ModuleType) -> None:
    spread = []
    for distortion in (0.0, 0.5, 1.0):
        x, labels = datasets.digits(300, seed=1, distortion=distortion)
        spread.append(np.mean([x[labels == k].var(axis=0).sum() for k in range(10)]))
    assert spread[0] < 0.8 * spread[1] < 0.8 * spread[2]


def test_without_distortion_only_typeface_ink_and_noise_differ(datasets: ModuleType) -> None:
    x, _ = datasets.digits(60, seed=1, classes=(3,), distortion=0.0)
    apart = np.sqrt(((x[:, None] - x[None]) ** 2).mean(axis=2))
    np.fill_diagonal(apart, np.inf)
    assert apart.min(axis=1).max() < 0.13  # the same typeface is among the others: ink and noise of 0.08


def test_smaller_images_hold_the_means_of_blocks(datasets: ModuleType) -> None:
    rng = np.random.default_rng(0)
    grey, colour = rng.uniform(size=(3, 784)), rng.uniform(size=(2, 3, 32, 32))
    small, tiny, colours = datasets.smaller(grey, 2), datasets.smaller(grey, 4), datasets.smaller(colour, 2)
    assert small.shape == (3, 196)
    assert np.isclose(small[1, 14 * 5 + 3], grey[1].reshape(28, 28)[10:12, 6:8].mean())
    assert np.allclose(tiny, datasets.smaller(small, 2))
    assert colours.shape == (2, 3, 16, 16)
    assert np.isclose(colours[1, 2, 7, 4], colour[1, 2, 14:16, 8:10].mean())
    assert np.array_equal(datasets.smaller(grey, 1), grey)


@pytest.mark.parametrize("shape", [(2, 783), (2, 3, 4, 5), (2, 28, 28)])
def test_only_square_images_can_be_made_smaller(datasets: ModuleType, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=str(shape[-1])):
        datasets.smaller(np.zeros(shape), 1)


@pytest.mark.parametrize("factor", [0, 3, 29])
def test_images_are_made_smaller_by_a_divisor(datasets: ModuleType, factor: int) -> None:
    with pytest.raises(ValueError, match="side"):
        datasets.smaller(np.zeros((2, 784)), factor)


def test_images_of_a_digit_look_alike(datasets: ModuleType) -> None:
    """The mean images of two draws are closest to each other digit by digit."""
    (x, labels), (y, others) = datasets.digits(600, seed=1), datasets.digits(600, seed=2)
    means = np.array([x[labels == k].mean(axis=0) for k in range(10)])
    new = np.array([y[others == k].mean(axis=0) for k in range(10)])
    distance = ((means[:, None] - new[None]) ** 2).sum(axis=2)
    assert np.array_equal(distance.argmin(axis=1), np.arange(10))


def test_colour_shapes_have_cifar_s_shape_and_are_balanced(datasets: ModuleType) -> None:
    x, labels = datasets.colour_shapes(100, seed=3)
    assert x.shape == (100, 3, 32, 32)
    assert x.dtype == np.float64
    assert 0.0 <= x.min() < 0.1
    assert 0.9 < x.max() <= 1.0
    assert np.array_equal(np.bincount(labels), np.full(10, 10))


def test_colour_shapes_depend_on_the_seed_alone(datasets: ModuleType) -> None:
    first, again, other = (datasets.colour_shapes(30, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first[0], again[0])
    assert np.array_equal(first[1], again[1])
    assert not np.array_equal(first[0], other[0])


def test_the_figure_tells_the_class_and_the_colours_do_not(datasets: ModuleType) -> None:
    """The mean masks (where a picture differs from its corner) of two draws pair up; mean colours are all grey."""
    draws = [datasets.colour_shapes(2000, seed=seed) for seed in (1, 2)]
    masks = [np.abs(x - x[:, :, :1, :1]).max(axis=1) > 0.25 for x, _ in draws]
    first, second = (
        np.array([mask[labels == k].mean(axis=0) for k in range(10)])
        for mask, (_, labels) in zip(masks, draws, strict=True)
    )
    distance = ((first[:, None] - second[None]) ** 2).sum(axis=(2, 3))
    assert np.array_equal(distance.argmin(axis=1), np.arange(10))
    x, labels = draws[0]
    colours = np.array([x[labels == k].mean(axis=(0, 2, 3)) for k in range(10)])
    assert np.abs(colours - 0.5).max() < 0.08


def test_digits_differ_and_can_be_told_apart(datasets: ModuleType) -> None:
    (x, labels), (y, others) = datasets.digits(1000, seed=1), datasets.digits(300, seed=2)
    assert len(np.unique(x, axis=0)) == 1000
    nearest = ((y[:, None] - x[None, ::2]) ** 2).sum(axis=2).argmin(axis=1)
    assert 0.6 < np.mean(labels[::2][nearest] == others) < 1.0  # neither trivial nor hopeless


def test_one_hot(datasets: ModuleType) -> None:
    assert datasets.one_hot(np.array([2, 0]), 3).tolist() == [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]


def test_year_table(datasets: ModuleType) -> None:
    x, t = datasets.year_table(500, seed=4)
    assert x.shape == (500, 90)
    assert t.shape == (500, 1)
    assert 1922 <= t.min() < t.max() <= 2011
    assert np.array_equal(t, np.round(t))
    deviations = x.std(axis=0)
    assert deviations.max() > 100 * deviations.min()  # so that standardising matters
    again, _ = datasets.year_table(500, seed=4)
    assert np.array_equal(x, again)


def test_years_follow_one_law_for_every_seed(datasets: ModuleType) -> None:
    """A linear fit on one draw explains another, though not all of it."""
    (x, t), (new, years) = datasets.year_table(1500, seed=1), datasets.year_table(500, seed=2)
    middle, spread = x.mean(axis=0), x.std(axis=0)
    a, b = (np.c_[(part - middle) / spread, np.ones(len(part))] for part in (x, new))
    weights = np.linalg.lstsq(a, t, rcond=None)[0]
    r2 = 1 - ((b @ weights - years) ** 2).sum() / ((years - years.mean()) ** 2).sum()
    assert 0.3 < r2 < 0.95


# --- read ---


def idx(array: np.ndarray) -> bytes:
    """The bytes of an IDX file."""
    header = bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)
    return header + array.astype(np.uint8).tobytes()


def write_mnist(folder: Path, name: str = "{}-{}-idx{}-ubyte", pack: bool = False) -> dict[str, np.ndarray]:
    """Four small files of MNIST's format; the arrays in them."""
    rng = np.random.default_rng(0)
    arrays = {}
    for part, n in (("train", 5), ("t10k", 3)):
        arrays[f"{part} images"] = images = rng.integers(0, 256, (n, 28, 28))
        arrays[f"{part} labels"] = labels = rng.integers(0, 10, n)
        for kind, axes, array in (("images", 3, images), ("labels", 1, labels)):
            file = name.format(part, kind, axes) + (".gz" if pack else "")
            (folder / file).write_bytes(gzip.compress(idx(array)) if pack else idx(array))
    return arrays


@pytest.mark.parametrize("pack", [False, True])
@pytest.mark.parametrize("name", ["{}-{}-idx{}-ubyte", "{}-{}.idx{}-ubyte"])
def test_mnist(datasets: ModuleType, tmp_path: Path, name: str, pack: bool) -> None:
    arrays = write_mnist(tmp_path, name, pack)
    x_train, labels_train, x_test, labels_test = datasets.read_mnist(tmp_path)
    assert np.array_equal(x_train, arrays["train images"].reshape(5, 784) / 255)
    assert np.array_equal(labels_train, arrays["train labels"])
    assert np.array_equal(x_test, arrays["t10k images"].reshape(3, 784) / 255)
    assert np.array_equal(labels_test, arrays["t10k labels"])


def test_missing_files_are_named(datasets: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="train-images-idx3-ubyte"):
        datasets.read_mnist(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"data_batch_1\.bin"):
        datasets.read_cifar10(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"YearPredictionMSD\.txt"):
        datasets.read_year_prediction(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\x00\x00", b"<html>", idx(np.zeros((2, 3)))[:-1], bytes([0, 0, 8, 3, 0])])
def test_broken_idx_files_are_refused(datasets: ModuleType, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken-idx"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="broken-idx"):
        datasets.read_idx(path)


def test_images_and_labels_must_belong_together(datasets: ModuleType, tmp_path: Path) -> None:
    write_mnist(tmp_path)
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx(np.zeros(4)))
    with pytest.raises(ValueError, match="train files"):
        datasets.read_mnist(tmp_path)


def test_cifar10(datasets: ModuleType, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    records = rng.integers(0, 256, (12, 3073)).astype(np.uint8)
    records[:, 0] = np.arange(12) % 10
    for i in range(5):
        (tmp_path / f"data_batch_{i + 1}.bin").write_bytes(records[2 * i : 2 * i + 2].tobytes())
    (tmp_path / "test_batch.bin").write_bytes(records[10:].tobytes())
    x_train, labels_train, x_test, labels_test = datasets.read_cifar10(tmp_path)
    assert x_train.shape == (10, 3, 32, 32)
    assert x_test.shape == (2, 3, 32, 32)
    assert x_train[3, 2, 1, 4] == records[3, 1 + 2 * 1024 + 32 + 4] / 255  # the blue plane, row 1, column 4
    assert labels_train.tolist() == list(range(10))
    assert labels_test.tolist() == [0, 1]


def test_the_other_version_of_cifar10_is_refused(datasets: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "data_batch_1.bin").write_bytes(b"\x80\x02}q\x01")
    with pytest.raises(ValueError, match="binary version"):
        datasets.read_cifar10(tmp_path)


@pytest.mark.parametrize("pack", [False, True])
def test_year_prediction(datasets: ModuleType, tmp_path: Path, pack: bool) -> None:
    rng = np.random.default_rng(0)
    years, features = np.array([2001, 1999, 1975, 2010]), rng.normal(size=(4, 90)).round(5)
    lines = "".join(f"{y},{','.join(map(str, row))}\n" for y, row in zip(years, features.tolist(), strict=True))
    if pack:
        (tmp_path / "YearPredictionMSD.txt.gz").write_bytes(gzip.compress(lines.encode()))
    else:
        (tmp_path / "YearPredictionMSD.txt").write_text(lines)
    x_train, t_train, x_test, t_test = datasets.read_year_prediction(tmp_path, train_rows=3)
    assert np.array_equal(x_train, features[:3])
    assert np.array_equal(x_test, features[3:])
    assert t_train.tolist() == [[2001.0], [1999.0], [1975.0]]
    assert t_test.tolist() == [[2010.0]]


def test_another_table_is_refused(datasets: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "YearPredictionMSD.csv").write_text("2001,1.0,2.0\n")
    with pytest.raises(ValueError, match="90 features"):
        datasets.read_year_prediction(tmp_path)
