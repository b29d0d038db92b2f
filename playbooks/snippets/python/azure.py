# @file credential.py
# @install pip install azure-identity azure-keyvault-secrets
"""Reads the __title__ from Azure Key Vault."""

import json
import os
from dataclasses import dataclass, field

from azure.core.exceptions import AzureError
from azure.identity import DefaultAzureCredential
from azure.keyvault.secrets import SecretClient

SECRET = "__label__"


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
    vault_url = _setting("AZURE_KEY_VAULT_URL")
    try:
        with DefaultAzureCredential() as identity, SecretClient(vault_url=vault_url, credential=identity) as client:
            text = client.get_secret(SECRET).value
    except AzureError as error:
        raise CredentialError(f"cannot read {SECRET} from {vault_url}: {error}") from error
    fields = _fields(text or "")
    return Credential(
        # each part
        __part__=_required(fields, "__field__"),
        # or optional
        __part__=_optional(fields, "__field__"),
        # end
    )


def _fields(text: str) -> dict[str, object]:
    try:
        fields = json.loads(text)
    except ValueError:
        # The original exception carries the text, which an error tracker would record.
        raise CredentialError(f"{SECRET} is not JSON") from None
    if not isinstance(fields, dict):
        raise CredentialError(f"{SECRET} is not a JSON object")
    return fields


# with optional
def _optional(fields: dict[str, object], name: str) -> str | None:
    return None if fields.get(name) in (None, "") else _required(fields, name)


# end
def _required(fields: dict[str, object], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value.strip():
        raise CredentialError(f"{SECRET} has no field {name}, or an empty one")
    return value


def _setting(variable: str) -> str:
    value = os.environ.get(variable, "").strip()
    if not value:
        raise CredentialError(f"environment variable {variable} is not set or empty")
    return value
