#!/usr/bin/env bash
# @file with-credential.sh
# @install apt-get install curl jq
# Runs a command with the __title__ from CyberArk Conjur in its environment:
#   ./with-credential.sh COMMAND [ARGUMENT...]
set -euo pipefail
set +x # a trace would print the values

fail() {
  printf 'with-credential: %s\n' "$1" >&2
  exit 1
}

setting() {
  [ -n "${!1:-}" ] || fail "environment variable $1 is not set or empty"
}

encoded() {
  printf '%s' "$1" | jq -sRr @uri
}

# Prints a variable's value. Its name is given in URL encoding, with %2F for the slashes.
variable() {
  local value
  value=$(printf 'Authorization: Token token="%s"\n' "$token" |
    curl --silent --show-error --fail --max-time 10 --header @- "$url/secrets/$account/variable/$1") ||
    fail "cannot read $1 from Conjur"
  [[ $value =~ [^[:space:]] ]] || fail "Conjur variable $1 is empty"
  printf '%s' "$value"
}

# with optional
# Prints nothing where there is no such variable, or no value in it.
optional() {
  local status
  status=$(printf 'Authorization: Token token="%s"\n' "$token" |
    curl --silent --show-error --max-time 10 --output /dev/null --write-out '%{http_code}' --header @- "$url/secrets/$account/variable/$1") ||
    fail "cannot read $1 from Conjur"
  if [ "$status" != 404 ]; then variable "$1"; fi
}

# end
[ $# -gt 0 ] || fail 'no command given'
for name in CONJUR_APPLIANCE_URL CONJUR_ACCOUNT CONJUR_AUTHN_LOGIN CONJUR_AUTHN_API_KEY; do setting "$name"; done

url=${CONJUR_APPLIANCE_URL%/}
account=$(encoded "$CONJUR_ACCOUNT")
login=$(encoded "$CONJUR_AUTHN_LOGIN")

# The key and the token go to curl through a pipe: arguments are seen by every process.
token=$(printf '%s' "$CONJUR_AUTHN_API_KEY" |
  curl --silent --show-error --fail --max-time 10 --data-binary @- "$url/authn/$account/$login/authenticate" |
  base64 | tr -d '\r\n') || fail 'cannot sign in to Conjur'
unset CONJUR_AUTHN_API_KEY # the command has no need of it

# each part
__variable__=$(variable '__id_url__')
export __variable__
# or optional
__variable__=$(optional '__id_url__')
if [ -n "$__variable__" ]; then export __variable__; else unset __variable__; fi
# end

exec "$@"
