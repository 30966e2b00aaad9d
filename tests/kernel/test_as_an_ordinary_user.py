"""The acts again, where the suite runs as root: as an ordinary user, who can have fewer layers."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PACKAGES = Path(sysconfig.get_path("purelib"))
NOBODY = 65534
PYTHON = f"/usr/bin/python3.{sys.version_info.minor}"
BECOME = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--inh-caps=-all",
          "--bounding-set=-all"]  # fmt: skip

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="the suite runs as an ordinary user already"),
    pytest.mark.skipif(not Path(PYTHON).exists(), reason=f"there is no {PYTHON}, which every user could run"),
    pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv (package util-linux) is not installed"),
    pytest.mark.skipif(
        subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode != 0,
        reason="this root may not mount, so it cannot show its packages to another Python",
    ),
]


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Path]:
    """A virtual environment of the system's Python, and a home for nobody."""
    readable = subprocess.run([*BECOME, "test", "-r", str(PACKAGES), "-a", "-r", str(ROOT)], check=False)
    if readable.returncode:
        pytest.skip("the packages or the repository cannot be read by an ordinary user")
    folder = Path(tempfile.mkdtemp(prefix="kadai-kernel-", dir="/var/tmp"))
    try:
        folder.chmod(0o755)
        subprocess.run([PYTHON, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
        (folder / "home").mkdir()
        os.chown(folder / "home", NOBODY, NOBODY)
        yield folder
    finally:
        shutil.rmtree(folder)


def test_an_ordinary_user_is_as_safe(elsewhere: Path):
    home = str(elsewhere / "home")
    environment = {"HOME": home, "TMPDIR": home, "PATH": os.defpath, "PYTHONPATH": str(ROOT),
                   "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip
    site = next((elsewhere / "venv/lib").iterdir()) / "site-packages"
    shared = ["unshare", "--mount", "sh", "-c", f'mount --bind "{PACKAGES}" "{site}" && exec "$@"', "sh"]
    command = [*shared, *BECOME, str(elsewhere / "venv/bin/python"), "-m", "pytest", "-q", "-p", "no:cacheprovider",
               "--basetemp", f"{home}/tests", str(HERE / "test_nothing_gets_out.py")]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert "skipped" not in done.stdout
