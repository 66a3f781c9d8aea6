#!/usr/bin/env bash
# Instructions of a whole `candor build`, by valgrind: the same on a busy machine.
#
#     benches/instructions.sh [SIZE…]    sizes in samples; 1 and 10 unless told otherwise
#
# `callgrind_annotate --inclusive=yes FILE` then says where they went. For names rather
# than addresses, build with
#
#     CARGO_PROFILE_RELEASE_STRIP=none CARGO_PROFILE_RELEASE_DEBUG=line-tables-only
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v valgrind >/dev/null || { echo 'valgrind is not installed' >&2; exit 2; }

target=${CARGO_TARGET_DIR:-target}
work=$target/instructions
mkdir -p "$work"
export CANDOR_CACHE_DIR=$work/cache
rustc -O -o "$work/generate" benches/baseline/generate.rs
cargo build --release --locked
candor=$(realpath "$target/release/candor")
[ $# -gt 0 ] || set -- 1 10
cd "$work"
for size in "$@"; do
    ./generate times "$size" >"$size.candor"
    rm -rf dist
    valgrind --tool=callgrind --callgrind-out-file="callgrind.$size" "$candor" build "$size.candor" 2>&1 |
        awk -v size="$size" -v file="$work/callgrind.$size" '/Collected/ { print size " samples: " $NF " instructions, in " file }'
done
