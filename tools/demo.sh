#!/bin/sh
# Grades the bundled class in three assignments, and writes the reports to demo-report/.
set -eu
kadai=$1
report=demo-report
export KADAI_SECRET="${KADAI_SECRET:-demo}" # the same inputs for everybody who tries this; a course has its own

for assignment in softmax_with_loss layers two_layer_mse; do
    printf '\n== %s\n' "$assignment"
    "$kadai" grade examples/class --assignment "$assignment" \
        --json "$report/$assignment.json" --csv "$report/$assignment.csv" --html "$report/$assignment"
done

printf '\n== one student in full: kadai report %s/softmax_with_loss.json --submission liam\n\n' "$report"
"$kadai" report "$report/softmax_with_loss.json" --submission liam

cat <<END

== what to do with it
   web pages for you and for each student   $report/<assignment>/index.html
   a table for a spreadsheet                $report/<assignment>.csv
   everything, for other tools              $report/<assignment>.json
   the same in Japanese                     kadai report $report/layers.json --lang ja
   who did what, and what is expected       examples/README.md
   grading again is quick: results are kept in .kadai/ (make clean removes them)
END
