"""Attacks on the connection: what does not follow the protocol ends the worker, and the reason says why."""

import pytest
from attack_files import Attack, attacks

from autograder.sandbox import Examinee, Limits, Sandbox, SubmissionError, WorkerEnded

_NEVER = (AssertionError, StopIteration)
LIMITS = Limits(call_seconds=1.0, wall_factor=2.0)


@pytest.mark.parametrize("attack", attacks("wire"), ids=str)
def test_it_is_refused_for_the_right_reason(attack: Attack, sandbox: Sandbox):
    with Examinee(sandbox, attack.sources(), LIMITS) as examinee:
        examinee.begin_check()
        said = _said(examinee)
        trace = examinee.end_check()
        assert (trace.ended or said) in attack.ends
        if trace.reason is not None:
            assert attack.header["SAYS"] in trace.reason.en
        examinee.begin_check()  # the next check has the submission anew, and in step
        with pytest.raises((SubmissionError, WorkerEnded)):
            examinee.submission.no_such_name  # noqa: B018


def _said(examinee: Examinee) -> str:
    try:
        value = examinee.submission.attack(shared := {"n": 1})
        if type(value) is float:
            value = examinee.submission.attack(shared)  # whatever it has prepared must not be an answer to this
    except SubmissionError as error:
        return "mistaken for the check's own" if isinstance(error, _NEVER) else error.type_name
    except WorkerEnded as error:
        return error.ended
    return f"a value: {type(value).__name__}"


def test_what_a_test_hands_over_never_comes_to_contain_itself(sandbox: Sandbox):
    attack = next(a for a in attacks("wire") if a.name == "put_into_itself")
    own = {"kept": [1]}
    with Examinee(sandbox, attack.sources(), LIMITS) as examinee:
        examinee.begin_check()
        with pytest.raises(WorkerEnded):
            examinee.submission.attack(own)
    assert own.get("self") is not own


def test_a_well_formed_forgery_arrives(sandbox: Sandbox):
    """The control: the forger's tools work, and what is refused above is refused for its content."""
    attack = next(a for a in attacks("wire") if a.name == "forged_value")
    with Examinee(sandbox, attack.sources(), LIMITS) as examinee:
        examinee.begin_check()
        assert examinee.submission.attack({}) == 1.0
        assert examinee.end_check().ended is None
