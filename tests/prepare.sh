#!/usr/bin/env bash
# Sees to it that the tests' programs are there: PostgreSQL's server (initdb, postgres, psql), Python with
# venv for the walk along the OpenAPI document, Node with the OpenID provider of the log-in tests and, for
# the web client, Chromium.
# As root on Debian it installs what is missing; otherwise it says what to install and fails.
set -euo pipefail

have_postgres() {
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && command -v runuser >/dev/null
}

if ! have_postgres; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing PostgreSQL for the tests …"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql util-linux >/dev/null
    fi
fi

if ! have_postgres; then
    echo "The tests need PostgreSQL's server programs: apt-get install postgresql (as root)" >&2
    exit 1
fi

have_python() {
    python3 -c 'import ensurepip, venv' >/dev/null 2>&1
}

if ! have_python; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing Python for the tests …"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-venv >/dev/null
    fi
fi

if ! have_python; then
    echo "The tests need Python with venv: apt-get install python3-venv (as root)" >&2
    exit 1
fi

if ! command -v chromium >/dev/null && [ -z "${CHROMIUM:-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the web client's tests …"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi
if ! command -v chromium >/dev/null && [ -z "${CHROMIUM:-}" ]; then
    echo "The web client's tests need Chromium: apt-get install chromium (as root), or set CHROMIUM" >&2
    exit 1
fi
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "The web client needs Node 20.19 or newer, with npm" >&2
    exit 1
fi

# The OpenID provider of the log-in tests, as its lock file has it.
oidc="$(dirname "$0")/oidc"
if ! cmp -s "$oidc/package-lock.json" "$oidc/node_modules/installed-lock.json"; then
    echo "Installing the OpenID provider for the tests …"
    (cd "$oidc" && npm ci --silent --no-audit --no-fund)
    cp "$oidc/package-lock.json" "$oidc/node_modules/installed-lock.json"
fi
