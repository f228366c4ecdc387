#!/usr/bin/env bash
# Builds what is shipped twice, in two folders, and compares: the same source is the same program, byte by
# byte, wherever it is built. What is committed is built. PROFILE=release takes less time and proves the same of that
# profile; SKIP_WEB=1 leaves the web client out; KEEP=folder keeps both programs, to look at what differs.
set -euo pipefail
cd "$(dirname "$0")/../.."
profile="${PROFILE:-shipping}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# Whatever is set around us, both are built alike.
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET_DIR CARGO_INCREMENTAL RUSTFLAGS CARGO_ENCODED_RUSTFLAGS RUSTC_WRAPPER
for name in $(compgen -e | grep '^CARGO_PROFILE_' || true); do unset "$name"; done
# Whoever works on meanwhile changes nothing of what is compared.
commit="$(git rev-parse --short HEAD)"
SOURCE_DATE_EPOCH="$(git log -1 --format=%ct "$commit")"
export SOURCE_DATE_EPOCH
home="${CARGO_HOME:-$HOME/.cargo}"

# Paths are taken out by a wrapper and not by RUSTFLAGS, which are part of what cargo names each crate by.
cat >"$work/rustc" <<'WRAPPER'
#!/bin/sh
exec "$@" --remap-path-prefix="$TILLIT_SOURCE=/tillit" --remap-path-prefix="$TILLIT_CARGO=/cargo"
WRAPPER
chmod +x "$work/rustc"
export RUSTC_WRAPPER="$work/rustc" TILLIT_CARGO="$home"

begun=$SECONDS
# Names of different length: what depends on that shows, too.
for copy in one another; do
    source="$work/$copy"
    mkdir "$source"
    git archive "$commit" | tar -x -C "$source"
    (
        cd "$source"
        export TILLIT_SOURCE="$source"
        export CFLAGS="-ffile-prefix-map=$source=/tillit -ffile-prefix-map=$home=/cargo"
        cargo build --quiet --locked --profile "$profile" --bin tillit
        # A build that cannot make the web client only warns.
        [ -n "${SKIP_WEB:-}" ] || [ -f crates/web/dist/index.html ] || {
            echo "the web client was not built: Node 20.19 or newer, and npm's registry" >&2
            exit 1
        }
        mv "target/$profile/tillit" "$work/tillit-$copy"
        rm -rf target crates/web/node_modules
    )
    echo "$copy: $(sha256sum "$work/tillit-$copy" | cut -d' ' -f1), $((SECONDS - begun)) s"
done
if [ -n "${KEEP:-}" ]; then
    mkdir -p "$KEEP" && cp "$work"/tillit-* "$KEEP"
fi
for path in "$work" "$home/registry"; do
    if grep -qaF "$path" "$work/tillit-one"; then
        echo "a path of this machine stands in the program: $path" >&2
        exit 1
    fi
done
if ! cmp "$work/tillit-one" "$work/tillit-another"; then
    echo "$(cmp -l "$work/tillit-one" "$work/tillit-another" | wc -l) bytes differ" >&2
    exit 1
fi
echo "reproducible: $commit, $profile, $(rustc --version)"
