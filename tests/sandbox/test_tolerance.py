"""What a submission imports, wherever it lies and whatever is missing of it, takes nothing else with it."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox import Examinee, MissingName, Sandbox, Sources

Examine = Callable[..., Any]

FUNCTIONS = """\
import japanize_matplotlib
import numpy as np
x = undefined
def softmax(x):
    return np.exp(x) / np.exp(x).sum()
def broken(:
assert softmax(0) == 2
"""
ABSENT = ("japanize_matplotlib", "seaborn", "numba", "torch", "cupy", "winsound")
THERE = ("math", "cmath", "statistics", "string", "json", "random")


def notes(examinee: Any) -> list[tuple[str, int, str]]:
    return [(error.file, error.line, error.type_name) for error in examinee.load()]


# -- other files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "importing", ["from functions import *", "from functions import softmax",
                  "import functions; softmax = functions.softmax",
                  "import importlib; softmax = importlib.import_module('functions').softmax",
                  "from .functions import softmax", "__run__('functions.py')", "__run__('./functions')",
                  "exec(open('functions.py').read().split('\\n', 3)[3].split('def broken')[0]); import numpy as np"],
)  # fmt: skip
def test_an_error_in_another_file_costs_one_statement_of_it(examine: Examine, importing: str) -> None:
    examinee = examine(f"{importing}\nafter = 1\n", files={"functions.py": FUNCTIONS})
    assert examinee.submission.softmax(0.0) == 1
    assert examinee.submission.after == 1
    if "exec" not in importing:
        assert notes(examinee) == [
            ("functions.py", 1, "ModuleNotFoundError"), ("functions.py", 3, "NameError"),
            ("functions.py", 6, "SyntaxError"), ("functions.py", 7, "AssertionError"),
        ]  # fmt: skip


def test_a_statement_of_another_file_that_never_ends_is_left_out(examine: Examine) -> None:
    text = "def f(): return 1\nwhile True: pass\nimport os; os._exit(3)\ndef g(): return 2\n"
    examinee = examine("import helper\nfrom helper import *\n", files={"helper.py": text}, load_seconds=0.3)
    assert examinee.submission.f() + examinee.submission.g() == 3
    assert [(e.file, e.line, e.stage) for e in examinee.load()] == [
        ("helper.py", 2, "timeout"),
        ("helper.py", 3, "crash"),
    ]


@pytest.mark.parametrize(
    ("importing", "files"),
    [
        ("from dl.common.functions import *", ["dl/common/functions.py"]),
        ("from dl.common import functions; f = functions.f", ["dl/common/functions.py"]),
        ("import dl.common.functions as g; f = g.f", ["dl/__init__.py", "dl/common/functions.py"]),
        ("import sys, os; sys.path.append(os.pardir); from common.functions import *", ["../common/functions.py"]),
        ("import sys; sys.path.insert(0, '../common'); from functions import f", ["../common/functions.py"]),
        ("import sys; from pathlib import Path; sys.path.append(str(Path(__file__).resolve().parent.parent / 'lib'))\n"
         "sys.path.append(Path('..')); from functions import f", ["../lib/functions.py"]),
        ("from .functions import f", ["functions.py"]),
        ("from . import functions; f = functions.f", ["functions.py"]),
        ("from ..common.functions import f", ["../common/functions.py"]),
        ("__run__('../common/functions.py')", ["../common/functions.py"]),
        ("import nbimporter; from functions import f", ["functions.ipynb"]),
        ("import import_ipynb, functions; f = functions.f", ["functions.ipynb"]),
        ("from ipynb.fs.full.functions import f", ["functions.ipynb"]),
        ("from importnb import Notebook\nwith Notebook():\n    import functions\nf = functions.f", ["functions.ipynb"]),
        ("__run__('functions.ipynb')", ["functions.ipynb"]),
        ("__run__('my functions.py')", ["my functions.py"]),
        ("__write__('functions.py', 'def f(): return 7'); from functions import f", ["other.py"]),
        ("open('functions.py', 'w').write('def f(): return 7'); from functions import f", []),
    ],
)  # fmt: skip
def test_a_projects_files_are_found(examine: Examine, importing: str, files: list[str]) -> None:
    examinee = examine(importing, files=dict.fromkeys(files, "def f(): return 7"))
    assert examinee.load() == ()
    assert examinee.submission.f() == 7


def test_a_file_in_a_folder_of_the_project(sandbox: Sandbox) -> None:
    text = (
        "from .layers import f; from ..common.x import g; from ch05.layers import f as h; from common.x import g as i"
    )
    files = {"layers.py": "from common.x import g\ndef f(): return g() + 1", "../common/x.py": "def g(): return 4"}
    with Examinee(sandbox, Sources(module="work", main="src/ch05/work.py", cells=(text,), files=files)) as examinee:
        examinee.begin_check()
        assert examinee.load() == ()
        assert [examinee.submission.f(), examinee.submission.g(), examinee.submission.h()] == [5, 4, 5]


def test_all_says_what_a_star_imports(examine: Examine) -> None:
    files = {"common/layers.py": "__all__ = ['Affine']\nfrom .functions import *\nclass Affine: n = one\nother = 1",
             "common/functions.py": "one = 1"}  # fmt: skip
    examinee = examine("from common.layers import *", files=files)
    assert examinee.submission.Affine.n == 1
    assert not hasattr(examinee.submission, "other")


def test_files_that_import_each_other_find_all_names(examine: Examine) -> None:
    files = {"a.py": "from b import g\ndef f(): return 1", "b.py": "from a import f\ndef g(): return f() + 1"}
    examinee = examine("from a import *", files=files)
    assert examinee.load() == ()
    assert (examinee.submission.f(), examinee.submission.g()) == (1, 2)


def test_a_file_is_one_module_however_it_is_imported(examine: Examine) -> None:
    files = {
        "common/a.py": "class A: pass\nruns = []",
        "common/b.py": "from .a import A as B\nfrom common.a import A as C",
    }
    examinee = examine("import sys\nfrom common.b import B, C\nfrom a import A, runs\nsame = A is B is C", files=files)
    assert examinee.submission.same is True


def test_another_file_may_import_the_main_one(examine: Examine) -> None:
    helper = {"helper.py": "from work import f\ndef g(): return f() + 1"}
    examinee = examine("def f(): return 1\nimport helper\nfrom helper import g\n", files=helper)
    assert examinee.submission.g() == 2


def test_a_notebook_may_import_the_file_of_its_own_name(examine: Examine) -> None:
    examinee = examine(("from work import *\nvalue = f()",), files={"work.py": "def f(): return 3"})
    assert (examinee.submission.f(), examinee.submission.value) == (3, 3)


def test_a_main_block_of_another_file_does_not_run_and_it_knows_its_file(examine: Examine) -> None:
    text = "ran = False\nif __name__ == '__main__':\n    ran = True\nfile = __file__"
    examinee = examine("from helper import *\n__run__('helper.py')", files={"helper.py": text})
    assert examinee.submission.ran is False
    assert examinee.submission.file == "work.py"  # as what is run among its names


@pytest.mark.parametrize("name", ["numpy", "random", "json", "linecache", "importlib"])
def test_own_files_of_an_installed_modules_name_are_out_of_the_way(examine: Examine, name: str) -> None:
    source = (
        f"import {name}, numpy as np, random\n__run__('{name}.py')\ndef f(): return np.exp(0) + random.random() * 0"
    )
    examinee = examine(source, files={f"{name}.py": "own = 1", f"{name}/__init__.py": "own = 2"})
    assert (examinee.submission.f(), examinee.submission.own) == (1, 1)


def test_a_file_imported_while_a_check_runs_is_run_statement_by_statement_too(examine: Examine) -> None:
    examinee = examine(
        "def f():\n    from functions import softmax\n    return softmax(0.0)", files={"functions.py": FUNCTIONS}
    )
    assert [examinee.submission.f(), examinee.submission.f()] == [1, 1]


def test_given_modules_win_also_where_they_are_run(examine: Examine) -> None:
    source = "__run__('data.py')\nfrom data import two as three"
    examinee = examine(source, files={"lib/x.py": ""}, given={"data.py": "two = 2"})
    assert (examinee.submission.two, examinee.submission.three) == (2, 2)


def test_a_file_that_is_not_there_is_told(examine: Examine) -> None:
    (error,) = examine("__run__('gone.py')").load()
    assert (error.type_name, "gone.py" in error.message) == ("FileNotFoundError", True)


# -- packages that are not installed ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "import os, seaborn, numpy as np",
        "from numpy import nothere, exp\nimport numpy as np",
        "try:\n    import seaborn\n    import numpy as np\nexcept ImportError:\n    pass",
        "try:\n    import seaborn, numpy as np\nexcept:\n    seaborn = None",
        "try:\n  if True:\n    import seaborn\n    import math, numpy as np\nexcept Exception:\n  pass",
        "try:\n    import cupy as np\nexcept ImportError:\n    import numpy as np",
        "import numpy as np\ntry:\n    import cupy as np\nexcept (ImportError, OSError):\n    pass",
        "import numpy as np\nimport cupy\ntry:\n    import cupy as np\nexcept ModuleNotFoundError:\n    pass",
        "import numpy as np\nfrom contextlib import suppress\nwith suppress(ImportError):\n    import cupy as np",
        "import importlib.util, numpy as np\nif importlib.util.find_spec('cupy'):\n    import cupy as np",
        "import marimo\napp = marimo.App()\nwith app.setup:\n    import numpy as np",
        "import numpy as np\nclass A:\n    import seaborn as sns",
        "from google.colab import drive\ndrive.mount('/content/drive')\nimport numpy as np",
    ],
)
def test_what_is_there_is_imported(examine: Examine, text: str) -> None:
    assert examine(f"{text}\ndef f(x): return float(np.exp(x))\n").submission.f(0.0) == 1


@given(
    st.lists(st.sampled_from(ABSENT + THERE), min_size=1, max_size=6, unique=True),
    st.sampled_from(["one", "each", "try", "with"]),
)
@settings(max_examples=12)
def test_any_packages_may_be_missing_in_any_form_of_import(sandbox: Sandbox, names: list[str], form: str) -> None:
    separate = [f"import {name} as {name}_" for name in names]
    text = {
        "one": "import " + ", ".join(f"{name} as {name}_" for name in names),
        "each": "\n".join(separate),
        "try": "try:\n    " + "\n    ".join(separate) + "\nexcept ImportError:\n    pass",
        "with": "if True:\n    " + "\n    ".join(separate),
    }[form]
    with Examinee(sandbox, Sources(module="work", main="work.py", cells=(text,))) as examinee:
        examinee.begin_check()
        assert {name for name in names if f"{name}_" in dir(examinee.submission)} == set(names) - set(ABSENT)


@pytest.mark.parametrize(
    "decorator",
    ["@numba.njit", "@njit", "@jit(nopython=True, cache=True)", "@numba.jit('float64(float64)')", "@tf.function",
     "@functools.partial(jax.jit, static_argnums=0)", "@app.function", "@njit(\n    parallel=True)",
     "@njit\n@tf.function"],
)  # fmt: skip
def test_what_stands_below_a_missing_decorator_is_there(examine: Examine, decorator: str) -> None:
    imports = (
        "import functools, numba, jax, tensorflow as tf, marimo\nfrom numba import jit, njit\napp = marimo.App()\n"
    )
    method = "\n".join(f"    {line}" for line in f"@staticmethod\n{decorator}\ndef g(x): return x + 2".split("\n"))
    submission = examine(f"{imports}{decorator}\ndef f(x): return x + 1\nclass A:\n{method}\n").submission
    assert (submission.f(1), submission.A.g(1), submission.A().g(1)) == (2, 3, 3)


@pytest.mark.parametrize(
    "body",
    [
        "jax.numpy.exp(x)", "jax.numpy.exp(x) + 1", "1 - jax.grad(f)(x)", "jax.grad(abs)(x)",
        "np.exp(jax.numpy.exp(x))",
        "[jax.numpy.exp(x)]", "{'a': jax.numpy}", "float(jax.numpy.sum(x))", "np.asarray(jax.numpy.ones(3))", "jax",
        "np.zeros(3) + jax.numpy.ones(3)", "jax.numpy.ones(3) @ np.ones(3)", "sum(jax.numpy.ones(3))", "jax.f(x) < 1",
        "max(jax.f(x), 0)", "1 if jax.f(x) else 1", "np.where(jax.f(x), 1, 2)", "len(jax.f(x))", "jax.njit(abs)(x)",
        "np.array([jax.f(x), 1.0]).sum()", "np.full(3, jax.f(x), dtype=float)", "round(jax.f(x))", "jax.f(x) ** 2",
    ],
)  # fmt: skip
def test_nothing_can_be_computed_with_a_package_that_is_not_there(examine: Examine, body: str) -> None:
    examinee = examine(f"import jax, numpy as np\ndef f(x):\n    return {body}\n")
    with pytest.raises(ModuleNotFoundError, match="No module named 'jax'"):
        examinee.submission.f(1.0)


def test_a_name_from_a_module_that_is_not_there_is_missing_and_explained(examine: Examine) -> None:
    examinee = examine("from functions import softmax\nimport torch\ndef other(): return 1\n")
    with pytest.raises(MissingName) as caught:
        examinee.submission.softmax(1)
    assert "No module named 'functions'" in caught.value.text.en
    assert "It defines `other`." in caught.value.text.en


def test_classes_and_annotations_may_name_what_is_not_there(examine: Examine) -> None:
    examinee = examine("""\
        import torch
        import torch.nn as nn
        from jaxtyping import Float
        class Net(nn.Module):
            size: torch.Tensor | None = None
            def __init__(self) -> None:
                super().__init__()
                self.k = 3
            def forward(self, x: Float[torch.Tensor, "n k"]):
                with torch.no_grad():
                    return x * self.k if not isinstance(x, torch.Tensor) else 0
        """)
    assert examinee.submission.Net().forward(2) == 6


def test_plots_and_progress_bars_in_functions_do_no_harm(examine: Examine) -> None:
    examinee = examine("""\
        def train(n):
            import japanize_matplotlib, plotly.express as px
            from tqdm.notebook import tqdm, trange
            with tqdm(total=n) as bar:
                losses = [step for step in tqdm(range(n), desc="train")]
                bar.update(1)
            japanize_matplotlib.japanize()
            px.line(losses).show()
            return losses + list(trange(2))
        """)
    assert examinee.submission.train(3) == [0, 1, 2, 0, 1]


def test_installed_packages_ask_in_vain_for_what_is_not_there(examine: Examine) -> None:
    examinee = examine("import unittest.mock, numpy.testing, sys\nfound = 'psutil' in sys.modules\n")
    assert examinee.load() == ()


# -- names --------------------------------------------------------------------------------------------------------


def asked(sandbox: Sandbox, *cells: str, name: str = "work.ipynb", **more: Any) -> Examinee:
    source = cells if name.endswith("ipynb") else ("\n".join(cells),)
    examinee = Examinee(sandbox, Sources(module="work", main=name, cells=source, functions=("softmax",), **more))
    examinee.begin_check()
    return examinee


@pytest.mark.parametrize("name", ["work.py", "work.ipynb"])
@pytest.mark.parametrize(
    "defining", ["def softmax(x): return x + 1", "softmax = lambda x: x + 1", "from helper import softmax",
                 "from helper import *", "__run__('helper.py')"],
)  # fmt: skip
def test_a_function_whose_name_a_result_has_taken_is_graded_by_its_definition(
    sandbox: Sandbox, name: str, defining: str
) -> None:
    helper = {"helper.py": "def softmax(x): return x + 1"}
    with asked(
        sandbox, defining, "def uses(x): return softmax(x)\nvalue = 1\nsoftmax = softmax(1.0)", name=name, files=helper
    ) as examinee:
        assert (examinee.submission.softmax(1), examinee.submission.uses(2)) == (2, 3)
        ((error),) = examinee.load()
        assert (error.stage, error.names) == ("rebound", ["softmax"])
        assert "`softmax = softmax(1.0)`" in examinee.load_errors[0].en
        assert "最後の定義" in examinee.load_errors[0].ja


def test_the_last_definition_is_the_one(sandbox: Sandbox) -> None:
    with asked(
        sandbox, "def softmax(x): return 1", "softmax = 2", "def softmax(x): return 3", "softmax = 4"
    ) as examinee:
        assert examinee.submission.softmax(0) == 3
    with asked(sandbox, "softmax = 2", "def softmax(x): return 3") as examinee:
        assert examinee.submission.softmax(0) == 3
        assert examinee.load() == ()


def test_a_name_that_is_no_function_that_is_asked_for_keeps_its_value(sandbox: Sandbox) -> None:
    with asked(sandbox, "def answer(): return 42", "answer = answer()") as examinee:
        assert examinee.submission.answer == 42
        assert examinee.load() == ()


def test_a_modules_name_that_a_number_has_taken_is_told(examine: Examine) -> None:
    examinee = examine(("import numpy as np", "def f(x): return np.exp(x)", "np = 5"))
    (error,) = examinee.load()
    assert (error.file, error.line, error.stage) == ("<cell 3>", 1, "hidden")
    assert "`np`" in examinee.load_errors[0].en
