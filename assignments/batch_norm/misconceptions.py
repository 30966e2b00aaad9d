"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import batch_norm_gradient_slips
import batch_norm_node_slips
import batch_norm_slips
import running_average_slips

batch_norm_slips.training()
batch_norm_slips.prediction()
running_average_slips.averages()
batch_norm_gradient_slips.dx()
batch_norm_gradient_slips.parameters()
batch_norm_gradient_slips.memory()
batch_norm_node_slips.nodes()
batch_norm_node_slips.modes()
