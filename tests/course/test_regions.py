"""The solution regions of a reference, and what is left of them in a stub."""

import ast
from contextlib import suppress
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.handed_out.regions import RegionError, blank, find_regions, without_markers


def blanked(text: str) -> str:
    return blank(dedent(text).lstrip("\n"), "reference.py")


def test_a_function_body_raises():
    assert blanked('''
        def f(x):
            """Doc."""
            if x:
                ### BEGIN SOLUTION
                y = x + 1

                return y
                ### END SOLUTION
            return 0
        ''') == dedent('''\
        def f(x):
            """Doc."""
            if x:
                raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く
            return 0
        ''')


def test_a_method_raises_and_a_class_body_passes():
    assert blanked("""
        class A:
            ### BEGIN SOLUTION
            def helper(self):
                return 1
            ### END SOLUTION

            def f(self):
                ### BEGIN SOLUTION
                return self.helper()
                ### END SOLUTION
        """) == dedent("""\
        class A:
            pass  # YOUR CODE HERE / ここにコードを書く

            def f(self):
                raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く
        """)


def test_a_block_outside_functions_passes_even_below_a_function():
    text = blanked("""
        def f():
            pass

        if __name__ == "__main__":
            ### BEGIN SOLUTION
            print(f())
            ### END SOLUTION
        """)
    assert text.endswith('":\n    pass  # YOUR CODE HERE / ここにコードを書く\n')


def test_helpers_of_the_solution_disappear():
    text = blanked("""
        ### BEGIN SOLUTION
        import os

        @decorated
        def helper():
            return os
        ### END SOLUTION
        x = 1
        """)
    assert "helper():" not in text
    assert "os" not in text
    assert ast.parse(text).body[0].lineno == 2


def test_fill_in_keeps_left_hand_sides_and_comments():
    assert blanked("""
        def train(x, w):
            for i in range(3):
                ### BEGIN SOLUTION fill-in
                # forward / 順伝播
                y = x @ w  # the answer

                loss: float = (
                    y.sum()
                )
                a, (b, 層) = c[i] = "==", (f(k=1), 2)
                w -= 0.1 * y
                ### END SOLUTION
                print(loss)
        """) == dedent("""\
        def train(x, w):
            for i in range(3):
                # forward / 順伝播
                y = ...

                loss: float = ...
                a, (b, 層) = c[i] = ...
                w -= ...
                print(loss)
        """)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("### BEGIN SOLUTION\nx = 1\n", 1, "has no '### END"),
        ("x = 1\n### END SOLUTION\n", 2, "without"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n", 2, "in another one"),
        ("### BEGIN SOLUTION\n# nothing\n### END SOLUTION\n", 1, "holds no statement"),
        ("# BEGIN SOLUTION\nx = 1\n### END SOLUTION\n", 1, "is not a mark"),
        ("x = 1  ### BEGIN SOLUTION\n", 1, "is not a mark"),
        ("### BEGIN SOLUTION fill in\nx = 1\n### END SOLUTION\n", 1, "is not a mark"),
        ("def f():\n### BEGIN SOLUTION\n    x = 1\n### END SOLUTION\n", 2, "indent the mark"),
        ("### BEGIN SOLUTION\nx = [\n### END SOLUTION\n1]\n", 1, "ends within a statement"),
        ("### BEGIN SOLUTION fill-in\nprint(1)\n### END SOLUTION\n", 2, "assignments only"),
        ("### BEGIN SOLUTION fill-in\nx: int\n### END SOLUTION\n", 2, "assignments only"),
        ("### BEGIN SOLUTION fill-in\nx = 1; y = 2\n### END SOLUTION\n", 2, "one assignment a line"),
        ("x = \n", 1, "not Python"),
        ("if x:\n    y = 1\n### BEGIN SOLUTION\nelse:\n    y = 2\n### END SOLUTION\n", 3, "indent the mark"),
    ],
)
def test_disorder_names_file_and_line(text: str, line: int, says: str):
    with pytest.raises(RegionError) as error:
        blank(text, "reference.py")
    assert f"reference.py, line {line}: " in str(error.value)
    assert says in str(error.value)


def test_without_markers_keeps_the_solution():
    text = "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n"
    assert without_markers(text, "f.py") == "def f():\n    return 1\n"


expressions = st.sampled_from(["SECRET + 1", "f(SECRET)", "[\n    SECRET,\n]", '"""SECRET\n"""', "(SECRET)"])
statements = st.one_of(
    expressions.map("x = {}".format),
    expressions.map("x, *y = {}".format),
    expressions.map("x: int = {}".format),
    expressions.map("x[0] *= {}".format),
)


@given(st.lists(statements, min_size=1, max_size=5), st.booleans(), st.booleans())
def test_what_is_left_compiles_and_tells_nothing(body: list[str], in_function: bool, fill_in: bool):
    indent = "    " if in_function else ""
    lines = [line for statement in body for line in statement.split("\n")]
    # Within a string no indentation is added, as the string would change: all lines are indented alike instead.
    inner = "\n".join(indent + line for line in lines)
    begin = f"{indent}### BEGIN SOLUTION{' fill-in' if fill_in else ''}"
    text = f"def f():\n    pass\n{begin}\n{inner}\n{indent}### END SOLUTION\nz = 1\n"
    result = blank(text, "r.py")
    ast.parse(result)
    assert "SECRET" not in result
    assert result.startswith("def f():\n    pass\n")
    assert result.endswith("z = 1\n")
    assert result.count("...") == (len(body) if fill_in else 0)


@given(st.text(alphabet=st.sampled_from("### BEGINSOLUTEND\n x=1:fill-in"), max_size=200))
def test_any_text_is_read_or_refused(text: str):
    with suppress(RegionError):
        assert all(r.begin < r.end for r in find_regions(text, "r.py"))
