#!/bin/sh
# make-venv.sh PYTHON FOLDER: a virtual environment, also where Debian left ensurepip out of Python.
set -eu
python=$1
folder=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "kadai needs Python 3.11 or newer; name one, e.g.: make test PYTHON=python3.12" >&2
    exit 1
}
[ -x "$folder/bin/python" ] || "$python" -m venv --without-pip "$folder"
"$folder/bin/python" -m pip --version >/dev/null 2>&1 \
    || "$folder/bin/python" -m ensurepip >/dev/null 2>&1 \
    || "$python" -m pip --quiet --python "$folder/bin/python" install pip
