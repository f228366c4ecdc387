#!/usr/bin/env bash
# Everything about the web client: types and lint, unit tests, build, size, and the end-to-end tests in
# Chromium against the debug binary. Says what to install when something is missing.
set -euo pipefail
cd "$(dirname "$0")"
target=${CARGO_TARGET_DIR:-$(cd ../.. && pwd)/target}

command -v node >/dev/null || { echo "The web client needs Node 20.19 or newer" >&2; exit 1; }
if ! [ node_modules/.package-lock.json -nt package-lock.json ]; then
    npm ci --no-audit --no-fund --loglevel=error
    touch node_modules/.package-lock.json
fi
npm run -s check
npm run -s unit
npm run -s build
npm run -s size

browser=${CHROMIUM:-/usr/bin/chromium}
[ -x "$browser" ] || { echo "The end-to-end tests need Chromium: apt-get install chromium (as root), or set CHROMIUM" >&2; exit 1; }
[ -x "$target/debug/tillit" ] || (cd ../.. && SKIP_WEB=1 cargo build -q --bin tillit)
# The provider that people log in by, as its lock file has it.
oidc=../../tests/oidc
if ! cmp -s "$oidc/package-lock.json" "$oidc/node_modules/installed-lock.json"; then
    (cd "$oidc" && npm ci --no-audit --no-fund --loglevel=error)
    cp "$oidc/package-lock.json" "$oidc/node_modules/installed-lock.json"
fi
npm run -s e2e
