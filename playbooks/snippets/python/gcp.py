# @file credential.py
# @install pip install google-cloud-secret-manager
"""Reads the __title__ from Google Cloud Secret Manager."""

import json
import os
from dataclasses import dataclass, field

from google.api_core.exceptions import GoogleAPIError
from google.auth.exceptions import GoogleAuthError
from google.cloud import secretmanager

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
    name = f"projects/{_setting('GOOGLE_CLOUD_PROJECT')}/secrets/{SECRET}/versions/latest"
    try:
        with secretmanager.SecretManagerServiceClient() as client:
            data = client.access_secret_version(name=name, timeout=10).payload.data
    except (GoogleAPIError, GoogleAuthError) as error:
        raise CredentialError(f"cannot read {name}: {error}") from error
    fields = _fields(data)
    return Credential(
        # each part
        __part__=_required(fields, "__field__"),
        # or optional
        __part__=_optional(fields, "__field__"),
        # end
    )


def _fields(text: bytes) -> dict[str, object]:
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
