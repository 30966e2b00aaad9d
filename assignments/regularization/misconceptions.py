"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import minimum_slips
import penalty_gradient_slips
import penalty_slips

penalty_slips.l2()
penalty_slips.l1()
penalty_gradient_slips.gradients()
minimum_slips.minimum()
minimum_slips.decay()
