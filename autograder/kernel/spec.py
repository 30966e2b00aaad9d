"""The kernelspec ``kadai-sandbox``: for those who install it, and for those who run notebooks without installing it."""

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import UsageError, system_said
from autograder.installed import needed_for
from autograder.text import Text

if TYPE_CHECKING:
    from jupyter_client.manager import KernelManager

NAME = "kadai-sandbox"


def command(seconds: float = 120, *options: str) -> list[str]:
    """What starts a kernel; the client puts its connection file into the last word."""
    launcher = [sys.executable, "-P", "-m", "autograder.kernel"]  # -P: modules never come from a submission
    return [*launcher, "--seconds", f"{seconds:g}", *options, "{connection_file}"]


def kernelspec(seconds: float = 120, *options: str) -> dict[str, Any]:
    """The content of ``kernel.json``."""
    return {
        "argv": command(seconds, *options),
        "display_name": "Python 3 (kadai sandbox)",
        "language": "python",
        "interrupt_mode": "message",
        "metadata": {"debugger": False},
    }


def install(user: bool = False, prefix: str | None = None, sys_prefix: bool = False, seconds: float = 120) -> Path:
    """Install the kernelspec where Jupyter finds it.

    Args:
        user: for this user.
        prefix: below this folder (``PREFIX/share/jupyter/kernels``).
        sys_prefix: in Python's own environment.
        seconds: the time limit of a whole notebook.

    Returns:
        The folder that was written.

    Raises:
        UsageError: if nbgrader's packages are missing, the choice is unclear, or the folder cannot be written.
    """
    if sum((user, prefix is not None, sys_prefix)) > 1:
        raise UsageError(
            Text(
                "choose one of --user, --prefix and --sys-prefix",
                "--user、--prefix、--sys-prefix のどれか 1 つを選んでください",
            )
        )
    try:
        from jupyter_client.kernelspec import KernelSpecManager
    except ImportError:
        missing = Text("Jupyter is not installed; ", "Jupyter がインストールされていません。")
        raise UsageError(missing + needed_for("nbgrader")) from None
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "kernel.json").write_text(json.dumps(kernelspec(seconds), indent=1) + "\n")
        Path(folder).chmod(0o755)
        try:
            where = KernelSpecManager().install_kernel_spec(
                folder, NAME, user=user, prefix=sys.prefix if sys_prefix else prefix
            )
        except OSError as error:
            raise UsageError(
                Text(
                    f"{error.filename}: cannot be written ({error.strerror}); try --user",
                    f"{error.filename}: 書き込めません（{system_said(error).ja}）。--user を試してください",
                )
            ) from None
    return Path(where)


def kernel_manager(seconds: float = 120, *options: str) -> "KernelManager":
    """A manager of a kernel in the sandbox; the kernelspec need not be installed."""
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import KernelManager

    spec = KernelSpec(**kernelspec(seconds, *options))

    class _OneKernel(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            return spec

    return KernelManager(kernel_name=NAME, kernel_spec_manager=_OneKernel())
