#!/usr/bin/env bash
# @file with-credential.sh
# Runs a command that needs the __title__, once all of it is in the environment:
#   ./with-credential.sh COMMAND [ARGUMENT...]
set -euo pipefail
set +x # a trace would print the values

fail() {
  printf 'with-credential: %s\n' "$1" >&2
  exit 1
}

[ $# -gt 0 ] || fail 'no command given'

# each part
[[ ${__variable__:-} =~ [^[:space:]] ]] || fail 'environment variable __variable__ is not set or empty'
export __variable__
# or optional
if [[ ${__variable__:-} =~ [^[:space:]] ]]; then export __variable__; else unset __variable__; fi
# end

exec "$@"
