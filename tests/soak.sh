#!/usr/bin/env bash
# The full counts of everything random (docs/soak.md), and at the end a line for each that ran. A shorter run gives
# bounds by variables, each in the table there:  CASES=20000 ROUNDS=2 KILLS=20 PHONES=1000 make soak
#   CASES=… tests/soak.sh parsers      what outside text meets, alone
# A count that failed is said, the others go on, and the whole fails.
set -uo pipefail
cd "$(dirname "$0")/.."

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
# The web client has its own tests; nothing here asks for it.
export SOAK=1 SOAK_LOG="$log" SKIP_WEB=1
export SOAK_KILLS="${KILLS:-}" SOAK_PHONES="${PHONES:-}" SOAK_ROWS="${ROWS:-}" \
    SOAK_SEQUENCES="${SEQUENCES:-}" SOAK_EXPORTS="${EXPORTS:-}"
profile=(--release)
[ "${PROFILE:-release}" = dev ] && profile=()
failed=()

# What, how many, from which seed, and the command.
step() {
    local what="$1" many="$2" seed="$3" begun=$SECONDS
    shift 3
    if "$@"; then
        echo "| $what | $many | $((SECONDS - begun)) | $seed |" >>"$log"
    else
        failed+=("$what")
    fi
}

rounds() {
    local round
    for round in $(seq "$1"); do
        PROPTEST_CASES="${PROPERTY_CASES:-20000}" cargo test -q "${profile[@]}" --workspace --exclude tests || return 1
    done
}

parsers() {
    step "inputs for each parser of outside text" "${CASES:-1000000}" none \
        env PROPTEST_CASES="${CASES:-1000000}" \
        cargo test -q "${profile[@]}" -p domain -p documents -p api --lib -- fuzz::
}

parsers
if [ "${1:-all}" != parsers ]; then
    # Properties with a number of cases of their own draw anew each time.
    step "rounds of all properties, ${PROPERTY_CASES:-20000} cases each where they name no number" \
        "${ROUNDS:-50}" none rounds "${ROUNDS:-50}"
    # Tests that draw nothing run along: they meet other moments in a release build. ONLY=kill names some.
    step "tests through HTTP in a release build" 1 none \
        cargo test "${profile[@]}" -p tests -- ${ONLY:-}
    step "examples for each operation, as three people" "${EXAMPLES:-200}" 1 \
        env PROFILE="${PROFILE:-release}" tests/contract/run.sh --examples "${EXAMPLES:-200}"
fi

echo
echo "$(date --iso-8601), $(git rev-parse --short HEAD), $(nproc) cores, ${PROFILE:-release} build:"
echo
echo "| what | how many | seconds | seed |"
echo "|---|---:|---:|---|"
cat "$log"
for what in "${failed[@]}"; do
    echo "| $what | **failed** | | |"
done
[ ${#failed[@]} = 0 ]
