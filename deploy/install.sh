#!/usr/bin/env bash
# Brings a machine to where the town can start: Python, Java and Maven from the system, libraries from the lock.
#   deploy/install.sh run     what the town needs
#   deploy/install.sh check   what the checks without a broker need
#   deploy/install.sh test    what the whole test-suite needs (a browser and a PDF reader too)
# What is missing is installed where you are root, and otherwise named with the command that installs it.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-run}
missing=()

say() { printf '\033[2m%s\033[0m\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }

find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11; do
        if has "$name" && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
}

java_is_17_or_newer() {
    local release
    release=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -1)
    [ "${release:-0}" -ge 17 ]
}

look_for_python() {
    python=$(find_python)
    if [ -z "$python" ]; then
        missing+=(python3 python3-venv)
    elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        missing+=(python3-venv)
    fi
}

look_for_java() {
    [ "${TROVE_PARTS:-}" = docker ] && return
    has java && java_is_17_or_newer || missing+=(default-jre-headless)
    has mvn || missing+=(maven)
}

# Ubuntu has Chromium as a snap only, which a program cannot drive: there Playwright brings its own.
is_ubuntu() { grep -q '^ID=ubuntu$' /etc/os-release 2>/dev/null; }

look_for_browser() {
    is_ubuntu || has chromium || has google-chrome || missing+=(chromium)
    compgen -G '/usr/lib/*/libatomic.so.1' >/dev/null || missing+=(libatomic1) # Playwright's own Node.js wants it
    compgen -G '/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf' >/dev/null || missing+=(fonts-noto-core)
    has pdftotext || missing+=(poppler-utils)
}

look_around() {
    missing=()
    look_for_python
    [ "$purpose" = check ] || look_for_java
    [ "$purpose" = test ] && look_for_browser
    return 0
}

install_missing() {
    if [ "$(id -u)" != 0 ] || ! has apt-get; then
        echo "Missing: ${missing[*]}" >&2
        echo "Install with: sudo apt-get update && sudo apt-get install -y ${missing[*]}" >&2
        echo "Then say the same again; nothing was changed." >&2
        exit 1
    fi
    say "installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    local log
    log=$(mktemp)
    if ! { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -20 "$log" >&2
        echo "The system's packages could not be installed: apt-get install ${missing[*]}" >&2
        exit 1
    fi
    rm -f "$log"
}

make_environment() {
    if [ -x .venv/bin/python ] && .venv/bin/python -c 'import pip' 2>/dev/null; then
        return
    fi
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
}

install_libraries() {
    local lock="requirements/$1.txt" stamp=".venv/installed-$1" now
    now=$(cat "$lock" pyproject.toml | sha256sum)
    [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && return
    say "installing the libraries of $lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r "$lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    echo "$now" >"$stamp"
}

install_browser() {
    local stamp=.venv/installed-browser
    if [ "$purpose" != test ] || ! is_ubuntu || has google-chrome || [ -e "$stamp" ]; then return; fi
    say "installing Playwright's Chromium"
    if [ "$(id -u)" = 0 ]; then
        .venv/bin/python -m playwright install --with-deps chromium
    else
        .venv/bin/python -m playwright install chromium
    fi
    if ! .venv/bin/python -c $'from tests.browser import chromium\nwith chromium(): pass' 2>/dev/null; then
        echo "Playwright's Chromium lacks libraries of the system." >&2
        echo "Install with: sudo .venv/bin/python -m playwright install-deps chromium" >&2
        echo "Then say the same again; nothing else was changed." >&2
        exit 1
    fi
    touch "$stamp"
}

look_around
if [ ${#missing[@]} -gt 0 ]; then
    install_missing
    look_around
    if [ ${#missing[@]} -gt 0 ]; then
        echo "Still missing after the installation: ${missing[*]}" >&2
        exit 1
    fi
fi
make_environment
if [ "$purpose" = run ]; then install_libraries run; else install_libraries dev; fi
install_browser
