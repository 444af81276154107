#!/usr/bin/env bash
# Asks AWS whether it would accept the selected stack's definition. A preview asks too, but only
# when it knows the definition: not before the first deployment, nor when a pinned version changes.
# Usage: validate-definition.sh FILE, with AWS credentials
set -euo pipefail

type=$(pulumi config get stepFunctionType 2>/dev/null || echo STANDARD)
answer=$(aws stepfunctions validate-state-machine-definition --type "$type" --definition "file://$1" --output json)
echo "$answer"
# The command succeeds whatever the answer is.
python3 -c 'import json, sys; sys.exit(json.load(sys.stdin)["result"] != "OK")' <<<"$answer"
