#!/bin/sh
# Installs what the tests of web pages use beside Python and Chromium into .cache/page-checks, where npm is there.
# Without it those tests are skipped, and say so.
set -eu
wanted=tools/page-checks/package.json
folder=.cache/page-checks

command -v npm >/dev/null 2>&1 || exit 0
cmp -s "$wanted" "$folder/installed.json" && exit 0
echo "== installing the checks of web pages in $folder"
mkdir -p "$folder"
cp "$wanted" "$folder/package.json"
if npm install --prefix "$folder" --no-package-lock --no-audit --no-fund --ignore-scripts --silent >/dev/null 2>&1; then
    cp "$wanted" "$folder/installed.json"
else
    echo "== could not install them; going on without"
fi
