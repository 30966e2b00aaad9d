"""However it ends, a kernel leaves no process and no file."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from kernel_help import becomes_true, kernel, kernels, say

LASTING = "import threading, time\nthreading.Thread(target=time.sleep, args=(1000,)).start()\nprint('begun')"


@pytest.fixture(autouse=True)
def _no_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Temporary files of all processes go to a folder, where nothing of the kernel's must be left."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    yield
    assert not [path for path in folder.rglob("*") if "kadai" in path.name or path.is_socket()]


@pytest.fixture
def before() -> set[int]:
    """The kernels of others."""
    return kernels()


def test_at_the_end_of_a_session(before: set[int]):
    with kernel() as client:
        assert say(client, LASTING) == "begun\n"
        assert kernels() - before
        client.manager.shutdown_kernel()  # politely
        assert becomes_true(lambda: not kernels() - before)


@pytest.mark.parametrize("way", [(), ("--without", "namespaces")], ids=["namespaces", "no-namespaces"])
def test_when_the_launcher_is_killed(before: set[int], way: tuple[str, ...]):
    with kernel(*way) as client:
        assert say(client, LASTING) == "begun\n"
        os.kill(client.manager.provisioner.pid, signal.SIGKILL)
        assert becomes_true(lambda: not kernels() - before)


def test_at_the_time_limit_whether_or_not_the_client_asks(before: set[int]):
    with kernel(seconds=2) as client:
        client.execute("while True: pass")
        assert becomes_true(lambda: not kernels() - before)
        # The launcher tidies up after its kernel before it ends.
        assert becomes_true(lambda: not client.manager.is_alive())


CLIENT = """\
import os, sys, time
from kernel_help import kernel, say
with kernel() as client:
    print(say(client, "print('ready')"), flush=True)
    time.sleep(1000)
"""


def test_when_the_client_is_gone(before: set[int]):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen([sys.executable, "-c", CLIENT], stdout=subprocess.PIPE, env=environment) as client:
        assert client.stdout is not None
        assert client.stdout.readline() == b"ready\n"
        assert kernels() - before
        client.kill()
    assert becomes_true(lambda: not kernels() - before)


def test_when_it_sends_too_much(before: set[int]):
    with kernel("--output-mb", "1") as client:
        client.execute("while True: print('x' * 10000, flush=True)")
        assert becomes_true(lambda: not kernels() - before)


def test_an_interrupt_ends_a_cell_and_not_the_kernel():
    with kernel() as client:
        sent = client.execute("print('begun', flush=True)\nwhile True: pass", stop_on_error=False)
        while client.get_iopub_msg(timeout=20)["header"]["msg_type"] != "stream":
            pass
        client.manager.interrupt_kernel()
        while (reply := client.get_shell_msg(timeout=20))["parent_header"]["msg_id"] != sent:
            pass  # an answer to the question whether it is ready
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert say(client, "print('alive')") == "alive\n"
