"""What a result depends on, as digests: under these names results and traces are kept."""

import contextlib
import hashlib
import platform
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, distributions, version
from pathlib import Path


@cache
def engine_digest() -> str:
    """A digest of the engine: its own source, and the Python and NumPy that it computes with.

    A changed grader must not reuse old results.
    """
    package = Path(__file__).parents[1]
    digest = hashlib.sha256(f"{platform.python_version()} {numpy_version()}\0".encode())
    for path in sorted(package.rglob("*.py")):
        digest.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def machine_digest() -> str:
    """A digest of what else of this machine numbers may hang on: processor, system, all installed packages."""
    installed = sorted(f"{d.name} {d.version}" for d in distributions())
    processor = next((line for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "")
    return _joined(sys.platform, platform.machine(), processor, *installed)


def _lines(path: str) -> list[str]:
    with contextlib.suppress(OSError):
        return Path(path).read_text(errors="replace").splitlines()
    return []


@cache
def numpy_version() -> str:
    """NumPy's version, without importing it: the grader itself computes nothing."""
    try:
        return version("numpy")
    except PackageNotFoundError:
        return "unknown"


def version_of(assignment_digest: str, secret: str) -> str:
    """What every result of an assignment depends on, whoever handed in, as one digest: engine, tests, inputs."""
    return _joined(engine_digest(), assignment_digest, secret)


def key_of(version: str, submission_digest: str, sandbox_level: str) -> str:
    """What a result depends on, as one digest; for `version` see `version_of`."""
    return _joined(version, submission_digest, sandbox_level)


def _joined(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
