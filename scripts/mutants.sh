#!/usr/bin/env bash
# Breaks the trusted crates in every way that cargo-mutants knows, one at a time, and runs their tests. A mutant that survives must
# stand in verifier/mutants.tsv with the reason why it is no fault; one that is killed must not.
#
#   scripts/mutants.sh                           all of them, about a quarter of an hour on two cores
#   scripts/mutants.sh --file '*/lp/src/check.rs'      other arguments go to cargo-mutants, and only its result is shown
set -euo pipefail
cd "$(dirname "$0")/.."

version=27.1.0
cargo mutants --version 2>/dev/null | grep -qx "cargo-mutants $version" ||
    cargo install cargo-mutants --version "$version" --locked --quiet

out=target/mutants
mkdir -p "$out"
# 0: all caught, 2: some survived, 3: some ran into the timeout, which counts as caught.
code=0
cargo mutants --package ironproof-numbers --package ironproof-mechanism --package ironproof-lp \
    --no-shuffle --jobs 2 --timeout 60 --colors never --no-times --output "$out" "$@" || code=$?
[ "$code" -eq 0 ] || [ "$code" -eq 2 ] || [ "$code" -eq 3 ] || exit "$code"
[ $# -eq 0 ] || exit 0

# Without line and column, which move.
sed -E 's/:[0-9]+:[0-9]+:/:/' "$out/mutants.out/missed.txt" | sort >"$out/survived.txt"
grep -v '^#' verifier/mutants.tsv | cut -f1 | sort >"$out/explained.txt"
if ! diff "$out/explained.txt" "$out/survived.txt" >"$out/difference.txt"; then
    echo "error: verifier/mutants.tsv does not list what survives (<: listed, but killed; >: survives without a reason)"
    cat "$out/difference.txt"
    exit 1
fi
echo "mutants: $(wc -l <"$out/mutants.out/caught.txt") killed, $(wc -l <"$out/mutants.out/timeout.txt") by the timeout," \
    "$(wc -l <"$out/survived.txt") survive and are explained in verifier/mutants.tsv"
