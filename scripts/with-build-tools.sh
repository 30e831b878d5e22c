#!/bin/sh
# Runs a command with everything that compiling HiGHS needs: a C++ compiler, make or ninja, cmake and
# the libclang shared library. What is missing is installed first: with apt-get where this user may
# (root, or sudo without a password), else as Python wheels under target/build-tools.
#
#   scripts/with-build-tools.sh cargo build --release --locked && target/release/ironproof verify instances
#   scripts/with-build-tools.sh --tests cargo test --release --locked --workspace --exclude ironproof-python
#
# With --tests also the programs that tests compare with: python3, glpsol, cbc, coqc and valgrind. No test is left out because a
# program is missing: it fails.
set -eu

tests=
if [ "${1:-}" = --tests ]; then
    tests=yes
    shift
fi

say() { printf '%s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }
root=$(cd "$(dirname "$0")/.." && pwd)
wheels=$root/target/build-tools

have_libclang() {
    [ -n "${LIBCLANG_PATH:-}" ] && return 0
    for lib in /usr/lib/llvm-*/lib/libclang*.so* /usr/lib/*/libclang-[0-9]*.so* /usr/lib/*/libclang.so* \
        /usr/lib64/libclang.so* /usr/local/lib/libclang.so*; do
        case $lib in
        *libclang-cpp*) ;;
        *) [ -e "$lib" ] && return 0 ;;
        esac
    done
    return 1
}

missing() {
    { have c++ || have g++ || have clang++; } || printf 'compiler '
    { have make || have ninja; } || printf 'make '
    have cmake || printf 'cmake '
    have_libclang || printf 'libclang '
    [ -z "$tests" ] || missing_for_tests
}

missing_for_tests() {
    have python3 || printf 'python3 '
    have glpsol || printf 'glpsol '
    have cbc || printf 'cbc '
    have coqc || printf 'coqc '
    have valgrind || printf 'valgrind '
}

use_wheels() {
    PATH=$wheels/bin:$PATH
    PYTHONPATH=$wheels${PYTHONPATH:+:$PYTHONPATH}
    export PATH PYTHONPATH
    if [ -z "${LIBCLANG_PATH:-}" ] && [ -d "$wheels/clang/native" ]; then
        LIBCLANG_PATH=$wheels/clang/native
        export LIBCLANG_PATH
    fi
    if ! have make; then
        CMAKE_GENERATOR=Ninja
        export CMAKE_GENERATOR
    fi
}

have cargo || [ ! -r "$HOME/.cargo/env" ] || . "$HOME/.cargo/env"
have cargo || { say "error: cargo is not installed: install Rust first (rustup)"; exit 2; }

[ ! -d "$wheels" ] || use_wheels
lack=$(missing)
if [ -n "$lack" ] && have apt-get && [ "${IRONPROOF_NO_APT:-}" = "" ]; then
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        if have sudo && sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root=no; fi
    fi
    if [ "$as_root" != no ]; then
        say "installing with apt-get: $lack"
        $as_root apt-get update -qq >&2 || true
        packages="ca-certificates g++ make cmake"
        [ -z "$tests" ] || packages="$packages python3 python3-venv glpk-utils coinor-cbc coq valgrind"
        if ! have_libclang; then
            packages="$packages $(apt-cache search --names-only '^libclang1-[0-9]+$' | cut -d' ' -f1 | sort -V | tail -n 1)"
        fi
        # shellcheck disable=SC2086 # a list of packages
        DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $packages >&2 || true
        lack=$(missing)
    fi
fi
if [ -n "$lack" ] && have python3; then
    case $lack in
    *compiler* | *glpsol* | *cbc* | *coqc* | *valgrind*) ;;
    *)
        say "installing as Python wheels into target/build-tools: $lack"
        python3 -m pip install --quiet --disable-pip-version-check --target "$wheels" cmake ninja libclang >&2 || true
        use_wheels
        lack=$(missing)
        ;;
    esac
fi
if [ -n "$lack" ]; then
    say "error: still missing: $lack"
    say "install them, for example: apt-get install g++ make cmake libclang1-14"
    [ -z "$tests" ] || say "and for the tests: apt-get install python3 python3-venv glpk-utils coinor-cbc coq valgrind"
    exit 2
fi

if [ -z "$(find "$root/target" -name 'libhighs.a' -print -quit 2>/dev/null)" ]; then
    say "the first build compiles HiGHS from source, which takes some minutes, once"
fi
exec "$@"
