"""What a submission says to have tried outside its own folder: a fact for a person, which never costs a mark."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from autograder.sandbox import Examinee, Sandbox, Sources
from autograder.sandbox.wire.bounds import MAX_ACTS

Examine = Callable[..., Any]

TRIED = {
    "open('../../reference/work.py')": ("read", "../../reference/work.py"),
    "open('/home/teacher/answers.py').read()": ("read", "/home/teacher/answers.py"),
    "pathlib.Path('../other/work.py').read_text()": ("read", "../other/work.py"),
    "np.fromfile('../../reference/work.py')": ("read", "../../reference/work.py"),
    "runpy.run_path('../../reference/work.py')": ("read", "/reference/work.py"),  # from the root, in which it runs
    "os.listdir('../../assignments')": ("read", "../../assignments"),
    "glob.glob('../*/work.py')": ("read", "../*/work.py"),
    "list(os.walk('../..'))": ("read", "../.."),
    "open('/etc/passwd')": ("read", "/etc/passwd"),
    "os.open('../grades', os.O_WRONLY)": ("write", "../grades"),
    "os.remove('../other/work.py')": ("change", "../other/work.py"),
    "subprocess.run('cat ../x', shell=True)": ("run", "/bin/sh -c cat ../x"),
    "os.system('ls')": ("run", "ls"),
    "os.execv('/bin/ls', ['ls', '-l'])": ("run", "ls -l"),
    "os.fork()": ("fork", ""),
    "os.kill(os.getppid(), 9)": ("signal", None),
    "urllib.request.urlopen('http://example.invalid/')": ("connect", "http://example.invalid/"),
    "socket.create_connection(('example.invalid', 80))": ("connect", "example.invalid"),
    "exec('import nothing_of_that_name', sys.path.append('../../reference') or {})": ("search", "../../reference"),
}

ITS_OWN = [
    "open('data.py')",
    "open('figure.png', 'wb').write(b'x')",
    "open('deep/er/notes', 'w').close()",
    "np.save('weights.npy', np.eye(2)), np.load('weights.npy')",
    "np.load('../dataset/mnist.npz')",
    "np.loadtxt('/content/drive/MyDrive/train.csv')",
    "open(os.path.join(os.path.dirname(os.path.abspath(work_file)), 'config.py'))",
    "os.listdir('.'), os.listdir(os.getcwd())",
    "os.makedirs('/content/figures')",
    "open('helper.py').read(), os.listdir('parts'), open('/parts/one.py')",
    "tempfile.TemporaryFile()",
    "platform.processor(), platform.freedesktop_os_release()",
    "inspect.getsource(np.mean), open(np.__file__)",
    "open(os.devnull, 'w').write('x'), open('/dev/urandom', 'rb').read(1)",
    "sys.path.append(os.pardir), exec('import nothing_of_that_name')",
    "warnings.warn('careful')",
    "exec('import json, decimal, sqlite3, xml.dom, email, ctypes')",
    "open(undefined)",
    "open('../notes', 'a').write('x'), open('/content/notes', 'a').write('x')",
]

TEXT = """\
import glob, inspect, os, pathlib, platform, runpy, socket, subprocess, sys, tempfile, urllib.request, warnings
import numpy as np
work_file = 'work.py'
"""


def tried(examinee: Any) -> list[tuple[str, str]]:
    return [(act.kind, act.subject) for act in examinee.acts]


@pytest.mark.parametrize("code", TRIED)
def test_what_leads_outside_is_told(examine: Examine, code: str) -> None:
    examinee = examine(f"{TEXT}try:\n    {code}\nexcept BaseException:\n    pass\n")
    examinee.load()
    kind, subject = TRIED[code]
    (act, *_) = examinee.acts
    assert act.kind == kind
    assert subject is None or act.subject == subject
    assert (act.file, act.line) == ("work.py", 5)


@pytest.mark.parametrize("code", TRIED)
def test_so_it_is_in_a_call(examine: Examine, code: str) -> None:
    examinee = examine(f"{TEXT}def f():\n    {code}\n    return 1\ndef g(): return 2\n")
    try:
        examinee.submission.f()
    except Exception:
        assert TRIED[code][0] in {act.kind for act in examinee.acts}
    assert TRIED[code][0] in {act.kind for act in examinee.acts}


@pytest.mark.parametrize("code", ITS_OWN)
def test_its_own_files_data_and_figures_do_not_count(examine: Examine, code: str) -> None:
    files = {"helper.py": "", "parts/one.py": ""}
    examinee = examine(f"{TEXT}try:\n    {code}\nexcept BaseException:\n    pass\n", files=files)
    examinee.load()
    assert tried(examinee) == []


def test_each_thing_is_told_once_and_not_without_end(examine: Examine) -> None:
    examinee = examine("""\
        for n in range(10_000):
            for path in ('../same', f'../{n}' + 'x' * n):
                try:
                    open(path)
                except OSError:
                    pass
        """)
    examinee.load()
    assert len(tried(examinee)) == MAX_ACTS
    assert len(set(tried(examinee))) == MAX_ACTS
    assert max(len(act.subject) for act in examinee.acts) < 300


def test_a_folder_to_begin_in_is_its_own(tmp_path: Path) -> None:
    """One with the data of an assignment, which workers may read."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "labels").write_text("1")
    text = f"""\
        import os
        found = open('labels').read() + open({str(tmp_path / "data" / "labels")!r}).read()
        for path in ('nothing.py', 'deep/nothing.py', '../answers', '/home/somebody/answers'):
            try:
                open(path)
            except OSError:
                pass
        """
    sources = Sources(module="work", main="work.py", cells=(dedent(text),))
    with Sandbox(folder=tmp_path / "data") as box, Examinee(box, sources) as examinee:
        examinee.begin_check()
        assert examinee.submission.found == "11"
        assert tried(examinee) == [("read", "../answers"), ("read", "/home/somebody/answers")]
