#!/usr/bin/env bash
# Deploys the project end to end, from a scratch copy, under random names, and removes everything, whatever fails. On an emulator
# when AWS_ENDPOINT_URL is set, otherwise in AWS. The state is a file of the scratch copy.
#
# The project itself, under another name as `pulumi new` gives it, with the config of the first stack that pom.xml lists: up by Maven,
# no changes, the smoke case, and the jar that takes it over without a change. With --all then the workflow in .github/end-to-end,
# which has a bit of everything: its integrations and triggers, by Maven and by the jar, in-place and replacing changes, mistakes.
# Usage: end-to-end.sh [--all]; the Region is AWS_REGION, by default that of the first stack
set -euo pipefail
cd "$(dirname "$0")/.."
checkout=$PWD
for tool in pulumi aws mvn python3; do
  command -v "$tool" >/dev/null || { echo "$tool must be installed and on the PATH, was not found" >&2; exit 2; }
done

scratch=$(mktemp -d)
stack=e2e-$RANDOM$RANDOM
name=${stack/-/_}
stacks=$(.github/stacks.sh)
first=$(python3 -c 'import json, sys; print(json.loads(sys.argv[1])[0])' "${stacks#stacks=}")
region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(sed -nE "s/^ +[\"']?aws:region[\"']?: *[\"']?([a-z0-9-]+).*/\1/p" "Pulumi.$first.yaml")}}
[ -n "$region" ] || { echo "AWS_REGION must be set, for Pulumi.$first.yaml has no aws:region" >&2; exit 2; }
export AWS_REGION=$region AWS_DEFAULT_REGION=$region
export PULUMI_BACKEND_URL=file://$scratch/state PULUMI_CONFIG_PASSPHRASE="" PULUMI_SKIP_UPDATE_CHECK=true
# The AWS CLI would look for an emulator's start-sync-execution at sync-localhost.
[ -z "${AWS_ENDPOINT_URL:-}" ] || export AWS_DISABLE_HOST_PREFIX_INJECTION=true
mkdir "$scratch/state"

finish() {
  status=$?
  trap - EXIT
  for state in "$scratch"/state/.pulumi/stacks/*/*.json; do
    if [ -e "$state" ] && ! remove_left "$(basename "$(dirname "$state")")"; then exit 1; fi
  done
  cd /
  rm -rf "$scratch"
  [ "$status" = 0 ] && echo "End to end: passed" || echo "End to end: failed" >&2
  exit "$status"
}
trap finish EXIT

# Usage: remove_left PROJECT, whose folder has its name
remove_left() {
  cd "$scratch/$1"
  pulumi state unprotect --all --yes --stack "$stack" >/dev/null 2>&1 || true
  pulumi destroy --yes --skip-preview --non-interactive --stack "$stack" >"$scratch/destroy.log" 2>&1 && return 0
  cat "$scratch/destroy.log"
  echo "Resources are left, and must be removed; run: cd $PWD && PULUMI_BACKEND_URL=$PULUMI_BACKEND_URL pulumi destroy" >&2
  return 1
}

step() { printf '\n== %s\n' "$*"; }
fail() { echo "$*" >&2; exit 1; }
set_config() { pulumi config set "$@" --stack "$stack"; }
# Makes the provider call the emulator, if there is one. The emulator forgets tracing and parts of alarms, and has no boundary.
set_up_emulator() {
  [ -n "${AWS_ENDPOINT_URL:-}" ] || return 0
  local service setting settings=()
  for service in apigatewayv2 cloudwatch dynamodb events iam kinesis kms lambda logs pipes s3 scheduler secretsmanager sfn sns sqs ssm sts; do
    settings+=(--plaintext "aws:endpoints[0].$service=$AWS_ENDPOINT_URL")
  done
  for setting in skipCredentialsValidation skipMetadataApiCheck skipRequestingAccountId s3UsePathStyle; do
    settings+=(--plaintext "aws:$setting=true")
  done
  pulumi config set-all --stack "$stack" --path "${settings[@]}" --plaintext aws:accessKey=test --plaintext aws:secretKey=test \
    --plaintext tracing=false --plaintext alarmTopicArn= --plaintext permissionsBoundaryArn=
}
output() { pulumi stack output "$1" --stack "$stack"; }
# Prints what an update did, and fails when it fails; a command in a pipe would hide it.
up() {
  pulumi up --yes --skip-preview --non-interactive --stack "$stack" "$@" >"$scratch/up.log" 2>&1 || { cat "$scratch/up.log"; return 1; }
  sed -n '/^Resources:/,/^$/p' "$scratch/up.log"
}
expect_no_changes() { up --expect-no-changes; }
expect_update_in_place() {
  if ! up | tee "$scratch/summary" || grep -qE 'replaced|created|deleted' "$scratch/summary"; then fail "the update must be in place"; fi
}
# Usage: expect_failure PATTERN; a preview must fail, and say it once
expect_failure() {
  if pulumi preview --non-interactive --stack "$stack" >"$scratch/failure.log" 2>&1; then fail "a preview must fail with $1"; fi
  # The progress has each message too.
  [ "$(sed '1,/^Diagnostics:/d' "$scratch/failure.log" | grep -cE "$1")" = 1 ] || { cat "$scratch/failure.log"; fail "$1 must be shown once"; }
}
# Twice: the second time there is nothing to do, and it must say so without an error.
destroy() {
  pulumi state unprotect --all --yes --stack "$stack" >/dev/null 2>&1
  for _ in 1 2; do pulumi destroy --yes --skip-preview --non-interactive --stack "$stack" >/dev/null; done
  pulumi stack rm --yes --force --stack "$stack"
  local left
  left=$(for list in "lambda list-functions" "stepfunctions list-state-machines" "iam list-roles" "logs describe-log-groups" \
    "cloudwatch describe-alarms" "dynamodb list-tables" "sqs list-queues" "sns list-topics" "events list-rules" \
    "apigatewayv2 get-apis" "pipes list-pipes"; do
    # shellcheck disable=SC2086 # Two words.
    aws $list --output text
  done | grep -F "$name" || true)
  [ -z "$left" ] || fail "destroy must leave nothing, left $left"
}
# Makes FOLDER run the jar that Maven made of SOURCES.
# Usage: by_jar SOURCES FOLDER
by_jar() {
  mkdir -p "$2/target"
  local made
  for made in program.jar functions functions.tgz; do
    [ ! -e "$1/target/$made" ] || cp -rL "$1/target/$made" "$2/target/"
  done
  (cd "$2" && .github/use-jar.sh)
}

step "The project, under another name"
mkdir "$scratch/template"
# shellcheck disable=SC2016 # The inner shell expands it.
git ls-files -co --exclude-standard -z | xargs -0 sh -c 'for file; do [ ! -e "$file" ] || printf "%s\0" "$file"; done' sh | tar cf - --null -T - | tar xf - -C "$scratch/template"
sed '/^encryptionsalt:/d' "Pulumi.$first.yaml" >"$scratch/template/Pulumi.$stack.yaml"
pulumi new "$scratch/template" --dir "$scratch/$name" --name "$name" --stack "$stack" --yes --force \
  --config "lambdaFunctionName=${name}_lambda" --config "stepFunctionName=${name}_machine" --config "aws:region=$region" >/dev/null
cd "$scratch/$name"
set_up_emulator
.github/build-functions.sh
mvn -q test

step "Deploy by Maven"
up --verbose 7 --logtostderr
grep -q 'GetRequiredPackages.* success: #versions=[1-9]' "$scratch/up.log" || fail "Pulumi must discover the program's plugins"
expect_no_changes
# Unless SMOKE_CASE names one: the case example, where the project has it.
if [ -z "${SMOKE_CASE:-}" ]; then
  SMOKE_CASE=none
  [ -z "$(find src/test/workflow -name example.json 2>/dev/null)" ] || SMOKE_CASE=example
fi
export SMOKE_CASE
.github/smoke-test.sh run

# CI brings the jar that was tested. Elsewhere the one in target/ may be of other sources.
if [ -n "${CI:-}" ]; then
  step "The same by the jar that was tested"
  by_jar "$checkout" .
  expect_no_changes
fi

step "Remove everything"
destroy
[ "${1:-}" = --all ] || exit 0

step "A workflow with a bit of everything"
cp -R "$checkout/.github/end-to-end" "$scratch/"
mkdir "$scratch/end-to-end/src/library"
cp -R "$scratch/template/.github" "$scratch/template/.mvn" "$scratch/end-to-end"
(cd "$scratch/template/src/library" && cp -R main tools ./*.xml "$scratch/end-to-end/src/library")
cd "$scratch/end-to-end"
pulumi stack init "$stack" >/dev/null
set_config aws:region "$region"
set_up_emulator
set_config lambdaFunctionName "${name}_lambda"
set_config stepFunctionName "${name}_machine"

# The output may be the ARN of the alias.
state_machine() {
  local arn
  arn=$(output stateMachineArn)
  echo "${arn%:live}"
}
# Starts an execution for an order, answers its question, and prints its output.
# Usage: order ID
order() {
  local machine execution queue message
  machine=$(state_machine)
  execution=$(aws stepfunctions start-execution --state-machine-arn "$(output stateMachineArn)" --input "{\"id\": \"$1\"}" --query executionArn --output text)
  queue=$(aws sqs get-queue-url --queue-name "${machine##*:}" --query QueueUrl --output text)
  message=$(aws sqs receive-message --queue-url "$queue" --wait-time-seconds 20 --query 'Messages[0].[ReceiptHandle, Body]' --output text)
  aws sqs delete-message --queue-url "$queue" --receipt-handle "${message%%$'\t'*}"
  aws stepfunctions send-task-success --task-token "${message#*$'\t'}" --task-output '"yes"'
  for _ in $(seq 30); do
    [ "$(aws stepfunctions describe-execution --execution-arn "$execution" --query status --output text)" = RUNNING ] || break
    sleep 1
  done
  aws stepfunctions describe-execution --execution-arn "$execution" --query output --output text
}
# Usage: expect_order RECORDED_BY
expect_order() {
  local result
  result=$(order 7)
  [ "${result// /}" = "{\"recordedBy\":\"$1\",\"bill\":\"B-7\",\"answer\":\"yes\"}" ] || fail "the order must be recorded by $1, was: $result"
}
# The event is of this stack alone, and the schedule starts the first execution a minute after it was made.
expect_triggers() {
  local machine
  machine=$(output stateMachineArn)
  aws events put-events --entries "Source=${machine##*:},DetailType=arrival,Detail='{\"startedBy\": \"event\"}'" >/dev/null
  expect_started event
  expect_started schedule
}
# Usage: expect_started TRIGGER
expect_started() {
  for _ in $(seq 60); do
    ! is_started_by "$1" || return 0
    sleep 2
  done
  fail "the $1 must start an execution within two minutes"
}
# An emulator knows the routes, but its integrations call nothing but functions and URLs.
expect_routes() {
  local id machine
  machine=$(output stateMachineArn)
  id=$(aws apigatewayv2 get-apis --query "Items[?Name=='${machine##*:}'].ApiId" --output text)
  aws apigatewayv2 get-routes --api-id "$id" --query 'Items[].[RouteKey, AuthorizationType]' --output text | sort >"$scratch/routes"
  printf '%s\t%s\n' "GET /arrivals" AWS_IAM "POST /arrivals" NONE "PUT /arrivals" JWT | diff - "$scratch/routes" || fail "the API must have these routes"
  [ -z "${AWS_ENDPOINT_URL:-}" ] || return 0
  curl -fsS --retry 5 --retry-all-errors --json '{"startedBy": "request"}' "$(output httpApiUrl)/arrivals" | grep -q executionArn || fail "the route must start an execution"
  expect_started request
  for method in GET PUT; do
    [[ $(curl -sS -o /dev/null -w '%{http_code}' -X "$method" "$(output httpApiUrl)/arrivals") =~ ^40[13]$ ]] || fail "$method must be refused without credentials"
  done
}
# Usage: is_started_by TRIGGER; in the body of a message, which is a text, quotes are escaped
is_started_by() {
  local execution
  # shellcheck disable=SC1003 # A backslash.
  for execution in $(aws stepfunctions list-executions --state-machine-arn "$(output stateMachineArn)" --query 'executions[].executionArn' --output text); do
    ! aws stepfunctions describe-execution --execution-arn "$execution" --query input --output text |
      tr -d '\\' | grep -q "\"startedBy\": *\"$1\"" || return 0
  done
  return 1
}
# Usage: expect_routing VERSION:PERCENT, of the alias, which the output names
expect_routing() {
  local routing
  routing=$(aws stepfunctions describe-state-machine-alias --state-machine-alias-arn "$(output stateMachineArn)" \
    --query 'routingConfiguration[].[stateMachineVersionArn, weight]' --output text)
  [[ $routing =~ :${1%:*}$'\t'${1#*:}$ ]] || fail "the alias must start $1, starts $routing"
}
change_handler() {
  sed "s/^VERSION = .*/VERSION = \"$1\"/" record/handler.py >"$scratch/handler.py"
  mv "$scratch/handler.py" record/
}
# Usage: expect_function ANSWER [--qualifier VERSION]
expect_function() {
  echo '{"id": "8"}' >"$scratch/question"
  aws lambda invoke --function-name "$(output recordFunctionName)" "${@:2}" --payload "fileb://$scratch/question" "$scratch/answer" >/dev/null
  grep -q "\"recordedBy\": *\"$1\"" "$scratch/answer" || fail "the function must answer $1, answered $(cat "$scratch/answer")"
}

step "Code that does not compile"
cp src/main/java/endtoend/App.java "$scratch/App.java"
sed 's/WorkflowStack\.run(/WorkflowStack.ran(/' "$scratch/App.java" >src/main/java/endtoend/App.java
expect_failure 'App\.java:\[[0-9]+,[0-9]+\] cannot find symbol'
cp "$scratch/App.java" src/main/java/endtoend/App.java

step "A refused config"
set_config lambdaMemorySizeMb 1
expect_failure 'lambdaMemorySizeMb must be'
pulumi config rm lambdaMemorySizeMb --stack "$stack"

step "Deploy by Maven"
up
expect_no_changes
expect_order first
expect_triggers

step "Change the function's code and memory"
change_handler second
set_config lambdaMemorySizeMb 256
expect_update_in_place
expect_order second

step "The same by the jar"
mvn -q package -Dmaven.test.skip=true
cp -R . "$scratch/packaged"
by_jar . "$scratch/packaged"
cd "$scratch/packaged"
expect_no_changes
expect_order second

step "No jar, and no way back to Maven"
mv target/program.jar "$scratch/"
expect_failure 'Error: Unable to access jarfile'
mv "$scratch/program.jar" target/

step "Pin versions"
set_config pinFunctionVersions true
up
expect_no_changes
change_handler third
# A new version leaves the definition and what the triggers start unknown, and must not do so with the permissions, which reviewers
# read: function, state machine, schedule and the rule's target.
pulumi preview --non-interactive --stack "$stack" >"$scratch/pinned.log"
grep -q '~ 4 to update' "$scratch/pinned.log" || { cat "$scratch/pinned.log"; fail "the preview must show four updates"; }
expect_update_in_place
expect_order third
expect_function second --qualifier 1
expect_function third --qualifier 2
[[ $(output stateMachineVersionArn) =~ :stateMachine:${name}_machine:2$ ]] || fail "the state machine must have version 2"

step "Release by degrees"
set_config release gradual
up
expect_no_changes
change_handler fourth
expect_update_in_place
expect_routing "2:100"
RELEASE_MINUTE=10 RELEASE_INTERVAL=5 .github/release.sh "$stack" 100 1
expect_routing "3:100"
expect_no_changes
expect_order fourth
pulumi stack select "$stack"
.github/drift.sh >/dev/null || fail "a release must be no drift"
set_config release immediate

step "Another type, and back, unless data is protected"
set_config stepFunctionType EXPRESS
up
aws stepfunctions start-sync-execution --state-machine-arn "$(output stateMachineArn)" --input '{"id": "9"}' --query status --output text | grep -qx SUCCEEDED || fail "the express workflow must succeed"
set_config stepFunctionType STANDARD
set_config protectData true
up
set_config stepFunctionType EXPRESS
if up >/dev/null; then fail "protectData must refuse another type"; fi
pulumi config rm stepFunctionType --stack "$stack"
set_config protectData false
up

step "Other names"
set_config lambdaFunctionName "${name}_renamed"
set_config stepFunctionName "${name}_moved"
up
expect_order fourth
expect_triggers
if aws lambda get-function --function-name "${name}_lambda" >/dev/null 2>&1; then fail "the function of the old name must be gone"; fi

step "The same by Maven"
cp record/handler.py "$scratch/end-to-end/record/"
cp "Pulumi.$stack.yaml" "$scratch/end-to-end"
cd "$scratch/end-to-end"
expect_no_changes

# MiniStack forgets the subtype of an integration, so that this stack no longer converges there.
step "Routes"
set_config routes true
up
[ -n "${AWS_ENDPOINT_URL:-}" ] || expect_no_changes
expect_routes

# It receives nothing from queues, and its pipes do not converge either: there a pipe is previewed only.
step "A pipe"
set_config pipe true
if [ -n "${AWS_ENDPOINT_URL:-}" ]; then
  pulumi preview --non-interactive --stack "$stack" >"$scratch/pipe.log" || { cat "$scratch/pipe.log"; fail "the preview must show the pipe"; }
  grep -qE '\+ +.*aws:pipes:Pipe' "$scratch/pipe.log" || { cat "$scratch/pipe.log"; fail "the preview must show the pipe"; }
else
  up
  expect_no_changes
  queue=$(aws sqs get-queue-url --queue-name "${name}_moved-inbox" --query QueueUrl --output text)
  aws sqs send-message --queue-url "$queue" --message-body '{"startedBy": "message"}' >/dev/null
  expect_started message
fi
pulumi config rm pipe --stack "$stack"

# An emulator forgets some of their fields too.
step "Alarms"
account=$(aws sts get-caller-identity --query Account --output text)
set_config alarmTopicArn "arn:aws:sns:$region:$account:$name"
up

step "Remove everything"
destroy
