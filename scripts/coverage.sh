#!/usr/bin/env bash
# Which lines of the trusted code no test runs: numbers, mechanism, lp, the readers in dialects, and the checker's program.
# Each crate must have more than 98 % of its lines run by the tests of these crates.
#
#   scripts/coverage.sh          a line for each crate; exit code 1 below 98 %
#   scripts/coverage.sh --lines  the lines that no test runs, too
#
# The tools of LLVM are those of the Rust toolchain, and are installed with rustup if they are missing. What is built goes to
# target/coverage.
set -euo pipefail
cd "$(dirname "$0")/.."
least=98

tools() { dirname "$(ls "$(rustc --print sysroot)"/lib/rustlib/*/bin/llvm-cov 2>/dev/null | head -n 1)"; }
if [ ! -x "$(tools)/llvm-cov" ]; then
    rustup component add llvm-tools >/dev/null 2>&1 ||
        { echo "error: no llvm-cov: run rustup component add llvm-tools" >&2; exit 2; }
fi
tools=$(tools)

folder=$PWD/target/coverage
rm -rf "$folder/profiles"
mkdir -p "$folder/profiles"
# A number for each program, so that those that tests start are counted too.
export LLVM_PROFILE_FILE="$folder/profiles/%m-%p.profraw"
export RUSTFLAGS="-C instrument-coverage" CARGO_TARGET_DIR=$folder CARGO_PROFILE_RELEASE_OPT_LEVEL=1
export CARGO_PROFILE_RELEASE_LTO=off
packages=(-p ironproof-numbers -p ironproof-mechanism -p ironproof-lp -p ironproof-dialects -p ironproof-verifier)
cargo test --release --locked --quiet "${packages[@]}" >"$folder/tests.log" 2>&1 ||
    { tail -n 30 "$folder/tests.log" >&2; exit 1; }
programs=$(cargo test --release --locked --no-run --message-format json "${packages[@]}" 2>/dev/null |
    python3 -c 'import json, sys
for line in sys.stdin:
    program = json.loads(line).get("executable")
    if program:
        print(program)')

"$tools/llvm-profdata" merge --sparse "$folder/profiles"/*.profraw --output "$folder/all.profdata"
# shellcheck disable=SC2046
"$tools/llvm-cov" export --format lcov --instr-profile "$folder/all.profdata" \
    $(printf -- '--object %s ' $programs) >"$folder/lcov.info"

python3 - "$folder/lcov.info" "$least" "${1:-}" <<'PYTHON'
import collections
import pathlib
import sys

report, least, lines_too = sys.argv[1], float(sys.argv[2]), sys.argv[3] == "--lines"
crates = {"verifier/numbers": "numbers", "verifier/mechanism": "mechanism", "verifier/lp": "lp",
          "verifier/dialects": "dialects", "verifier/src": "verifier"}
found = collections.defaultdict(dict)
file = None
for line in pathlib.Path(report).read_text().splitlines():
    key, _, rest = line.partition(":")
    if key == "SF":
        path = pathlib.Path(rest)
        file = str(path.relative_to(pathlib.Path.cwd())) if path.is_relative_to(pathlib.Path.cwd()) else None
    elif key == "DA" and file and "/tests/" not in file:
        number, times = map(int, rest.split(",")[:2])
        found[file][number] = found[file].get(number, 0) + times
failed = False
for folder, crate in crates.items():
    files = {name: lines for name, lines in found.items() if name.startswith(f"{folder}/")}
    n = sum(map(len, files.values()))
    run = sum(times > 0 for lines in files.values() for times in lines.values())
    share = 100 * run / n if n else 0
    failed |= share <= least
    print(f"{crate:10} {run:5} of {n:5} lines: {share:6.2f} %{'' if share > least else f'  (at least {least:g} % are wanted)'}")
    if lines_too:
        for name, lines in sorted(files.items()):
            source = pathlib.Path(name).read_text().splitlines()
            for number in sorted(k for k, times in lines.items() if times == 0):
                print(f"    {name}:{number}: {source[number - 1].strip()}")
sys.exit(failed)
PYTHON
