"""The kernelspec, installed where Jupyter looks, and what the launcher says to wrong input."""

import json
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager
from kernel_help import say

from autograder.errors import UsageError
from autograder.kernel.launcher import main
from autograder.kernel.spec import NAME, install


def test_an_installed_kernel_is_found_and_runs(tmp_path: Path):
    folder = install(prefix=str(tmp_path), seconds=30)
    assert folder == tmp_path / "share" / "jupyter" / "kernels" / NAME
    spec = json.loads((folder / "kernel.json").read_text())
    assert spec["argv"][1:] == ["-P", "-m", "autograder.kernel", "--seconds", "30", "{connection_file}"]
    assert spec["interrupt_mode"] == "message"
    manager = KernelManager(kernel_name=NAME, kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(folder.parent)]))
    manager.start_kernel()
    client = manager.client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=60)
        assert say(client, "print(6 * 7)") == "42\n"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_one_place_is_enough(tmp_path: Path):
    with pytest.raises(UsageError, match="choose one"):
        install(user=True, prefix=str(tmp_path))


def test_a_folder_that_cannot_be_written(tmp_path: Path):
    (tmp_path / "share").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        install(prefix=str(tmp_path))


@pytest.mark.parametrize("content", [None, "no JSON", "[]", "{}", '{"transport": "ipc"}'])
def test_a_wrong_connection_file_is_one_sentence(tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "connection.json"
    if content is not None:
        file.write_text(content)
    assert main([str(file)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"kadai: {file}: ")
    assert said.count("\n") == 1
