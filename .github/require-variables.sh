#!/usr/bin/env bash
# Checks that the job's GitHub environment has been set up. GitHub creates one that is missing, with neither variables nor protection.
# Usage: require-variables.sh STACK, with the environment's AWS_ROLE_ARN and AWS_REGION in ROLE and REGION
set -euo pipefail

missing=
[ -n "${ROLE:-}" ] || missing+=" AWS_ROLE_ARN"
[ -n "${REGION:-}" ] || missing+=" AWS_REGION"
if [ -n "$missing" ]; then
  echo "The variables of this job's GitHub environment must be set, missing are:$missing;" \
    "to print the commands, run: .github/environments.sh $1" >&2
  exit 1
fi
