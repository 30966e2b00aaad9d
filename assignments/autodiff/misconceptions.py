"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import operation_slips
import tensor_function_slips
import tensor_rare_slips
import walk_slips

walk_slips.walk()
walk_slips.nodes_and_edges()
operation_slips.broadcasting()
operation_slips.operators()
tensor_function_slips.functions()
tensor_function_slips.chain_rule()
tensor_function_slips.losses()
tensor_rare_slips.sums()
tensor_rare_slips.slopes()
tensor_rare_slips.half_ways()
