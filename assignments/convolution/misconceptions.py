"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import conv_comparison_slips
import conv_layer_slips
import conv_net_slips
import conv_slips

conv_slips.sizes()
conv_slips.windows()
conv_slips.sums()
conv_layer_slips.convolution()
conv_layer_slips.gradients()
conv_net_slips.pools()
conv_net_slips.nets()
conv_comparison_slips.centring()
conv_comparison_slips.comparison()
