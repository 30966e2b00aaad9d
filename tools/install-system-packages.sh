#!/bin/sh
# Installs the Debian/Ubuntu packages that kadai uses beside Python, where they are missing and where we may.
# Without them everything still runs; `kadai doctor` says what is then weaker or skipped.
set -eu

missing=""
command -v bwrap >/dev/null 2>&1 || missing="$missing bubblewrap"
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing="$missing chromium"
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "== not installed:$missing (no apt-get here; use your system's package manager)"
elif [ "$(id -u)" -ne 0 ]; then
    echo "== not installed:$missing (try: sudo apt-get install$missing)"
else
    echo "== installing:$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null || true
    for package in $missing; do
        apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 \
            || echo "== could not install $package; going on without it"
    done
fi
