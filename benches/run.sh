#!/usr/bin/env bash
# Measures `candor` against the programs of README.md and writes the table there.
#
#     benches/run.sh            measures a release build of this checkout
#     CANDOR=… benches/run.sh   measures that binary
#
# Needs a Rust toolchain, python3 and sha256sum; an otherwise idle machine helps.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ -z "${CANDOR:-}" ]; then
    cargo build --release --locked
    CANDOR=${CARGO_TARGET_DIR:-target}/release/candor
fi
exec python3 benches/measure.py "$CANDOR"
