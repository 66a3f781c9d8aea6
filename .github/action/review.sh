#!/usr/bin/env bash
# What the action does once there is a candor: findings as annotations, what the change means as
# Markdown. Everything comes by the environment; action.yml says what each variable means.
set -euo pipefail

candor=${PROGRAM:-$RUNNER_TEMP/candor/bin/candor}
worst=0
# Goes on after what fails, so that one run says everything; 2 (it could not be done) outweighs 1.
note() { if (($1 > worst)); then worst=$1; fi; }

paths=()
while IFS= read -r path; do
    if [[ -n "$path" ]]; then paths+=("$path"); fi
done <<<"${PATHS:-}"

# Texts in commands of the runner.
escaped() {
    local text=${1//'%'/'%25'}
    text=${text//$'\r'/'%0D'}
    text=${text//$'\n'/'%0A'}
    text=${text//:/'%3A'}
    printf '%s' "${text//,/'%2C'}"
}

# Runs what quotes from files: a line of one that looks like a command of the runner is none. The word that ends
# that is one nobody can know, and both outputs are one stream, so that none of it comes after that word.
quoting() {
    local token code=0
    token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '::stop-commands::%s\n' "$token"
    "$@" 2>&1 || code=$?
    printf '\n::%s::\n' "$token"
    return "$code"
}

"$candor" check --message-format github -- ${paths[@]+"${paths[@]}"} || note $?

if [[ "${FMT:-false}" == true ]]; then
    code=0
    loose=$("$candor" fmt --check -- ${paths[@]+"${paths[@]}"}) || code=$?
    note "$code"
    while IFS= read -r file; do
        if [[ -n "$file" ]]; then
            printf '::error file=%s::this file is not in the style; run `candor fmt`\n' "$(escaped "$file")"
        fi
    done <<<"$loose"
fi

if [[ "${BUILD:-false}" == true ]]; then
    quoting "$candor" build --check -- ${paths[@]+"${paths[@]}"} || note $?
fi

if [[ "${BASE:-none}" != none && -n "${BASE:-}" ]]; then
    if [[ ! "$BASE" =~ ^[0-9A-Za-z][0-9A-Za-z._/-]*$ ]]; then
        printf '::error::the base is not the name of a commit\n'
        exit 2
    fi
    # A checkout usually has one commit only.
    if ! git rev-parse --quiet --verify --end-of-options "$BASE^{commit}" >/dev/null; then
        git fetch --quiet --no-tags --depth=1 origin "$BASE" || {
            # What was not compared must not look as if nothing had changed.
            printf '::error::the base %s is not in this repository, so nothing was compared\n' "$(escaped "$BASE")"
            exit 2
        }
        BASE=$(git rev-parse FETCH_HEAD)
    fi
    file=$RUNNER_TEMP/candor-diff.md
    arguments=(diff --git "$BASE" --format md --out "$file")
    if [[ "${FAIL_ON:-none}" != none ]]; then arguments+=(--fail-on "$FAIL_ON"); fi
    code=0
    quoting "$candor" "${arguments[@]}" -- ${paths[@]+"${paths[@]}"} || code=$?
    note "$code"
    if ((code < 2)); then
        # A summary may have 1 MiB, a comment 65,536 characters.
        head -c 1000000 "$file" | iconv -c -f UTF-8 -t UTF-8 >>"$GITHUB_STEP_SUMMARY"
        if (($(wc -c <"$file") > 60000)); then
            short=$(head -c 59000 "$file" | iconv -c -f UTF-8 -t UTF-8)
            printf '%s\n\n… The rest is in the summary of the run.\n' "$short" >"$file"
        fi
        printf 'diff=%s\n' "$file" >>"$GITHUB_OUTPUT"
    fi
fi

exit "$worst"
