#!/usr/bin/env bash
# @file with-credential.sh
# @install apt-get install awscli jq
# Runs a command with the __title__ from AWS Secrets Manager in its environment:
#   ./with-credential.sh COMMAND [ARGUMENT...]
set -euo pipefail
set +x # a trace would print the values

secret='__path__'

fail() {
  printf 'with-credential: %s\n' "$1" >&2
  exit 1
}

# Prints one field of the secret's JSON object. The text goes through a pipe: arguments are seen by every process.
field() {
  printf '%s' "$fields" | jq -er --arg name "$1" '.[$name] | strings | select(test("\\S"))' 2>/dev/null ||
    fail "$secret has no field $1, or an empty one"
}

# with optional
# Prints nothing where there is no such field.
optional() {
  if printf '%s' "$fields" | jq -e --arg name "$1" '.[$name] // "" | . != ""' >/dev/null 2>&1; then field "$1"; fi
}

# end
[ $# -gt 0 ] || fail 'no command given'

fields=$(aws secretsmanager get-secret-value --secret-id "$secret" --query SecretString --output text) ||
  fail "cannot read $secret from AWS Secrets Manager"

# each part
__variable__=$(field __field__)
export __variable__
# or optional
__variable__=$(optional __field__)
if [ -n "$__variable__" ]; then export __variable__; else unset __variable__; fi
# end

exec "$@"
