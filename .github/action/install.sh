#!/usr/bin/env bash
# Builds candor from the action's own source, unless PROGRAM names one.
set -euo pipefail

if [[ -z "${PROGRAM:-}" ]]; then
    cargo install --locked --path "$ACTION_PATH" --root "$RUNNER_TEMP/candor"
fi
