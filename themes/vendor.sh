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
# Of the icons a build needs two folders of drawings, and the names.
(
  cd vendor/@fortawesome/fontawesome-free
  rm -rf css js scss sprites sprites-full svgs-full webfonts svgs/brands
  cd metadata && rm -f categories.yml icon-families.yml icons.yml sponsors.yml
)
rm -rf vendor.tmp
