"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import regression_net_slips
import regression_slips
import regression_way_back_slips

regression_slips.the_function()
regression_slips.the_samples()
regression_net_slips.the_net()
regression_way_back_slips.the_way_back()
regression_net_slips.the_training()
