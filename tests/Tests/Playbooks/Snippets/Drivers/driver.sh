printf 'digest %s\n' "$(printf '%s|%s|%s' "${ZOOM_ACCOUNT_ID-}" "$ZOOM_CLIENT_ID" "$ZOOM_CLIENT_SECRET" | sha256sum)"
[ -z "${VAULT_TOKEN:-}${CONJUR_AUTHN_API_KEY:-}" ] || echo 'the store is open to the command'
