"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import autoencoder_gradients
import autoencoder_slips
import picture_mistakes
from autoencoder_slips import BACKWARD, DRAW, GENERATOR, LONG

MINIS = ["fit_in_mini_batches", "fit_with_adam"]
RUNS = [*MINIS, "fit_with_a_single_batch"]
PUBLIC = ["training_brings_the_loss_down"]

autoencoder_slips.construction()
seeded = DRAW, DRAW.replace("rng.", "np.random.default_rng(i).", 1)
picture_mistakes.construction(seeded, GENERATOR, "np.zeros(n_out)")
autoencoder_slips.passes()
autoencoder_gradients.gradients()
picture_mistakes.biases_divided_again(BACKWARD[1:])
autoencoder_gradients.losses(MINIS, RUNS)
picture_mistakes.batches(MINIS, RUNS, PUBLIC, [LONG])
picture_mistakes.updates("net.gradient(x[batch])", [*RUNS, *PUBLIC, LONG], ["fit_with_adam"])
