#!/usr/bin/env bash
# Installs what the tests need on a bare Debian; does nothing where it is there.
set -euo pipefail

chromium="${CHROMIUM:-/usr/bin/chromium}"

for tool in cargo npm; do
  if ! command -v "$tool" >/dev/null; then
    case "$tool" in
      cargo) hint="install Rust from https://rustup.rs" ;;
      npm) hint="install Node.js with npm (Debian: apt-get install npm); reveal.js and the fonts come from it" ;;
    esac
    echo "tests/install.sh: $tool is missing: $hint" >&2
    exit 1
  fi
done

if [ -x "$chromium" ]; then
  exit 0
fi
if [ -n "${CHROMIUM:-}" ]; then
  echo "tests/install.sh: CHROMIUM names $CHROMIUM, which is not there" >&2
  exit 1
fi
if ! command -v apt-get >/dev/null; then
  echo "tests/install.sh: install Chromium and name it in CHROMIUM" >&2
  exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "tests/install.sh: chromium is missing, and neither root nor sudo is there: apt-get install chromium" >&2
    exit 1
  fi
  as_root=(sudo)
fi

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
echo "installing chromium"
if ! { "${as_root[@]}" apt-get update \
    && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium
  } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  exit 1
fi
