#!/usr/bin/env bash
# Checks that the state machines of the plan are active, and starts one execution with the input of a case, which must end as that case
# expects; its mocks are left out. With release: gradual it starts the version that was published last, before the version is released.
# Usage: smoke-test.sh run, with the stack selected, AWS credentials for its region, and the case's name in SMOKE_CASE, by default example;
# refund/late is a case of the further workflow refund; none, or an empty name, starts nothing. Without run: only checks that the case is
# there
set -euo pipefail
cd "$(dirname "$0")/.."

refuse() { echo "$1" >&2; exit 1; }

failed_execution() {
  echo "$1" >&2
  # A merge is reverted relative to its first parent.
  merge=$(git rev-parse --quiet --verify HEAD^2 >/dev/null 2>&1 && echo "-m 1 " || true)
  refuse "To roll back, merge a pull request with this commit reverted; run: git revert $merge$(git rev-parse HEAD 2>/dev/null || echo COMMIT)"
}

# A line with name, type, and the ARNs of state machine, version and alias for each workflow of the plan.
state_machines() { pulumi stack export | python3 .github/deployed.py workflows; }

machines=
[ "${1:-}" != run ] || machines=$(state_machines)

name=${SMOKE_CASE-example}
name=${name:-none}
workflow=workflow
if [ "$name" != none ]; then
  folder=src/test/workflow
  left_out=()
  if [[ $name == */* ]]; then
    workflow=${name%%/*}
    folder+=/$workflow
  else
    # A further workflow has the folder of its name.
    while read -r further _; do
      [ -z "$further" ] || left_out+=(-not -path "$folder/$further/*")
    done <<<"$machines"
  fi
  case=$(find "$folder" -name "${name##*/}.json" -type f ${left_out[@]+"${left_out[@]}"} 2>/dev/null | head -n 1)
  [ -n "$case" ] || refuse "The variable SMOKE_CASE must name a case in src/test/workflow, such as example, or refund/example for a case of the workflow refund, or be none, was $name: there is no $name.json"
  input=$(python3 -c 'import json, sys; print(json.dumps(json.load(open(sys.argv[1], encoding="utf-8"))["input"]))' "$case")
fi
[ "${1:-}" = run ] || exit 0

[ -n "$machines" ] || refuse "The selected stack must have a state machine, has none; run: pulumi up"
machine=
while IFS=$'\t' read -r deployed _ arn version alias; do
  described=$(aws stepfunctions describe-state-machine --state-machine-arn "$arn" --query '[status, type]' --output text)
  read -r status type <<<"$described"
  [ "$status" = ACTIVE ] || refuse "The state machine ${arn##*:} must be ACTIVE, was $status"
  if [ "$deployed" = "$workflow" ]; then
    # A version that is not released yet is tested before it is.
    machine=$arn
    [ "$alias" = - ] || machine=$version
    machine_type=$type
  fi
done <<<"$machines"
if [ "$name" = none ]; then
  echo "Every state machine is ACTIVE. No execution was started: SMOKE_CASE names no case"
  exit
fi
[ -n "$machine" ] || refuse "The variable SMOKE_CASE must name a case of a workflow of the plan, was $name: the stack has no workflow $workflow"

if [ "$machine_type" = EXPRESS ]; then
  execution=$(aws stepfunctions start-sync-execution --state-machine-arn "$machine" --input "$input" --output json)
else
  arn=$(aws stepfunctions start-execution --state-machine-arn "$machine" --input "$input" --query executionArn --output text)
  for _ in $(seq 60); do
    execution=$(aws stepfunctions describe-execution --execution-arn "$arn" --output json)
    [[ $execution =~ \"status\":\ *\"RUNNING\" ]] || break
    sleep "${SMOKE_TEST_INTERVAL:-2}"
  done
fi

# A longer execution may be intended, and an unexpected end may be the case's mistake.
[[ ! $execution =~ \"status\":\ *\"RUNNING\" ]] || refuse "The execution must end within two minutes, was $execution; set SMOKE_CASE to a case that ends sooner"
result=0
python3 .github/check-execution.py "$case" <<<"$execution" || result=$?
case $result in
  0) echo "$execution" ;;
  2) failed_execution "The execution has failed, was $execution" ;;
  *) refuse "The execution must end as $case expects, was $execution; correct the case, or set SMOKE_CASE to another" ;;
esac
