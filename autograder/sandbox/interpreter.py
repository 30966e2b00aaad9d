"""Where Python, its packages and its shared libraries lie: all that a worker may read."""

import site
import sys
import sysconfig
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]  # autograder/
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/usr/share/zoneinfo",
              "/usr/share/fonts", "/etc/localtime")  # fmt: skip


def executable() -> str:
    """The interpreter itself, not a link to it in a virtual environment."""
    return str(Path(sys.executable).resolve())


def package_folders() -> list[str]:
    """The folders of installed packages that are on ``sys.path``; no source folder of an editable install."""
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()}
    if site.ENABLE_USER_SITE:
        folders.add(site.getusersitepackages())
    return [folder for folder in sys.path if folder in folders and Path(folder).is_dir()]


def readable_paths() -> list[str]:
    """Folders and files with all that Python code may need while it runs, and nothing else."""
    library = str(Path(sys.base_exec_prefix, "lib"))
    standard = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), library}
    return sorted({*standard, *package_folders(), *_LIBRARIES})
