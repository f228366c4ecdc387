#!/usr/bin/env bash
# Walks every operation of the OpenAPI document against a running demo (API-7).
# Python packages go to a folder of their own beside the build; nothing is installed on the machine.
# PROFILE=release walks a release build, as the long walk of `make soak` does.
set -euo pipefail
cd "$(dirname "$0")/../.."
target="${CARGO_TARGET_DIR:-target}"
python="$target/contract/bin/python"
wanted="tests/contract/requirements.txt"

if ! cmp -s "$wanted" "$target/contract/installed.txt"; then
    python3 -m venv "$target/contract"
    "$python" -m pip install --quiet --disable-pip-version-check -r "$wanted"
    cp "$wanted" "$target/contract/installed.txt"
fi
profile="${PROFILE:-dev}"
SKIP_WEB=1 cargo build --quiet --profile "$profile" --bin tillit
[ "$profile" != dev ] || profile=debug
exec "$python" tests/contract/walk.py "$target/$profile/tillit" "$@"
