"""Wheels for students: one of kadai, made of what is installed here, and those that checking one's work needs."""

import base64
import hashlib
import importlib.metadata
import importlib.util
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import autograder
from autograder.errors import UsageError
from autograder.text import Text

NEEDED = ("click", "numpy", "pytest", "rich")
"""What checking needs: of these, NumPy alone is compiled. All else that kadai needs is needed for grading."""
_ON_WINDOWS = "colorama>=0.4"  # what click and pytest need there; pip looks at the platform it runs on
_PYTHONS = ("3.11", "3.12", "3.13")
_PLATFORMS = {
    "Windows": ("win_amd64",),
    "macOS (Apple)": ("macosx_14_0_arm64", "macosx_11_0_arm64"),
    "macOS (Intel)": ("macosx_14_0_x86_64", "macosx_10_13_x86_64", "macosx_10_9_x86_64"),
    "Linux (x86-64)": ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_17_x86_64"),
    "Linux (64-bit ARM)": ("manylinux_2_28_aarch64", "manylinux_2_27_aarch64", "manylinux_2_17_aarch64"),
}
_SECONDS = 900  # for one run of pip: NumPy's wheel is 20 MB


def kadai_wheel(*, for_students: bool = True) -> tuple[str, bytes]:
    """A wheel of this kadai: its name and its content, equal wherever it is made of the same files.

    It holds the package, as it is installed or lies in an editable installation. One that is `for_students` asks for
    nothing but what checking needs, and its version ends with ``+students``; another one asks for what grading needs.

    Raises:
        UsageError: if kadai is not installed.
    """
    try:
        installed = importlib.metadata.distribution("kadai")
    except importlib.metadata.PackageNotFoundError:
        raise UsageError(
            Text(
                "kadai runs here without being installed, so no wheel can be made of it; install it with pip first",
                "kadai がインストールされていないため、wheel を作れません。先に pip でインストールしてください",
            )
        ) from None
    version = autograder.__version__ + ("+students" if for_students else "")
    needed = requirements() if for_students else declared()
    about = f"kadai-{version}.dist-info"
    files = dict(_package()) | {
        f"{about}/METADATA": _metadata(installed, version, needed),
        f"{about}/WHEEL": b"Wheel-Version: 1.0\nGenerator: kadai\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/entry_points.txt": (installed.read_text("entry_points.txt") or "").encode(),
    }
    record = "".join(f"{name},{_digest(content)},{len(content)}\n" for name, content in sorted(files.items()))
    files[f"{about}/RECORD"] = f"{record}{about}/RECORD,,\n".encode()
    return f"kadai-{version}-py3-none-any.whl", _zipped(files)


def _package() -> Iterator[tuple[str, bytes]]:
    """The files of the package, by their paths in a wheel."""
    root = Path(autograder.__file__).parent
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and not any(p.startswith(".") or p == "__pycache__" for p in parts) and path.suffix != ".pyc":
            yield "/".join((root.name, *parts)), path.read_bytes()


def _metadata(installed: importlib.metadata.Distribution, version: str, needed: Iterable[str]) -> bytes:
    known = installed.metadata
    lines = ["Metadata-Version: 2.1", "Name: kadai", f"Version: {version}"]
    lines += [f"{key}: {value}" for key in ("Summary", "Requires-Python") for value in known.get_all(key) or ()]
    lines += [f"Requires-Dist: {text}" for text in needed]
    return ("\n".join(lines) + "\n").encode()


def requirements() -> list[str]:
    """What students need besides kadai, as pip takes it."""
    return [text for text in declared() if text.startswith(NEEDED)]


def declared() -> list[str]:
    """What kadai needs, without its extras, as pip takes it."""
    return sorted(text for text in importlib.metadata.requires("kadai") or [] if ";" not in text)


def _digest(content: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, content)
    return out.getvalue()


def download(folder: Path) -> tuple[str, ...]:
    """Put what students need besides kadai into a folder, with pip and from where pip is told to look.

    What is pure Python is there once, NumPy for each platform and each version of Python.

    Returns:
        For what there is no NumPy: ``"Windows, Python 3.13"``.

    Raises:
        UsageError: if pip is not here, cannot get something, or something other than NumPy would be compiled.
    """
    _need_pip()
    everything = requirements()
    pure = [text for text in everything if not text.startswith("numpy")]
    (numpy,) = (text for text in everything if text.startswith("numpy"))
    said = _pip(folder, *pure, _ON_WINDOWS)
    if said is not None:
        raise UsageError(
            Text(
                f"--offline: pip could not get what students need: {said}",
                f"--offline: 学生に必要なパッケージを pip で取得できませんでした: {said}",
            )
        )
    compiled = [path.name for path in folder.glob("*.whl") if not path.name.endswith("-none-any.whl")]
    if compiled:
        names = ", ".join(sorted(compiled))
        raise UsageError(
            Text(
                f"--offline: {names} would fit this machine alone; say what students install in [tool.kadai] install",
                f"--offline: {names} はこのマシンでしか使えません。[tool.kadai] の install で指定してください",
            )
        )
    missing = []
    for python in _PYTHONS:
        for system, tags in _PLATFORMS.items():
            wanted = [part for tag in tags for part in ("--platform", tag)]
            if _pip(folder, "--no-deps", "--python-version", python, *wanted, numpy) is not None:
                missing.append(f"{system}, Python {python}")
    return tuple(missing)


def _need_pip() -> None:
    if importlib.util.find_spec("pip") is None:
        raise UsageError(
            Text(
                "--offline needs pip, which is not installed here: run `python -m ensurepip`",
                "--offline には pip が必要ですが、インストールされていません。`python -m ensurepip` を実行してください",
            )
        )


def download_for_linux(folder: Path, pins: Iterable[str]) -> None:
    """Put the wheels of these into a folder, for Linux on x86-64 and the version of Python that runs here, and pip's.

    Raises:
        UsageError: if pip is not here, or cannot get one of them.
    """
    _need_pip()
    wanted = [part for tag in _PLATFORMS["Linux (x86-64)"] for part in ("--platform", tag)]
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    said = _pip(folder, "--no-deps", "--python-version", python, *wanted, *pins, "pip")
    if said is not None:
        raise UsageError(
            Text(
                f"--offline: pip could not get what grading needs: {said}",
                f"--offline: 採点に必要なパッケージを pip で取得できませんでした: {said}",
            )
        )


def _pip(folder: Path, *words: str) -> str | None:
    """Download something; what pip says where it cannot."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input"]
    with TemporaryDirectory() as elsewhere:  # so that no file of the folder hides one of Python's or pip's
        done = subprocess.run(
            [*command, "--only-binary=:all:", "--dest", str(folder.absolute()), *words],
            cwd=elsewhere,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    if done.returncode == 0:
        return None
    return next((line for line in reversed(done.stderr.splitlines()) if line.strip()), f"exit code {done.returncode}")
