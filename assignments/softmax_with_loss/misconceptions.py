"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import cross_entropy_slips
import softmax_gradient_slips
import softmax_rare_slips
import softmax_slips

softmax_gradient_slips.gradient()
softmax_gradient_slips.memory()
softmax_slips.sums()
softmax_slips.shifts()
cross_entropy_slips.means()
cross_entropy_slips.formulas()
cross_entropy_slips.layers()
softmax_rare_slips.picked_entries()
softmax_rare_slips.logarithms()
