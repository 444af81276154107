#!/usr/bin/env bash
# Deploys the project end to end: makes a project of another name from this checkout with `pulumi new`, deploys it under
# random names, runs an execution, changes it, and removes everything, whatever fails. The state is a file of the scratch copy.
# On an emulator when AWS_ENDPOINT_URL is set (Pulumi.local.yaml), otherwise in AWS (Pulumi.dev.yaml).
# Pulumi has Maven compile and run the sources. With --all, the jar then takes the stack over without a change, and pins versions,
# changes the type and renames things; Maven then finds nothing to change, and turns alarms on.
# Usage: end-to-end.sh [--all]
set -euo pipefail
cd "$(dirname "$0")/.."
checkout=$PWD
for tool in pulumi aws mvn python3; do
  command -v "$tool" >/dev/null || { echo "$tool must be installed and on the PATH, was not found" >&2; exit 2; }
done

scratch=$(mktemp -d)
stack=e2e-$RANDOM$RANDOM
name=${stack/-/_}
export PULUMI_BACKEND_URL=file://$scratch/state PULUMI_CONFIG_PASSPHRASE= PULUMI_SKIP_UPDATE_CHECK=true
# The AWS CLI would look for an emulator's start-sync-execution at sync-localhost.
[ -z "${AWS_ENDPOINT_URL:-}" ] || export AWS_DISABLE_HOST_PREFIX_INJECTION=true
mkdir "$scratch/state" "$scratch/template"

finish() {
  status=$?
  trap - EXIT
  if compgen -G "$scratch/state/.pulumi/stacks/*/$stack.json" >/dev/null; then
    cd "$scratch/project"
    pulumi state unprotect --all --yes --stack "$stack" >/dev/null 2>&1 || true
    if ! pulumi destroy --yes --skip-preview --non-interactive --stack "$stack" >"$scratch/destroy.log" 2>&1; then
      cat "$scratch/destroy.log"
      echo "What is left must be removed; run: cd $scratch/project && PULUMI_BACKEND_URL=$PULUMI_BACKEND_URL pulumi destroy" >&2
      exit 1
    fi
  fi
  cd /
  rm -rf "$scratch"
  [ "$status" = 0 ] && echo "End to end: passed" || echo "End to end: failed" >&2
  exit "$status"
}
trap finish EXIT

step() { printf '\n== %s\n' "$*"; }
fail() { echo "$*" >&2; exit 1; }
set_config() { pulumi config set "$@" --stack "$stack"; }
output() { pulumi stack output "$1" --stack "$stack"; }
# Prints what an update did, and fails when it fails; a command in a pipe would hide it.
up() {
  pulumi up --yes --skip-preview --non-interactive --stack "$stack" "$@" >"$scratch/up.log" 2>&1 || { cat "$scratch/up.log"; return 1; }
  sed -n '/^Resources:/,/^$/p' "$scratch/up.log"
}
run() { .github/smoke-test.sh "$(output stateMachineArn)" >"$scratch/run.log" 2>&1 || { cat "$scratch/run.log"; return 1; }; }
# Another handler, which does what it did and tells what it is when it is asked.
change_handler() {
  printf '\n\ndef handler(event, context, original=handler):\n    return "%s" if event == {"what": "are you"} else original(event, context)\n' "$1" >>function/handler.py
}
# Usage: expect_handler ANSWER [--qualifier VERSION]
expect_handler() {
  echo '{"what": "are you"}' >"$scratch/question"
  aws lambda invoke --function-name "${name}_lambda" "${@:2}" --payload "fileb://$scratch/question" "$scratch/answer" >/dev/null
  grep -qx "\"$1\"" "$scratch/answer" || fail "the handler must answer \"$1\", answered $(cat "$scratch/answer")"
}
# Usage: expect_failure PATTERN; a preview must fail, and say it once
expect_failure() {
  if pulumi preview --non-interactive --stack "$stack" >"$scratch/failure.log" 2>&1; then fail "a preview must fail with $1"; fi
  # The progress has each message too.
  [ "$(sed '1,/^Diagnostics:/d' "$scratch/failure.log" | grep -cE "$1")" = 1 ] || { cat "$scratch/failure.log"; fail "$1 must be shown once"; }
}
expect_no_changes() { up --expect-no-changes; }
expect_update_in_place() { up | tee "$scratch/summary" && ! grep -qE 'replaced|created|deleted' "$scratch/summary" || fail "the update must be in place"; }

step "A project of another name"
git ls-files -co --exclude-standard -z | xargs -0 sh -c 'for file; do [ ! -e "$file" ] || printf "%s\0" "$file"; done' sh | tar c --null -T - | tar x -C "$scratch/template"
sed '/^encryptionsalt:/d' "Pulumi.$([ -n "${AWS_ENDPOINT_URL:-}" ] && echo local || echo dev).yaml" >"$scratch/template/Pulumi.$stack.yaml"
pulumi new "$scratch/template" --dir "$scratch/project" --name "$name" --stack "$stack" --yes --force \
  --config "lambdaFunctionName=${name}_lambda" --config "stepFunctionName=${name}_machine" >/dev/null
cd "$scratch/project"
mvn -q test -Dtest=ShippedStackTest

step "Code that does not compile"
cp src/main/java/stepfunction/App.java "$scratch/App.java"
sed 's/WorkflowStack\.run(/WorkflowStack.ran(/' "$scratch/App.java" >src/main/java/stepfunction/App.java
expect_failure 'App\.java:\[[0-9]+,[0-9]+\] cannot find symbol'
cp "$scratch/App.java" src/main/java/stepfunction/App.java

step "Deploy by Maven"
up --verbose 7 --logtostderr
grep -q 'GetRequiredPackages.* success: #versions=[1-9]' "$scratch/up.log" || fail "Pulumi must discover the program's plugins"
expect_no_changes
run

step "Change the handler and its memory"
change_handler changed
set_config lambdaMemorySizeMb 256
expect_update_in_place
expect_handler changed
run
[ "$(aws lambda get-function-configuration --function-name "${name}_lambda" --query MemorySize)" = 256 ] || fail "the function must have 256 MB"

step "A refused config"
set_config lambdaMemorySizeMb 1
expect_failure 'lambdaMemorySizeMb must be'
set_config lambdaMemorySizeMb 256

if [ "${1:-}" = --all ]; then
  step "The same by the jar"
  # CI brings the jar that was tested. Elsewhere the one in target/ may be of other sources.
  if [ -n "${CI:-}" ]; then
    mkdir -p target && cp "$checkout/target/lambda-step-functions.jar" target/
  else
    mvn -q package -DskipTests
  fi
  cp -R . "$scratch/packaged"
  cd "$scratch/packaged"
  .github/use-jar.sh
  expect_no_changes

  step "No jar, and no way back to Maven"
  mv target/lambda-step-functions.jar "$scratch/"
  expect_failure 'Error: Unable to access jarfile'
  mv "$scratch/lambda-step-functions.jar" target/

  step "Pin versions"
  set_config pinFunctionVersions true
  up
  expect_no_changes
  change_handler pinned
  # A new version leaves the definition unknown, and must not do so with the permissions, which reviewers read.
  pulumi preview --non-interactive --stack "$stack" >"$scratch/pinned.log"
  grep -q '~ 2 to update' "$scratch/pinned.log" || { cat "$scratch/pinned.log"; fail "the preview must show two updates"; }
  expect_update_in_place
  run
  expect_handler changed --qualifier 1
  expect_handler pinned --qualifier 2
  aws stepfunctions describe-state-machine --state-machine-arn "$(output stateMachineArn)" --query definition |
    grep ":function:${name}_lambda:2" >/dev/null || fail "the definition must name the function's version 2"
  [[ $(output stateMachineVersionArn) =~ :stateMachine:${name}_machine:2$ ]] || fail "the state machine must have version 2"

  step "Another type, and back"
  for type in EXPRESS STANDARD; do
    set_config stepFunctionType "$type"
    up
    run
  done
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
  run
  if aws lambda get-function --function-name "${name}_lambda" >/dev/null 2>&1; then fail "the function of the old name must be gone"; fi

  step "The same by Maven"
  cp function/handler.py Pulumi.*.yaml "$scratch/project"
  mv "$scratch/project/handler.py" "$scratch/project/function/"
  cd "$scratch/project"
  expect_no_changes

  step "Alarms"
  account=$(aws sts get-caller-identity --query Account --output text)
  set_config alarmTopicArn "arn:aws:sns:$(pulumi config get aws:region --stack "$stack"):$account:$name"
  up
fi

step "Remove everything"
# Twice: the second has nothing to do, and must say so without an error.
for _ in 1 2; do pulumi destroy --yes --skip-preview --non-interactive --stack "$stack" >/dev/null; done
left=$(for list in "lambda list-functions" "stepfunctions list-state-machines" "iam list-roles" "logs describe-log-groups" "cloudwatch describe-alarms"; do
  aws $list --output text
done | grep -F "$name" || true)
[ -z "$left" ] || fail "destroy must leave nothing, left $left"
pulumi stack rm --yes --force --stack "$stack"
