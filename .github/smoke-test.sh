#!/usr/bin/env bash
# Starts one execution with the input of the case `example`, which must end as that case expects.
# Usage: smoke-test.sh STATE_MACHINE_ARN, with AWS credentials for its region
set -euo pipefail
cd "$(dirname "$0")/.."
case=src/test/workflow/example.json

fail() {
  echo "$1" >&2
  # A merge is reverted relative to its first parent.
  merge=$(git rev-parse --quiet --verify HEAD^2 >/dev/null 2>&1 && echo "-m 1 " || true)
  echo "To roll back, merge a pull request with this commit reverted; run: git revert $merge$(git rev-parse HEAD 2>/dev/null || echo COMMIT)" >&2
  exit 1
}

input=$(python3 -c 'import json, sys; print(json.dumps(json.load(open(sys.argv[1]))["input"]))' "$case")
type=$(aws stepfunctions describe-state-machine --state-machine-arn "$1" --query type --output text)
if [ "$type" = EXPRESS ]; then
  execution=$(aws stepfunctions start-sync-execution --state-machine-arn "$1" --input "$input" --output json)
else
  arn=$(aws stepfunctions start-execution --state-machine-arn "$1" --input "$input" --query executionArn --output text)
  for _ in $(seq 60); do
    execution=$(aws stepfunctions describe-execution --execution-arn "$arn" --output json)
    [[ $execution =~ \"status\":\ *\"RUNNING\" ]] || break
    sleep "${SMOKE_TEST_INTERVAL:-2}"
  done
fi

[[ ! $execution =~ \"status\":\ *\"RUNNING\" ]] || fail "The execution must end within two minutes, was $execution"
python3 .github/check-execution.py "$case" <<<"$execution" || fail "The execution must end as $case expects, was $execution"
echo "$execution"
