"""What a cell must not be able to do. Each act is tried with every layer, and succeeds where all are switched off."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from kernel_help import kernel, say

from autograder.sandbox import Policy

LAYERS = sorted(Policy.__dataclass_fields__)
NOTHING = ("--allow-weak", *(word for layer in LAYERS for word in ("--without", layer)))
WAYS = {"all layers": (), "no namespaces": ("--without", "namespaces"), "nothing": NOTHING}

SECRETS = ("test_hidden.py", "reference/work.py", "gradebook.db", ".ssh/id_ed25519", "submitted/other/work/work.ipynb")

TOOLS = """\
import ctypes, os, resource, signal, socket, subprocess, sys
libc = ctypes.CDLL(None, use_errno=True)

def attempt(act):
    try:
        act()
    except Exception as error:
        return type(error).__name__
    return "done"

def checked(result):
    if result < 0: raise OSError(ctypes.get_errno(), "")

def wait(pid):
    if pid == 0: os._exit(0)
    os.waitpid(pid, 0)

def sched(policy):
    checked(libc.sched_setscheduler(0, policy, ctypes.byref(ctypes.c_int(0))))
    if os.sched_getscheduler(0) != policy: raise PermissionError

def to_nowhere():  # needs no listener to be refused, and no route to be tried
    one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    one.sendto(b"x", ("127.0.0.1", 9))
"""
ACTS = {
    **{f"read {name}": f"open({{folder!r}} + '/{name}').read()" for name in SECRETS},
    "read by system calls": "os.read(os.open({folder!r} + '/gradebook.db', os.O_RDONLY), 1)",
    "read what the launcher knows": "open(f'/proc/{{os.getppid()}}/environ', 'rb').read()",
    "list a folder": "os.listdir({folder!r})",
    "write a file": "os.close(os.open({folder!r} + '/new', os.O_WRONLY | os.O_CREAT))",
    "change a file": "os.close(os.open({folder!r} + '/gradebook.db', os.O_WRONLY | os.O_TRUNC))",
    "remove a file": "os.unlink({folder!r} + '/doomed')",
    "make a folder": "checked(libc.mkdir(({folder!r} + '/made').encode(), 0o700))",
    "connect by TCP": "socket.create_connection(('127.0.0.1', {port}), 5).close()",
    "send by UDP": "to_nowhere()",
    "connect to a unix socket": "socket.socket(socket.AF_UNIX).connect({folder!r} + '/server')",
    "listen": "socket.create_server(('127.0.0.1', 0)).close()",
    "fork": "wait(os.fork())",
    "start a program": "subprocess.run(['/bin/true'], check=True)",
    "start a program by IPython": "get_ipython().system('true')",
    "signal its parent": "os.kill(os.getppid(), 0)",
    "raise its limits": "resource.setrlimit(resource.RLIMIT_CORE, (1 << 16, 1 << 16))",
    "hand over a descriptor": "socket.send_fds((pair := socket.socketpair())[0], [b'x'], [0])",
    "make a pair of another kind": "socket.socketpair(type=socket.SOCK_DGRAM)",
    "change its scheduling": "sched(os.SCHED_BATCH)",
}
WRITE = """\
import numpy as np, matplotlib.pyplot as plt
np.save({folder!r} + '/x.npy', np.arange(3))
plt.savefig({folder!r} + '/x.png')
print(np.load({folder!r} + '/x.npy'))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What an instructor has lying about, readable by all, and servers."""
    root = tmp_path_factory.mktemp("course")
    for above in (root, root.parent):
        above.chmod(0o777)
    with ExitStack() as stack:
        server = stack.enter_context(socket.socket(socket.AF_UNIX))
        server.bind(str(root / "server"))
        server.listen()
        yield root


@pytest.fixture(scope="module")
def outcomes(folder: Path) -> dict[str, dict[str, str]]:
    """What came of every act, by way; one kernel each."""
    found: dict[str, dict[str, str]] = {}
    with socket.create_server(("127.0.0.1", 0)) as server:
        places = {"folder": str(folder), "port": server.getsockname()[1]}
        for way, options in WAYS.items():
            for name in (*SECRETS, "doomed"):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text("SECRET")
            with kernel(*options) as client:
                assert say(client, TOOLS) == ""
                cells = {name: f"print(attempt(lambda: {act.format(**places)}))" for name, act in ACTS.items()}
                found[way] = {name: say(client, cell).strip() for name, cell in cells.items()}
                found[way]["written"] = say(client, WRITE.format(**places))
                found[way]["left"] = ",".join(sorted(path.name for path in folder.iterdir()))
                found[way]["gradebook"] = (folder / "gradebook.db").read_text()
            for name in ("new", "made"):
                path = folder / name
                if path.exists():
                    path.rmdir() if path.is_dir() else path.unlink()
    return found


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_refused_and_would_otherwise_succeed(outcomes: dict[str, dict[str, str]], act: str):
    assert outcomes["all layers"][act] != "done"
    assert outcomes["no namespaces"][act] != "done"
    assert outcomes["nothing"][act] == "done"


def test_nothing_was_changed(outcomes: dict[str, dict[str, str]]):
    before = ".ssh,doomed,gradebook.db,reference,server,submitted,test_hidden.py"
    for way in ("all layers", "no namespaces"):
        assert (outcomes[way]["left"], outcomes[way]["gradebook"]) == (before, "SECRET")
    assert "made,new" in outcomes["nothing"]["left"]


def test_files_that_cells_write_stay_in_memory(outcomes: dict[str, dict[str, str]]):
    assert outcomes["all layers"]["written"].startswith("[0 1 2]")
    assert outcomes["no namespaces"]["written"].startswith("[0 1 2]")
