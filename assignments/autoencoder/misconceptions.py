"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import autoencoder_gradients
import autoencoder_slips
import autoencoder_ways
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
autoencoder_ways.ways_back(["small_gradient", "gradient_of_the_other_layers", "gradient_belongs_to_its_argument"])
autoencoder_ways.epochs(MINIS, RUNS, PUBLIC)
autoencoder_ways.layers(["small_example", "small_gradient", "decode", "nothing_is_modified", LONG])
