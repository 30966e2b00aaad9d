#!/bin/sh
# Grades the bundled class in every assignment it answers, and writes the reports to demo-report/.
set -eu
kadai=$1

for assignment in softmax_with_loss layers two_layer_mse; do
    "$kadai" grade examples/class --assignment "$assignment" \
        --json "demo-report/$assignment.json" --csv "demo-report/$assignment.csv" --html "demo-report/$assignment"
done
echo
echo "== web pages: demo-report/<assignment>/index.html    data: demo-report/<assignment>.json, .csv"
