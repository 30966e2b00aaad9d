"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import picture_mistakes
import vae_bound_slips
import vae_net_slips
import vae_training_slips

RUNS = vae_training_slips.RUNS

vae_bound_slips.divergence()
vae_bound_slips.samples()
vae_bound_slips.pixels()
vae_bound_slips.bound()
vae_bound_slips.linear()
vae_net_slips.first_weights()
picture_mistakes.construction(
    ("rng.normal(0.0,", "np.random.default_rng(i).normal(0.0,"), ["initial_weights"], "np.zeros(shape[1])"
)
vae_net_slips.passes()
vae_net_slips.gradients()
vae_training_slips.images()
vae_training_slips.training()
picture_mistakes.updates("vae.gradient(x[batch], eps)", [*RUNS, "training"], ["fit_with_adam"], net="vae")
