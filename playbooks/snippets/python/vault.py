# @file credential.py
# @install pip install hvac
"""Reads the __title__ from HashiCorp Vault."""

import os
from dataclasses import dataclass, field

import hvac
import requests
from hvac.exceptions import VaultError

MOUNT = "secret"
PATH = "__path__"


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
    client = hvac.Client(
        url=_setting("VAULT_ADDR"),
        token=_setting("VAULT_TOKEN"),
        namespace=os.environ.get("VAULT_NAMESPACE") or None,
        timeout=10,
    )
    try:
        answer = client.secrets.kv.v2.read_secret_version(path=PATH, mount_point=MOUNT)
    except (VaultError, requests.RequestException) as error:
        raise CredentialError(f"cannot read {MOUNT}/{PATH} from Vault: {error}") from error
    try:
        # KV version 2: the fields stand in the data of the data; a deleted version has none.
        fields = answer["data"]["data"] or {}
    except (KeyError, TypeError):
        raise CredentialError(f"{MOUNT}/{PATH} is not in a KV engine of version 2") from None
    return Credential(
        # each part
        __part__=_required(fields, "__field__"),
        # or optional
        __part__=_optional(fields, "__field__"),
        # end
    )


# with optional
def _optional(fields: dict[str, object], name: str) -> str | None:
    return None if fields.get(name) in (None, "") else _required(fields, name)


# end
def _required(fields: dict[str, object], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value.strip():
        raise CredentialError(f"{MOUNT}/{PATH} has no field {name}, or an empty one")
    return value


def _setting(variable: str) -> str:
    value = os.environ.get(variable, "").strip()
    if not value:
        raise CredentialError(f"environment variable {variable} is not set or empty")
    return value
