"""Checks of a linear model, whose evidence is known: the bound for it, and that it is one."""

import numpy as np
import picture_checks
from vae_following import bound_of, off, with_right_divergence
from vae_problems import at_the_posterior, linear_gaussian

from autograder.testing import about, after, assert_close, copies, fail, points

PRECISION = picture_checks.PRECISION


@points(1)
def test_log_evidence_of_a_linear_model(submission, reference, rng):
    """linear_gaussian_log_evidence is the log density of N(b, A Aᵀ + noise_var · I) at each x.

    ja: linear_gaussian_log_evidence は、各 x における N(b, A Aᵀ + noise_var · I) の対数密度です。
    """
    for n, d, j in ((4, 3, 2), (3, 5, 2)):
        given = linear_gaussian(rng, n, d, j)[:4]
        got = submission.linear_gaussian_log_evidence(*copies(list(given)))
        what = "linear_gaussian_log_evidence(x, A, b, noise_var)"
        expected = reference.linear_gaussian_log_evidence(*given)
        assert_close(got, expected, what=what, rtol=PRECISION, known={"N": n, "D": d, "J": j})


@about("linear_gaussian_elbo")
@points(1)
def test_bound_of_a_linear_model(submission, reference, rng):
    """linear_gaussian_elbo is the mean of log p(x|z) over q(z|x) = N(μ, σ²), minus the KL divergence, for each x.

    ja: linear_gaussian_elbo は、q(z|x) = N(μ, σ²) での log p(x|z) の平均から KL ダイバージェンスを引いたものです。
    """
    drawn = [linear_gaussian(rng, n, d, j) for n, d, j in ((4, 3, 2), (2, 5, 3))]

    def check():
        for given in drawn:
            known = dict(zip("NDJ", (len(given.x), *given.A.shape), strict=True))
            what = "linear_gaussian_elbo(x, A, b, noise_var, mu, log_var)"
            expected = reference.linear_gaussian_elbo(*given)
            own = (expected - off(submission, reference, given),)
            assert_close(bound_of(submission, given), expected, or_close_to=own, what=what, rtol=PRECISION, known=known)

    with_right_divergence(submission, reference, rng, check)


@after(test_log_evidence_of_a_linear_model, test_bound_of_a_linear_model)
@about("linear_gaussian_log_evidence", "linear_gaussian_elbo")
@points(0.5)
def test_bound_is_a_bound(submission, reference, rng):
    """The bound is never above log p(x), and touches it where q is the posterior.

    ja: 下界は log p(x) を超えず、q が事後分布に一致するとき log p(x) に等しくなります。
    """
    given = at_the_posterior(rng, 4, 5, 2)
    expected = reference.linear_gaussian_log_evidence(*given[:4])
    others = [given._replace(mu=given.mu + 0.3), given._replace(log_var=given.log_var - 0.4)]

    def check():
        evidence = submission.linear_gaussian_log_evidence(*copies(list(given[:4])))
        assert_close(evidence, expected, what="log p(x)", rtol=PRECISION)
        evidence = np.asarray(evidence)
        own = (evidence - off(submission, reference, given),)
        what = ("the bound at the posterior", "事後分布での下界")
        assert_close(bound_of(submission, given), evidence, or_close_to=own, what=what, rtol=PRECISION)
        for other in others:
            bound = np.asarray(bound_of(submission, other))
            if not (np.all(bound < evidence) or np.all(bound + off(submission, reference, other) < evidence)):
                fail(
                    "For some q the bound is above log p(x): then it is no lower bound.",
                    "ある q について、下界が log p(x) を超えています。これでは下界になりません。",
                )

    with_right_divergence(submission, reference, rng, check)
