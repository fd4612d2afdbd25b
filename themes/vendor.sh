#!/bin/sh
# Fills themes/vendor/ from the lock file, so that whydeck builds (and `cargo package` works) without npm afterwards.
set -eu
cd "$(dirname "$0")"
rm -rf vendor vendor.tmp
mkdir vendor.tmp
cp package.json package-lock.json vendor.tmp/
(cd vendor.tmp && npm ci --ignore-scripts --no-audit --no-fund)
mkdir vendor
cp -R vendor.tmp/node_modules/. vendor/
rm -rf vendor.tmp
