"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import scalar_slips
import vanishing_slips

scalar_slips.forward()
scalar_slips.deltas()
scalar_slips.gradients()
vanishing_slips.norms()
scalar_slips.inputs_and_powers()
vanishing_slips.ways_back()
vanishing_slips.draws()
