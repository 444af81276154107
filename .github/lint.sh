#!/usr/bin/env bash
# Lints the workflows with actionlint and zizmor, and the scripts with ShellCheck. Installs them into a temporary folder, with Go and pip.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT

python3 -m venv "$tools"
"$tools/bin/pip" install --quiet --require-hashes --requirement .github/requirements.txt
GOBIN=$tools/bin go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12

# For actionlint too, which lints the commands in workflows with ShellCheck.
PATH=$tools/bin:$PATH
# It does not know this key yet.
actionlint -ignore 'unexpected key "queue" for "concurrency" section' .github/workflows/*.yml
zizmor --persona auditor --offline --no-progress .github
shellcheck .github/*.sh src/library/update.sh
