#!/usr/bin/env bash
# Sees that the state machine is active, and starts one execution with the input of a case, which must end as that case expects; its
# mocks are left out.
# Usage: smoke-test.sh STATE_MACHINE_ARN, with AWS credentials for its region, and the case's name in SMOKE_CASE, by default example; none,
# or an empty name, starts nothing. Without an ARN: only sees that the case is there
set -euo pipefail
cd "$(dirname "$0")/.."

refuse() { echo "$1" >&2; exit 1; }

failed_execution() {
  echo "$1" >&2
  # A merge is reverted relative to its first parent.
  merge=$(git rev-parse --quiet --verify HEAD^2 >/dev/null 2>&1 && echo "-m 1 " || true)
  refuse "To roll back, merge a pull request with this commit reverted; run: git revert $merge$(git rev-parse HEAD 2>/dev/null || echo COMMIT)"
}

name=${SMOKE_CASE-example}
name=${name:-none}
if [ "$name" != none ]; then
  case=$(find src/test/workflow -name "$name.json" -type f 2>/dev/null | head -n 1)
  [ -n "$case" ] || refuse "The variable SMOKE_CASE must name a case in src/test/workflow, or be none, was $name: there is no $name.json"
  input=$(python3 -c 'import json, sys; print(json.dumps(json.load(open(sys.argv[1], encoding="utf-8"))["input"]))' "$case")
fi
[ $# -gt 0 ] || exit 0

read -r status type <<<"$(aws stepfunctions describe-state-machine --state-machine-arn "$1" --query '[status, type]' --output text)"
[ "$status" = ACTIVE ] || refuse "The state machine must be ACTIVE, was $status"
if [ "$name" = none ]; then
  echo "The state machine is ACTIVE. No execution was started: SMOKE_CASE names no case"
  exit
fi

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

# What runs longer may be meant to, and what ends otherwise than the case expects may be the case's mistake.
[[ ! $execution =~ \"status\":\ *\"RUNNING\" ]] || refuse "The execution must end within two minutes, was $execution; set SMOKE_CASE to a case that ends sooner"
result=0
python3 .github/check-execution.py "$case" <<<"$execution" || result=$?
case $result in
  0) echo "$execution" ;;
  2) failed_execution "The execution has failed, was $execution" ;;
  *) refuse "The execution must end as $case expects, was $execution; correct the case, or set SMOKE_CASE to another" ;;
esac
