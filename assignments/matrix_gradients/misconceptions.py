"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import matrix_form_slips
import matrix_product_slips
import matrix_sum_slips

matrix_product_slips.product()
matrix_product_slips.jacobian()
matrix_sum_slips.of_x()
matrix_sum_slips.of_w()
matrix_form_slips.matrices()
