#!/bin/sh
# The page about R, docs/r.md: runs its blocks with target/release/ironproof and compares what they print and draw.
# R and its package jsonlite are installed first, with apt-get where this user may. Without them it fails.
#
#   scripts/r-page.sh            compare
#   scripts/r-page.sh --write    renew what the page shows
set -eu

say() { printf '%s\n' "$*" >&2; }
root=$(cd "$(dirname "$0")/.." && pwd)
case ${1:-} in
"" | --write) ;;
*) say "usage: scripts/r-page.sh [--write]"; exit 2 ;;
esac
has_r() { command -v Rscript >/dev/null 2>&1 && Rscript --vanilla -e 'library(jsonlite)' >/dev/null 2>&1; }

if ! has_r && command -v apt-get >/dev/null 2>&1 && [ "${IRONPROOF_NO_APT:-}" = "" ]; then
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root=no; fi
    fi
    if [ "$as_root" != no ]; then
        say "installing with apt-get: r-base-core r-cran-jsonlite"
        $as_root apt-get update -qq >&2 || true
        # DejaVu: the letters of the picture.
        DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends \
            r-base-core r-cran-jsonlite fonts-dejavu-core >&2 || true
    fi
fi
has_r || { say "error: R and its package jsonlite are needed: apt-get install r-base-core r-cran-jsonlite"; exit 2; }
[ -x "$root/target/release/ironproof" ] ||
    { say "error: target/release/ironproof is not built: scripts/with-build-tools.sh cargo build --release --locked"; exit 2; }

PATH=$root/target/release:$PATH
LC_ALL=C.UTF-8
export PATH LC_ALL
exec Rscript --vanilla "$root/scripts/r-page.R" "$root" "$@"
