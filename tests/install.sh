#!/usr/bin/env bash
# Installs what the tests need on a bare Debian; does nothing where it is there.
#
# 1. Rust cannot be had from Debian in the version that whydeck needs: where it is missing, this says so.
# 2. npm (reveal.js and the fonts come from it), a C compiler (for the regular expressions that colour code) and
#    Chromium (decks are tested in it) come from Debian, with one apt-get for all that is missing; so does Firefox, but
#    where there is no apt-get the tests go without.
# 3. axe-core, a checker of accessibility, reveal.js, which decks are compared with, and the schema of SARIF with a
#    validator come from npm into tests/node_modules, in the versions of the lock file.
set -euo pipefail

chromium="${CHROMIUM:-/usr/bin/chromium}"

tests="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

fail() {
  echo "tests/install.sh: $*" >&2
  exit 1
}

has() { command -v "$1" >/dev/null; }

has cargo || fail "cargo is missing: install Rust from https://rustup.rs"

packages=()
has npm || packages+=(npm)
has cc || packages+=(gcc libc6-dev)
if [ ! -x "$chromium" ]; then
  [ -z "${CHROMIUM:-}" ] || fail "CHROMIUM names $CHROMIUM, which is not there"
  packages+=(chromium)
fi

checker() {
  local installed="$tests/node_modules/.package-lock.json"
  [ "$installed" -nt "$tests/package-lock.json" ] && return
  echo "installing what tests/package-lock.json names"
  npm ci --prefix "$tests" --ignore-scripts --no-audit --no-fund --loglevel=error
  touch "$installed"
}
if has apt-get && [ ! -x "${FIREFOX:-/usr/bin/firefox-esr}" ]; then packages+=(firefox-esr); fi
[ ${#packages[@]} -gt 0 ] || { checker; exit 0; }

has apt-get || fail "install ${packages[*]}, in your system's words for them; CHROMIUM can name a Chromium elsewhere"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  has sudo || fail "missing, and neither root nor sudo is there: apt-get install ${packages[*]}"
  as_root=(sudo)
fi

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
echo "installing ${packages[*]}"
if ! { "${as_root[@]}" apt-get update \
    && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"
  } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  exit 1
fi
checker
