#!/usr/bin/env bash
# @file with-credential.sh
# Runs a command with the __title__ from a mounted Kubernetes Secret in its environment:
#   ./with-credential.sh COMMAND [ARGUMENT...]
set -euo pipefail
set +x # a trace would print the values

folder=/var/run/secrets/__label__

fail() {
  printf 'with-credential: %s\n' "$1" >&2
  exit 1
}

# Prints the file's content or else the variable's, without the line end of a file.
required() {
  local value=${!2:-}
  if [ -e "$folder/$1" ]; then value=$(<"$folder/$1") || fail "cannot read $folder/$1"; fi
  [[ $value =~ [^[:space:]] ]] || fail "$folder/$1 and environment variable $2 are both missing or empty"
  printf '%s' "$value"
}

# with optional
# Prints nothing where there is neither.
optional() {
  if [ -e "$folder/$1" ] || [[ ${!2:-} =~ [^[:space:]] ]]; then required "$1" "$2"; fi
}

# end
[ $# -gt 0 ] || fail 'no command given'

# each part
__variable__=$(required __field__ __variable__)
export __variable__
# or optional
__variable__=$(optional __field__ __variable__)
if [ -n "$__variable__" ]; then export __variable__; else unset __variable__; fi
# end

exec "$@"
