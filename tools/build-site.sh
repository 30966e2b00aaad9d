#!/bin/sh
# build-site.sh BIN: builds the documentation site in site/, with the programs in BIN. A warning is an error.
set -eu
bin=$1
log=$(mktemp)
trap 'rm -f "$log"' EXIT

"$bin/python" tools/site_pages.py
"$bin/zensical" build --clean --strict >"$log" 2>&1 || {
    cat "$log"
    exit 1
}
if grep '^griffe: ' "$log"; then # docstrings that cannot be read: --strict does not look at them
    exit 1
fi
echo "   site/index.html; with search: $bin/python -m http.server --directory site --bind 127.0.0.1"
