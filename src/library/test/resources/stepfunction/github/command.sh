#!/usr/bin/env bash
# Stands in for aws, gh, git, mvn, npm and pulumi: answers a call whose start is in ANSWERS, "call -> answer;; call -> answer", and
# fails on any other, and where the answer is FAIL, with the status after it, by default 1.
call="${0##*/} $*"
while IFS= read -r -d ';' line; do
  line=${line# }
  if [[ -n $line && $call == "${line%% ->*}"* ]]; then
    [[ ! $line =~ "-> FAIL"( [0-9]+)? ]] || exit "${BASH_REMATCH[1]:-1}"
    echo "${line#* -> }"
    exit
  fi
done <<<"$ANSWERS;"
echo "unexpected call: $call" >&2
exit 9
