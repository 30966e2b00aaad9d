"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import dropout_draw_slips
import dropout_gradient_slips
import dropout_slips

dropout_slips.masks()
dropout_slips.scaling()
dropout_gradient_slips.backward()
dropout_gradient_slips.memory()
dropout_draw_slips.drawn_otherwise()
dropout_draw_slips.halves()
