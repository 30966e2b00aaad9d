"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import rule_slips
import spread_slips

rule_slips.both_rules()
rule_slips.he()
rule_slips.glorot()
spread_slips.nets()
