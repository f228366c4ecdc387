#!/usr/bin/env bash
# Builds what is shipped twice, in two folders, and compares: the same source is the same program, byte by
# byte, wherever it is built. PROFILE=release takes less time and proves the same of that profile.
set -euo pipefail
cd "$(dirname "$0")/../.."
profile="${PROFILE:-shipping}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
home="${CARGO_HOME:-$HOME/.cargo}"
for copy in one another; do
    mkdir "$work/$copy"
    git archive HEAD | tar -x -C "$work/$copy"
    (
        cd "$work/$copy"
        export SOURCE_DATE_EPOCH="$(git -C "$OLDPWD" log -1 --format=%ct)"
        export RUSTFLAGS="--remap-path-prefix=$PWD=/tillit --remap-path-prefix=$home=/cargo"
        export CFLAGS="-ffile-prefix-map=$PWD=/tillit -ffile-prefix-map=$home=/cargo"
        cargo build --quiet --locked --profile "$profile" --bin tillit
        sha256sum "target/$profile/tillit" | cut -d' ' -f1 >"$work/$copy.sha256"
        rm -rf target
    )
    echo "$copy: $(cat "$work/$copy.sha256")"
done
cmp "$work/one.sha256" "$work/another.sha256" && echo "reproducible"
