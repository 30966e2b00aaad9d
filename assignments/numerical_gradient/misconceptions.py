"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import difference_slips
import gradient_check_slips
import moved_entry_slips
import relative_error_slips

difference_slips.quotients()
moved_entry_slips.entries()
relative_error_slips.sizes()
relative_error_slips.zeros()
gradient_check_slips.checks()
gradient_check_slips.counts()
