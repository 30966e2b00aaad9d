#!/bin/sh
# try-release.sh FOLDER: builds the wheel and the source archive into FOLDER, checks them as the package index would,
# and grades the example class with the wheel alone, in a fresh environment.
set -eu
out=$1
python=${PYTHON:-python3}
rm -rf "$out"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

sh tools/make-venv.sh "$python" "$scratch/tools"
"$scratch/tools/bin/python" -m pip install --quiet build twine
"$scratch/tools/bin/python" -m build --outdir "$out" .
"$scratch/tools/bin/python" -m twine check --strict "$out"/*

sh tools/make-venv.sh "$python" "$scratch/fresh"
"$scratch/fresh/bin/python" -m pip install --quiet "$out"/kadai-*.whl
KADAI_SECRET=of-a-trial "$scratch/fresh/bin/kadai" grade examples/class --assignment softmax_with_loss --course . \
    --json "$scratch/report.json" --journal "$scratch/journal.sqlite"
"$scratch/fresh/bin/kadai" report "$scratch/report.json" >/dev/null
echo "== the wheel grades the example class: $(ls "$out")"
