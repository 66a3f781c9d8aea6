#!/usr/bin/env bash
# Measures `candor` against the programs of README.md and writes the table there.
#
#     benches/run.sh            measures a static release build of this checkout
#     CANDOR=… benches/run.sh   measures that binary
#
# Needs a Rust toolchain, python3 and sha256sum; an otherwise idle machine helps.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ -z "${CANDOR:-}" ]; then
    host=$(rustc -vV | sed -n 's/^host: //p')
    # As the program it is compared with: static, so that no library is loaded and nothing relocated
    # before it begins.
    case "$host" in
        *-linux-gnu) export RUSTFLAGS="${RUSTFLAGS:-} -C target-feature=+crt-static -C relocation-model=static" ;;
    esac
    cargo build --release --locked --target "$host" --bin candor
    unset RUSTFLAGS
    CANDOR=${CARGO_TARGET_DIR:-target}/$host/release/candor
fi
exec python3 benches/measure.py "$CANDOR"
