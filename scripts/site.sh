#!/bin/sh
# Makes a site of the documents, with a search, that needs no network to be read: open FOLDER/index.html.
#
#   scripts/site.sh [FOLDER]     the default is target/site
#
# Exit code 1: a link is broken, or leads to a missing place in a page, or docs/README.md does not lead to a page.
# Exit code 2: the site could not be made, without Python 3.11 or the packages, or because FOLDER has other files.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
site=${1:-$root/target/site}
work=$root/target/site-work
needed=$root/scripts/site/requirements.txt
python=${PYTHON:-python3}

cannot() { echo "error: $*" >&2; exit 2; }

[ $# -le 1 ] || cannot "usage: scripts/site.sh [FOLDER]"
case $site in -*) cannot "usage: scripts/site.sh [FOLDER]" ;; esac
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    cannot "Python 3.11 or later is needed (PYTHON=/path/to/python3)"
# Only a folder that this script filled is emptied.
if [ -e "$site" ] && [ -n "$(ls -A "$site")" ] && [ ! -e "$site/.buildinfo" ]; then
    cannot "$site has other files; name a folder for the site alone"
fi

# The environment is kept as long as the pinned versions stay the same.
mkdir -p "$work"
if ! cmp -s "$needed" "$work/installed.txt"; then
    rm -rf "$work/env" "$work/installed.txt"
    "$python" -m venv "$work/env" || cannot "no virtual environment"
    "$work/env/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$needed" ||
        cannot "the packages of scripts/site/requirements.txt cannot be installed"
    cp "$needed" "$work/installed.txt"
fi

rm -rf "$work/pages" "$work/new"
"$work/env/bin/python" "$root/scripts/site/pages.py" "$work/pages"
"$work/env/bin/python" -m sphinx -q -W --keep-going -n -E -b html -d "$work/doctrees" -c "$root/scripts/site" \
    "$work/pages" "$work/new" || exit 1
"$work/env/bin/python" "$root/scripts/site/links.py" "$work/new"

rm -rf "$site"
mkdir -p "$(dirname "$site")"
mv "$work/new" "$site"
echo "$site/index.html"
