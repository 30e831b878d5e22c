#!/usr/bin/env bash
# Breaks the trusted crates in every way that cargo-mutants knows, one at a time, and runs their tests. A mutant that survives must
# stand in verifier/mutants.tsv with the reason why it is no fault; one that is killed must not.
#
#   scripts/mutants.sh                             all of them, about six minutes on two free cores
#   scripts/mutants.sh --file '*/lp/src/check.rs'  other arguments go to cargo-mutants, and only its result is shown
set -euo pipefail
cd "$(dirname "$0")/.."

version=27.1.0
cargo mutants --version 2>/dev/null | grep -qx "cargo-mutants $version" ||
    cargo install cargo-mutants --version "$version" --locked --quiet

# A mutant may ask for memory without end.
ulimit -v 4000000

out=target/mutation-tests
mkdir -p "$out"
# Random operands are many when the tests run alone; a mutant is found by few.
export NUMBERS_OPERATIONS=1000
# num.rs is the second library, for tests. Checked and Read are aliases of Result, which cargo-mutants does not know: it
# writes Checked::new, which does not compile.
# 0: all killed, 2: some survived, 3: some ran into the timeout, which counts as killed.
code=0
cargo mutants --package ironproof-numbers --package ironproof-mechanism --package ironproof-lp \
    --exclude num.rs --exclude-re 'with (Checked|Read)::' --profile mutants --jobs 2 --timeout 120 \
    --cargo-arg=--locked --colors never --no-times --output "$out" "$@" -- --test '*' || code=$?
[ "$code" -eq 0 ] || [ "$code" -eq 2 ] || [ "$code" -eq 3 ] || exit "$code"
[ $# -eq 0 ] || exit 0

# Without line and column, which move.
result=$out/mutants.out
sed -E 's/:[0-9]+:[0-9]+:/:/' "$result/missed.txt" | sort >"$out/survived.txt"
grep -v '^#' verifier/mutants.tsv | cut -f1 | sort >"$out/explained.txt"
if ! diff "$out/explained.txt" "$out/survived.txt" >"$out/difference.txt"; then
    echo "error: verifier/mutants.tsv does not list what survives (<: listed, but killed; >: survives without a reason)"
    grep '^[<>]' "$out/difference.txt"
    exit 1
fi
count() { wc -l <"$1"; }
echo "mutants: $(count "$result/caught.txt") killed, $(count "$result/timeout.txt") by the timeout," \
    "$(count "$out/survived.txt") survive and are explained in verifier/mutants.tsv"
