#!/usr/bin/env bash
# Breaks the trusted crates in every way that cargo-mutants knows, one at a time, and runs their tests. A mutant that survives must
# stand in verifier/mutants.tsv with the reason why it is no fault; one that is killed must not.
#
#   scripts/mutants.sh                             all of them, about ten minutes on two free cores
#   scripts/mutants.sh --record                    all of them; writes into the list which sources they were made of
#   scripts/mutants.sh --if-changed                all of them if the sources are others than those of the record, and
#                                                  else a twelfth, another one after each commit
#   scripts/mutants.sh --file '*/lp/src/check.rs'  other arguments go to cargo-mutants, and only its result is shown
set -euo pipefail
cd "$(dirname "$0")/.."
list=verifier/mutants.tsv

# What decides which mutants survive: the trusted crates with their tests, the libraries under them, and this script.
sources() {
    find verifier/numbers verifier/mechanism verifier/lp scripts/mutants.sh -type f -print0 |
        LC_ALL=C sort -z | xargs -0 sha256sum
    grep -A 3 -E '^name = "(dashu-|num-)' Cargo.lock
}
digest=$(sources | sha256sum | cut -d ' ' -f 1)
record="# Every mutant was tried on the sources with this digest: "

mode=all
case ${1:-} in
--record) mode=record; shift ;;
--if-changed) shift; grep -qxF "$record$digest" "$list" && mode=sample ;;
?*) mode=free ;;
esac
if [ "$mode" = sample ]; then
    n=12
    set -- --sharding round-robin --shard "$(($(git rev-list --count HEAD 2>/dev/null || echo 0) % n))/$n" "$@"
    echo "mutants: the trusted crates are those of the record in $list; a twelfth is tried again"
fi

version=27.1.0
cargo mutants --version 2>/dev/null | grep -qx "cargo-mutants $version" ||
    cargo install cargo-mutants --version "$version" --locked --quiet --debug

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
[ "$mode" != free ] || exit 0

# Without line and column, which move.
result=$out/mutants.out
sed -E 's/:[0-9]+:[0-9]+:/:/' "$result/missed.txt" | LC_ALL=C sort >"$out/survived.txt"
grep -v '^#' "$list" | cut -f1 | LC_ALL=C sort >"$out/explained.txt"
# In a sample, what is listed may be a mutant of another part.
listed=$out/explained.txt
if [ "$mode" = sample ]; then
    LC_ALL=C comm -12 "$listed" "$out/survived.txt" >"$out/listed.txt"
    listed=$out/listed.txt
fi
if ! diff "$listed" "$out/survived.txt" >"$out/difference.txt"; then
    echo "error: $list does not list what survives (<: listed, but killed; >: survives without a reason)"
    grep '^[<>]' "$out/difference.txt"
    exit 1
fi
if [ "$mode" = record ]; then
    grep -vF "$record" "$list" >"$out/list.tsv"
    { echo "$record$digest"; cat "$out/list.tsv"; } >"$out/recorded.tsv"
    mv "$out/recorded.tsv" "$list"
fi
count() { wc -l <"$1"; }
echo "mutants: $(count "$result/caught.txt") killed, $(count "$result/timeout.txt") by the timeout," \
    "$(count "$out/survived.txt") survive and are explained in $list"
