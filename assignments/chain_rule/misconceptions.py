"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import chain_branch_slips
import chain_layer_slips
import chain_slips
import chain_term_slips

chain_slips.sigmoid()
chain_slips.sigmoid_cross_entropy()
chain_slips.squares()
chain_branch_slips.branches()
chain_branch_slips.softmax()
chain_branch_slips.softmax_cross_entropy()
chain_branch_slips.affine()
chain_layer_slips.squared_error()
chain_layer_slips.cross_entropy()
chain_layer_slips.both_losses()
chain_layer_slips.bias()
chain_term_slips.slopes()
chain_term_slips.results()
chain_term_slips.layers()
