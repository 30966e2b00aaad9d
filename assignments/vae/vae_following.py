"""What follows from a submission's own parts, right or not, and what it is lent where that leads nowhere.

A mistake is charged where it is checked; what builds on it is judged by itself.
"""

import functools
from types import SimpleNamespace

import numpy as np
import picture_checks
from net_runs import by_our_names
from picture_checks import PRECISION
from vae_problems import CASES, NETS, loss_of, net_with, problem, start, trained

from autograder.testing import assert_close, assert_mostly_at_work, assert_unchanged, copies


def asked(module, problem):
    """How to ask a module for each function and method: by its name, what gives its result for the problem."""
    x, eps, mu, log_var, z, y = copies(list(problem[1:]))
    return {
        "kl_divergence": lambda: module.kl_divergence(mu, log_var),
        "reparameterize": lambda: module.reparameterize(mu, log_var, eps),
        "reconstruction_loss": lambda: module.reconstruction_loss(y, x),
        "elbo": lambda: module.elbo(x, y, mu, log_var),
        "VAE.encode": lambda: net_with(module, problem.params).encode(x),
        "VAE.decode": lambda: net_with(module, problem.params).decode(z),
        "VAE.loss": lambda: net_with(module, problem.params).loss(x, eps),
        "VAE.gradient": lambda: by_our_names(net_with(module, problem.params).gradient(x, eps), problem.params),
        "VAE.reconstruct": lambda: net_with(module, problem.params).reconstruct(x),
    }


def is_right(submission, reference, problem, name):
    """Whether this function or method is right for this problem."""
    try:
        assert_close(asked(submission, problem)[name](), asked(reference, problem)[name](), rtol=PRECISION)
    except Exception:
        return False
    return True


def with_lent(submission, reference, problem, names, check):
    """check(); where it fails and some of these functions and methods are wrong, once more with the reference's."""
    try:
        check()
    except Exception:
        wrong = [name for name in names if not is_right(submission, reference, problem, name)]
        if not wrong:
            raise
        submission.using(**{name: function_of(reference, name) for name in wrong})
        check()


def function_of(module, name):
    """A function, or a method, by its name."""
    of, _, method = name.rpartition(".")
    return getattr(getattr(module, of) if of else module, method)


def followed(submission, reference, p):
    """The bound by the submission's own two parts, one of which must be right; else the reference's."""
    right = reference.reconstruction_loss(p.y, p.x), reference.kl_divergence(p.mu, p.log_var)
    try:
        own = [float(np.asarray(asked(submission, p)[name]())) for name in ("reconstruction_loss", "kl_divergence")]
    except Exception:  # charged there
        own = []
    counts = np.shape(own) == (2,) and np.any(np.isclose(own, right, rtol=PRECISION))
    return -sum(own if counts else right)


def off(submission, reference, given):
    """By how much each sample's divergence is off, by the submission's own function: a bound may be made of it."""
    q = [copies([mu, log_var]) for mu, log_var in zip(given.mu[:, None], given.log_var[:, None], strict=True)]
    right = np.array([reference.kl_divergence(*each) for each in q])
    try:
        own = submission.kl_divergence(given.mu.copy(), given.log_var.copy())
        if np.isclose(float(np.asarray(own)), right.mean(), rtol=PRECISION):
            return np.zeros(len(q))
        return np.array([float(np.asarray(submission.kl_divergence(*each))) for each in q]) - right
    except Exception:  # charged there, and lent here
        return np.zeros(len(q))


def with_right_divergence(submission, reference, rng, check):
    """check(); once more with the right kl_divergence, where a bound may be made of one that cannot be called."""
    with_lent(submission, reference, problem(rng, list(CASES)[1]), ["kl_divergence"], check)


def followed_run(submission, reference, params, run):
    """A right training with the submission's own loss and gradient, which are charged elsewhere; None if it fails."""
    theirs = SimpleNamespace(fit=reference.fit, VAE=submission.VAE, OPTIMIZERS=submission.OPTIMIZERS)
    try:
        losses, after = run(theirs)
    except Exception:
        return None
    works = np.all(np.isfinite(losses)) and after < loss_of(reference, params)
    return (losses, after) if works else None


def lent(reference, like):
    """Loss and gradient of the submission's nets, right for their parameters. `like`: parameters of these shapes."""

    def ours(net):
        return net_with(reference, by_our_names(net.params, like))

    return {
        "loss": lambda self, x, eps: ours(self).loss(x, eps),
        "gradient": lambda self, x, eps: ours(self).gradient(x, eps),
    }


def bound_of(module, given):
    """linear_gaussian_elbo of a module, given copies."""
    return module.linear_gaussian_elbo(*copies(list(given)))


def arguments_of(p, model):
    """Arguments for each function and each method but fit and generate."""
    return {
        "kl_divergence": (p.mu, p.log_var),
        "reparameterize": (p.mu, p.log_var, p.eps),
        "reconstruction_loss": (p.y, p.x),
        "elbo": (p.x, p.y, p.mu, p.log_var),
        "linear_gaussian_log_evidence": model[:4],
        "linear_gaussian_elbo": model,
        "encode": (p.x,),
        "decode": (p.z,),
        "loss": (p.x, p.eps),
        "gradient": (p.x, p.eps),
        "reconstruct": (p.x,),
    }


def check_nothing_is_modified(submission, reference, p, model):
    """Calls each function and method but fit and generate; most of what comes must be right, so that work is done."""
    net, ours = net_with(submission, p.params), net_with(reference, p.params)
    results = {}

    def an_array(result):
        return by_our_names(result, p.params)["W4"] if isinstance(result, dict) else result

    for name, arguments in arguments_of(p, model).items():
        theirs = copies(list(arguments))
        try:
            got = an_array(getattr(net if hasattr(ours, name) else submission, name)(*theirs))
        except Exception:  # charged where it is checked
            got = None
        for after_call, before in zip(theirs, arguments, strict=True):
            assert_unchanged(after_call, before, what=(f"an argument of {name}", f"{name} の引数"))
        right = an_array(getattr(ours if hasattr(ours, name) else reference, name)(*arguments))
        results[name] = got, right
    for key, value in by_our_names(net.params, p.params).items():
        assert_unchanged(
            value,
            p.params[key],
            what=(f'params["{key}"] after all methods but fit', f'fit 以外のメソッドのあとの params["{key}"]'),
        )
    assert_mostly_at_work(results, rtol=PRECISION)


def check_run(submission, reference, rng, optimizer):
    """The losses of a training on 28 images of 7 × 7 pixels."""
    params, seed = start(rng), int(rng.integers(2**32))

    def run(module):
        return trained(module, reference, params, optimizer, seed)

    follow = functools.partial(followed_run, submission, reference, params, run)
    picture_checks.check_run(submission, reference, NETS, run, lent(reference, params), follow)
