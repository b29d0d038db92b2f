#!/usr/bin/env bash
# @file with-credential.sh
# @install apt-get install curl jq
# Runs a command with the __title__ from HashiCorp Vault in its environment:
#   ./with-credential.sh COMMAND [ARGUMENT...]
set -euo pipefail
set +x # a trace would print the values

path=secret/data/__path_url__ # KV version 2: data/ after the mount

fail() {
  printf 'with-credential: %s\n' "$1" >&2
  exit 1
}

# One header a line. They go to curl through a pipe: arguments are seen by every process.
headers() {
  printf 'X-Vault-Token: %s\n' "$VAULT_TOKEN"
  if [ -n "${VAULT_NAMESPACE:-}" ]; then printf 'X-Vault-Namespace: %s\n' "$VAULT_NAMESPACE"; fi
}

# Prints one field: KV version 2 has data inside data.
field() {
  printf '%s' "$answer" | jq -er --arg name "$1" '.data.data[$name] | strings | select(test("\\S"))' 2>/dev/null ||
    fail "$path has no field $1, or an empty one"
}

# with optional
# Prints nothing where there is no such field.
optional() {
  if printf '%s' "$answer" | jq -e --arg name "$1" '.data.data[$name] // "" | . != ""' >/dev/null 2>&1; then field "$1"; fi
}

# end
[ $# -gt 0 ] || fail 'no command given'
[ -n "${VAULT_ADDR:-}" ] || fail 'environment variable VAULT_ADDR is not set or empty'
[ -n "${VAULT_TOKEN:-}" ] || fail 'environment variable VAULT_TOKEN is not set or empty'

answer=$(headers | curl --silent --show-error --fail --max-time 10 --header @- "${VAULT_ADDR%/}/v1/$path") ||
  fail "cannot read $path from Vault"
unset VAULT_TOKEN # the command has no need of it

# each part
__variable__=$(field __field__)
export __variable__
# or optional
__variable__=$(optional __field__)
if [ -n "$__variable__" ]; then export __variable__; else unset __variable__; fi
# end

exec "$@"
