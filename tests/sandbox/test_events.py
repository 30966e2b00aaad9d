"""The events of a check: what came back from the worker, and nothing that the submission could make up beside it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

Examine = Callable[..., Any]


def test_events_are_what_came_back(examine: Examine) -> None:
    examinee = examine("""\
        import numpy as np
        class Layer:
            def __init__(self): self.W = np.ones(2)
            def forward(self, x): return x * self.W
        def fails(): raise ValueError
        rate = 0.5
        """)
    work, x = examinee.submission, np.array([3.0, 4.0])
    out = work.Layer().forward(x)
    out[:] = 0
    assert work.rate == 0.5
    with pytest.raises(ValueError, match="ValueError"):
        work.fails()
    _ = work.Layer().W
    assert not hasattr(work, "absent")
    events = examinee.end_check().events
    assert [(event.label, event.error) for event in events] == [
        ("Layer()", None),
        ("Layer().forward()", None),
        ("rate", None),
        ("fails()", "ValueError"),
        ("Layer()", None),
        ("Layer().W", None),
        ("absent", "MissingName"),
    ]
    assert events[0].value == "<Layer>"
    assert events[1].value.tolist() == [3, 4]


def test_events_tell_what_was_changed_in_place(examine: Examine) -> None:
    examinee = examine("def update(params):\n    params['W'] -= 1\n    return 5\n")
    examinee.submission.update({"W": np.ones(2)})
    (changed, result) = examinee.end_check().events
    assert (changed.label, changed.value.tolist()) == ("update() changed", [0, 0])
    assert (result.label, result.value) == ("update()", 5)


def test_events_tell_arguments_from_what_the_submission_has_given_itself(examine: Examine) -> None:
    source = """
        import numpy as np
        class Layer:
            def __init__(self): self.dW = np.zeros(2)
            def work(self, x):
                self.dW += 1
                x += 1
    """
    examinee = examine(source)
    layer, x = examinee.submission.Layer(), np.ones(2)
    given = layer.dW
    layer.work(x)
    changed = [event.label for event in examinee.end_check().events if "changed" in event.label]
    assert sorted(changed) == ["Layer().work() changed", "Layer().work() of its own changed"]
    assert given.tolist() == [1, 1]


def test_events_are_bounded(examine: Examine) -> None:
    examinee = examine("import numpy as np\ndef big(): return np.zeros(4 << 20)\n")
    for _ in range(4):
        examinee.submission.big()
    events = examinee.end_check().events
    assert sum(event.value.nbytes for event in events) <= 64 << 20
