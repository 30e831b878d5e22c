#!/usr/bin/env bash
# Builds `ironproof` without solvers, and `ironproof-verifier`, as programs that run on any Linux with this processor:
#   scripts/static.sh [FOLDER]     default: target/static
# Over musl where rustup has or gets that target, and else over a static glibc. Neither program loads a library.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-target/static}
machine=$(rustc -vV | sed -n 's/^host: \([^-]*\).*/\1/p')
target=$machine-unknown-linux-musl
sysroot=$(rustc --print sysroot)
if [[ ! -d $sysroot/lib/rustlib/$target ]] && ! rustup target add "$target" >/dev/null 2>&1; then
    target=$machine-unknown-linux-gnu
    export RUSTFLAGS="${RUSTFLAGS:-} -C target-feature=+crt-static"
fi
cargo build --release --locked --no-default-features --target "$target"
mkdir -p "$folder"
for program in ironproof ironproof-verifier; do
    cp "target/$target/release/$program" "$folder/$program"
    if ldd "$folder/$program" 2>&1 | grep -q '=>'; then
        echo "$folder/$program is not static" >&2
        exit 1
    fi
done
"$folder/ironproof" solve instances/finite/three-types.json --certify
echo "for $target: $folder/ironproof, $folder/ironproof-verifier"
