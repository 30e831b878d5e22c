#!/bin/sh
# Tests the Python package as a user has it: a fresh virtual environment, `pip install` of this repository, and then
# the examples of docs/python.md, the notebooks and the tests. Nothing is left out because something is missing: it fails.
#
#   scripts/python-tests.sh              all of it
#   scripts/python-tests.sh -k errors    with words for pytest
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
venv=$root/target/python-tests
python=${PYTHON:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    { echo "error: Python 3.11 or later is needed (PYTHON=/path/to/python3)" >&2; exit 2; }
command -v cargo >/dev/null || { echo "error: cargo is not installed: install Rust first (rustup)" >&2; exit 2; }

rm -rf "$venv"
"$python" -m venv "$venv"
PATH=$venv/bin:$PATH
export PATH
pip install --quiet --disable-pip-version-check -r "$root/tests/python/package/requirements.txt"
# With the maturin that is pinned there.
pip install --quiet --disable-pip-version-check --no-build-isolation "$root"

cd "$root"
unset PYTHONPATH
(cd "$venv" && mypy --disallow-untyped-defs --ignore-missing-imports -p ironproof)
# From a folder without sources, so that the installed package is meant.
exec python -P -m pytest -q -p no:cacheprovider "$@" tests/python/package
