# @file credential.py
"""Reads the __title__ from CyberArk Conjur."""

import base64
import os
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from urllib.parse import quote

TIMEOUT_SECONDS = 10


class CredentialError(RuntimeError):
    """The credential is missing or incomplete."""


@dataclass(frozen=True)
class Credential:
    # each part
    __part__: str = field(repr=False)
    # or optional
    __part__: str | None = field(repr=False)
    # end


def read_credential() -> Credential:
    url = _setting("CONJUR_APPLIANCE_URL").rstrip("/")
    account = quote(_setting("CONJUR_ACCOUNT"), safe="")
    login = quote(_setting("CONJUR_AUTHN_LOGIN"), safe="")
    token = _fetch(f"{url}/authn/{account}/{login}/authenticate", body=_setting("CONJUR_AUTHN_API_KEY").encode())
    headers = {"Authorization": f'Token token="{base64.b64encode(token).decode()}"'}
    return Credential(
        # each part
        __part__=_variable(f"{url}/secrets/{account}/variable", "__id__", headers),
        # or optional
        __part__=_optional(f"{url}/secrets/{account}/variable", "__id__", headers),
        # end
    )


# with optional
def _optional(secrets: str, variable: str, headers: dict[str, str]) -> str | None:
    try:
        return _variable(secrets, variable, headers)
    except CredentialError as error:
        # Conjur has no such variable, or no value in it.
        if isinstance(error.__cause__, urllib.error.HTTPError) and error.__cause__.code == 404:
            return None
        raise


# end
def _variable(secrets: str, variable: str, headers: dict[str, str]) -> str:
    # The slashes of a variable's name are written as %2F.
    value = _fetch(f"{secrets}/{quote(variable, safe='')}", headers=headers).decode(errors="replace")
    if not value.strip():
        raise CredentialError(f"Conjur variable {variable} is empty")
    return value


def _fetch(url: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> bytes:
    request = urllib.request.Request(url, data=body, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            return answer.read()
    except OSError as error:
        raise CredentialError(f"cannot read {url} from Conjur: {error}") from error


def _setting(variable: str) -> str:
    value = os.environ.get(variable, "").strip()
    if not value:
        raise CredentialError(f"environment variable {variable} is not set or empty")
    return value
