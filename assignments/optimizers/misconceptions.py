"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import adagrad_slips
import adam_slips
import ftrl_slips
import momentum_slips
import optimizer_slips

momentum_slips.sgd()
momentum_slips.momentum()
momentum_slips.nesterov()
momentum_slips.fixed()
adagrad_slips.adagrad()
adagrad_slips.rmsprop()
adagrad_slips.adadelta()
adam_slips.averages()
adam_slips.correction()
ftrl_slips.ftrl()
optimizer_slips.divisions()
optimizer_slips.arrays()
optimizer_slips.states()
optimizer_slips.paths()
