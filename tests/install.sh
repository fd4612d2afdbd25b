#!/usr/bin/env bash
# Installs what the tests need on a bare Debian; does nothing where it is there.
#
# 1. Rust cannot be had from Debian in the version that whydeck needs: where it is missing, this says so.
# 2. npm (reveal.js and the fonts come from it), a C compiler (for the regular expressions that colour code) and
#    Chromium (decks are tested in it) come from Debian, with one apt-get for all that is missing.
set -euo pipefail

chromium="${CHROMIUM:-/usr/bin/chromium}"

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
[ ${#packages[@]} -gt 0 ] || exit 0

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
