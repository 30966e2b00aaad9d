"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import digit_handmade_slips
import digit_loss_slips
import digit_record_slips
import digit_training_slips

digit_training_slips.nets_and_records()
digit_loss_slips.gradients()
digit_loss_slips.losses()
digit_record_slips.batches()
digit_record_slips.records()
digit_handmade_slips.ways_back()
digit_handmade_slips.uses()
