#!/usr/bin/env bash
# Starts one execution of a state machine and expects "key": "value" in its output.
# Usage: smoke-test.sh STATE_MACHINE_ARN, with AWS credentials for its region
set -euo pipefail

execution=$(aws stepfunctions start-execution \
  --state-machine-arn "$1" --input '{"smoke":"test"}' --query executionArn --output text)

status=RUNNING
for _ in $(seq 60); do
  status=$(aws stepfunctions describe-execution --execution-arn "$execution" --query status --output text)
  [ "$status" = RUNNING ] || break
  sleep "${SMOKE_TEST_INTERVAL:-2}"
done

if [ "$status" != SUCCEEDED ]; then
  echo "The execution $execution must succeed within two minutes, was $status" >&2
  aws stepfunctions describe-execution --execution-arn "$execution" >&2
  exit 1
fi
output=$(aws stepfunctions describe-execution --execution-arn "$execution" --query output --output text)
expected='import json, sys; sys.exit(json.load(sys.stdin) != {"smoke": "test", "key": "value"})'
if ! python3 -c "$expected" <<<"$output"; then
  echo "The output must be {\"smoke\":\"test\",\"key\":\"value\"}, was $output" >&2
  exit 1
fi
echo "$output"
