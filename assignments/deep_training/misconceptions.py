"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import deep_gradient_slips
import deep_mode_slips
import deep_net_slips
import deep_penalty_slips
import net_mistakes
import picture_mistakes

MINIS = ["fit_in_mini_batches", "fit_with_batch_norm", "fit_with_a_schedule", "fit_with_dropout"]
RUNS = [*MINIS, "fit_with_a_single_batch"]
PUBLIC = ["training_brings_the_loss_down"]

deep_net_slips.starts()
deep_net_slips.construction()
deep_mode_slips.modes()
deep_penalty_slips.penalties()
deep_gradient_slips.gradients()
deep_gradient_slips.schedules()
deep_gradient_slips.designs()
picture_mistakes.batches(MINIS, RUNS, PUBLIC, [], epoch="epoch")
picture_mistakes.updates("net.gradient(x[batch], t[batch])", [*RUNS, *PUBLIC], ["fit_with_dropout"])
net_mistakes.losses_kept("training_brings_the_loss_down", of_a_batch=MINIS, before=RUNS)
