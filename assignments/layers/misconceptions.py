"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import activation_slips
import affine_slips
import layer_memory_slips
import layer_rare_slips
import loss_layer_slips
import relu_slips

affine_slips.forward()
affine_slips.inputs()
affine_slips.weights()
affine_slips.biases()
activation_slips.sigmoid()
activation_slips.tanh()
relu_slips.relu()
relu_slips.leaky()
loss_layer_slips.squared_error()
loss_layer_slips.binary_loss()
loss_layer_slips.binary_gradient()
layer_memory_slips.shared()
layer_memory_slips.in_place()
layer_rare_slips.rare()
