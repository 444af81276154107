#!/usr/bin/env bash
# Releases what the last deployment of a stack with release: gradual has published. It sends PERCENT of the new executions of each workflow
# to its new version, watches the stack's alarms and the failed executions of these versions for MINUTES, and then sends all new executions
# there, or goes back to the versions before. It deploys nothing. A release that was cancelled goes on when it is started again.
# Usage: release.sh STACK PERCENT MINUTES [check], logged in to the stack's backend, with AWS credentials for its Region; with check, it
# only checks PERCENT and MINUTES. Exit status 1: nothing new is released; 2: an argument is wrong
set -euo pipefail
scripts=$(dirname "$0")
export AWS_DEFAULT_OUTPUT=text AWS_PAGER=

refuse() { echo "$1" >&2; exit "${2:-1}"; }

stack=${1:-}
percent=${2:-}
minutes=${3:-}
[ -n "$stack" ] || refuse "A stack must be named; run: .github/release.sh STACK PERCENT MINUTES" 2
[[ $percent =~ ^([1-9][0-9]?|100)$ ]] || refuse "PERCENT must be a whole number from 1 to 100, was \"$percent\"; correct it, or the variable RELEASE_PERCENT" 2
# The credentials of CI last an hour, and the deployment takes a part of it.
[[ $minutes =~ ^([1-9]|[12][0-9]|30)$ ]] || refuse "MINUTES must be a whole number from 1 to 30, was \"$minutes\"; correct it, or the variable RELEASE_MINUTES" 2
[ "${4:-}" != check ] || exit 0

# Runs a command of the AWS CLI. Its error takes one line.
ask() {
  local error
  { error=$(aws "$@" 2>&1 >&4); } 4>&1 || { echo "${error//$'\n'/ }" >&2; return 1; }
}

number_of() { echo "${1##*:}"; }

# Prints which versions an alias starts, such as "4:90 5:10": their numbers, the lower first, and percentages.
# Usage: routing_of ALIAS
routing_of() {
  local routes version weight
  routes=$(ask stepfunctions describe-state-machine-alias --state-machine-alias-arn "$1" --query 'routingConfiguration[].[stateMachineVersionArn, weight]') || return
  while read -r version weight; do echo "$(number_of "$version"):$weight"; done <<<"$routes" | sort -n | paste -sd ' ' -
}

# Usage: move ALIAS ROUTE..., each NUMBER:PERCENT
move() {
  local alias=$1 routes=() route
  shift
  for route; do routes+=("stateMachineVersionArn=${alias%:*}:${route%:*},weight=${route#*:}"); done
  ask stepfunctions update-state-machine-alias --state-machine-alias-arn "$alias" --routing-configuration "${routes[@]}" >/dev/null
}

# Prints the failed executions of a version that its alias has started: the smoke test starts the version itself.
# Usage: failed_executions ALIAS NUMBER
failed_executions() {
  local status
  for status in FAILED TIMED_OUT; do
    ask stepfunctions list-executions --state-machine-arn "${1%:*}:$2" --status-filter "$status" --no-paginate --max-results 1000 \
      --query "executions[?stateMachineAliasArn=='$1'].[executionArn]" || return
  done
}

# Prints state and name of each alarm.
states_of_alarms() {
  local first
  # One call takes 100.
  for ((first = 0; first < ${#alarms[@]}; first += 100)); do
    ask cloudwatch describe-alarms --alarm-types MetricAlarm CompositeAlarm --alarm-names "${alarms[@]:first:100}" \
      --query '[MetricAlarms, CompositeAlarms][].[StateValue, AlarmName]' || return
  done
}

# Sets problem where an alarm rings or is missing.
check_alarms() {
  local states alarm
  states=$(states_of_alarms)
  for alarm in ${alarms[@]+"${alarms[@]}"}; do
    if grep -qxF "ALARM"$'\t'"$alarm" <<<"$states"; then
      problem="the alarm $alarm is in ALARM"
    elif ! cut -f 2- <<<"$states" | grep -qxF "$alarm"; then
      problem="the alarm $alarm does not exist"
    fi
  done
}

# --- The versions to release. Nothing is moved before all of it is known. ---

state=$(pulumi stack export --stack "$stack")
deployed() { python3 "$scripts/deployed.py" "$@" <<<"$state"; }

problem=
alarms=()
listed=$(deployed alarms)
while IFS= read -r alarm; do [ -z "$alarm" ] || alarms+=("$alarm"); done <<<"$listed"

# Of each workflow with a new version: its name, type and alias, the number of the new version and of the one that was released before,
# the failed executions that are none of this release, and the routings that this release has set, or that it goes on from.
names=() types=() aliases=() new=() before=() known=() ours=()
resumes=false

# Usage: add NAME TYPE ALIAS NUMBER
add() {
  local name=$1 type=$2 alias=$3 number=$4 routing route others=() is_routed=false
  routing=$(routing_of "$alias")
  for route in $routing; do
    [ "${route%:*}" -le "$number" ] || refuse "The alias of $name must start no version newer than $number, which the program has published last, starts ${route%:*}: it was moved by hand; run: aws stepfunctions update-state-machine-alias --state-machine-alias-arn $alias --routing-configuration stateMachineVersionArn=${alias%:*}:NUMBER,weight=100"
    if [ "${route%:*}" = "$number" ]; then is_routed=true; else others+=("${route%:*}"); fi
  done
  if [ ${#others[@]} = 0 ]; then
    echo "$name: version $number is released"
    return
  fi
  [ "$type" != EXPRESS ] || [ ${#alarms[@]} -gt 0 ] || refuse "The EXPRESS workflow $name must have alarms, because AWS keeps no list of its executions, has none; run: pulumi config set alarmTopicArn --stack $stack"
  names+=("$name") types+=("$type") aliases+=("$alias") new+=("$number") before+=("${others[0]}")
  if [ $is_routed = true ]; then
    resumes=true
    known+=("") ours+=("[$routing]")
  elif [ "$type" = EXPRESS ]; then
    known+=("") ours+=("")
  else
    known+=("$(failed_executions "$alias" "$number")") ours+=("")
  fi
}

workflows=$(deployed workflows)
[ -n "$workflows" ] || refuse "The stack $stack must have a workflow, has none; run: pulumi up --stack $stack"
while IFS=$'\t' read -r name type _ version alias <&3; do
  [ "$alias" != - ] || refuse "The stack $stack has no alias of $name; run: pulumi config set release gradual --stack $stack, then: pulumi up --stack $stack"
  # A version that was published elsewhere has been neither reviewed nor tested.
  description=$(ask stepfunctions describe-state-machine --state-machine-arn "$version" --output json)
  described=$(python3 "$scripts/deployed.py" described <<<"$description")
  source=$(deployed source "$name")
  [ "$described" = "$source" ] || refuse "Version $(number_of "$version") of $name must be the program's, has another definition or role: it was published by hand; run: aws stepfunctions delete-state-machine-version --state-machine-version-arn $version, then: pulumi up --refresh --stack $stack"
  add "$name" "$type" "$alias" "$(number_of "$version")"
done 3<<<"$workflows"
[ ${#names[@]} -gt 0 ] || exit 0

[ ${#alarms[@]} -gt 0 ] || echo "The stack has no alarms: only failed executions are watched; run: pulumi config set alarmTopicArn --stack $stack"

# --- The release ---

# Usage: set_routing INDEX ROUTE...
set_routing() {
  local index=$1
  shift
  ours[index]+="[$*]"
  move "${aliases[index]}" "$@"
}

# Sets problem where an execution of a new version has failed.
check_executions() {
  local index failed execution
  for index in "${!names[@]}"; do
    [ "${types[index]}" != EXPRESS ] || continue
    failed=$(failed_executions "${aliases[index]}" "${new[index]}")
    for execution in $failed; do
      grep -qxF "$execution" <<<"${known[index]}" || problem="$execution of version ${new[index]} has failed"
    done
  done
}

# Sets problem where an alias was moved by hand or by another release meanwhile.
check_routings() {
  local index routing
  for index in "${!names[@]}"; do
    routing=$(routing_of "${aliases[index]}")
    [[ ${ours[index]} = *"[$routing]"* ]] || problem="the alias of ${names[index]} was moved by hand or by another release, starts $routing"
  done
}

# An alias that was moved meanwhile stays where it is.
go_back() {
  local index routing
  for index in "${!names[@]}"; do
    [ -n "${ours[index]}" ] || continue
    routing=$(routing_of "${aliases[index]}") || routing=unknown
    if [ "$routing" != unknown ] && [[ ${ours[index]} != *"[$routing]"* ]]; then
      echo "${names[index]}: the alias starts $routing, and stays so" >&2
    elif move "${aliases[index]}" "${before[index]}:100"; then
      echo "${names[index]}: all new executions start version ${before[index]} again" >&2
    else
      echo "${names[index]}: the alias could not be moved back; run: aws stepfunctions update-state-machine-alias --state-machine-alias-arn ${aliases[index]} --routing-configuration stateMachineVersionArn=${aliases[index]%:*}:${before[index]},weight=100" >&2
    fi
  done
}

finish() {
  local status=$?
  trap - EXIT
  [ "$status" = 0 ] || go_back
  exit "$status"
}

cancel() {
  trap - EXIT
  refuse "The release was cancelled: $percent % of new executions start the new version; to go on, start it again"
}

# Goes back where a problem was found.
stop_at_problem() {
  [ -z "$problem" ] || refuse "The release has failed: $problem; correct it, or merge a pull request that reverts what was deployed"
}

if [ $resumes = false ]; then
  check_alarms
  [ -z "$problem" ] || refuse "A release must start without alarms, but $problem; start it again when it is OK, or run: pulumi up --refresh --stack $stack, if it was deleted"
fi
trap finish EXIT
if [ $resumes = true ]; then
  # Since it was cancelled, the new versions have not been watched.
  check_alarms
  check_executions
  stop_at_problem
fi
trap cancel INT TERM
for index in "${!names[@]}"; do
  set_routing "$index" "${before[index]}:$((100 - percent))" "${new[index]}:$percent"
  echo "${names[index]}: $percent % of new executions start version ${new[index]}, the others version ${before[index]}"
done
end=$((SECONDS + minutes * ${RELEASE_MINUTE:-60}))
while [ $SECONDS -lt $end ]; do
  # In the background, for a signal waits for a command in the foreground.
  sleep "${RELEASE_INTERVAL:-15}" &
  wait $!
  check_alarms
  check_executions
  check_routings
  stop_at_problem
done
for index in "${!names[@]}"; do
  set_routing "$index" "${new[index]}:100"
  echo "${names[index]}: all new executions start version ${new[index]}"
done
