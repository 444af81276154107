#!/usr/bin/env bash
# Prints the commands of the GitHub CLI that create a stack's three environments. It runs none of them.
# Usage: environments.sh STACK [BACKEND [REVIEWER]], in the project's folder. BACKEND is the URL of the stack's state in S3, or an
# organization of Pulumi Cloud; REVIEWER is a login, or ORGANIZATION/TEAM. Exit status 2: there is no such stack
set -euo pipefail

refuse() { echo "$1" >&2; exit 2; }

stack=${1:-}
backend=${2:-}
reviewer=${3:-}
[ -n "$stack" ] || refuse "A stack must be named; run: .github/environments.sh STACK [BACKEND [REVIEWER]]"
[[ $stack =~ ^[a-z0-9-]+$ ]] || refuse "The stack must be named with lowercase letters, digits and hyphens, was $stack"
[[ $reviewer =~ ^([A-Za-z0-9-]+(/[A-Za-z0-9._-]+)?)?$ ]] || refuse "The reviewer must be a login, or ORGANIZATION/TEAM, was $reviewer"
file=Pulumi.$stack.yaml
[ -f "$file" ] || refuse "The stack $stack must have a file, but there is no $file"

# Usage: setting KEY PATTERN; a value that stands on the line of its key
setting() {
  local value
  value=$(sed -nE "s/^ +[\"']?($2)[\"']?: *[\"']?([A-Za-z0-9_-]+)[\"']?( *#.*)? *\$/\2/p" "$file" | head -n 1)
  [ -n "$value" ] || refuse "$file must have $1, which the commands need; add it under config"
  echo "$value"
}
region=$(setting aws:region aws:region)
name=$(setting stepFunctionName '[A-Za-z0-9_.:-]*stepFunctionName')

# Usage: environment NAME ROLE TEAM BRANCHES REVIEWS; BRANCHES is all or main, REVIEWS is none, any or others
environment() {
  local branches=null reviewers=null prevent=false
  [ "$4" = all ] || branches='{"protected_branches": false, "custom_branch_policies": true}'
  if [ "$5" != none ] && [ -n "$reviewer" ]; then
    # The printed commands set the variable.
    reviewers="[{\"type\": \"$type\", \"id\": '\$reviewer'}]"
    [ "$5" = any ] || prevent=true
  fi
  echo
  echo "# $1"
  echo "gh api --silent --method PUT 'repos/{owner}/{repo}/environments/$1' --input - <<< '{\"reviewers\": $reviewers, \"prevent_self_review\": $prevent, \"deployment_branch_policy\": $branches}'"
  [ "$4" = all ] || echo "gh api --silent --method POST 'repos/{owner}/{repo}/environments/$1/deployment-branch-policies' --raw-field name=main"
  echo "gh variable set AWS_ROLE_ARN --env $1 --body \"arn:aws:iam::\$account:role/$name-$2\""
  echo "gh variable set AWS_REGION --env $1 --body $region"
  case $backend in
    "") ;;
    *://*) echo "gh variable set PULUMI_BACKEND_URL --env $1 --body $(printf %q "$backend")" ;;
    *)
      echo "gh variable set PULUMI_ORGANIZATION --env $1 --body $(printf %q "$backend")"
      echo "gh variable set PULUMI_TEAM --env $1 --body $stack-$3"
      ;;
  esac
}

echo "# The environments of the stack $stack; .github/SETUP.md describes them."
# shellcheck disable=SC2016 # The printed commands expand it.
echo 'account=$(aws sts get-caller-identity --query Account --output text)'
case $reviewer in
  "") echo "# No one reviews: to have preview-$stack and $stack reviewed, name a login or ORGANIZATION/TEAM as the third argument." ;;
  */*)
    type=Team
    echo "reviewer=\$(gh api 'orgs/${reviewer%%/*}/teams/${reviewer#*/}' --jq .id)"
    ;;
  *)
    type=User
    echo "reviewer=\$(gh api 'users/$reviewer' --jq .id)"
    ;;
esac
[ -n "$backend" ] || echo "# No backend is set: name the URL of the state in S3, or an organization of Pulumi Cloud, as the second argument."
environment "preview-$stack" preview readers all any
environment "watch-$stack" preview readers main none
environment "$stack" deploy writers main others
