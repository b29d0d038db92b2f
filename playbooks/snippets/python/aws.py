# @file credential.py
# @install pip install boto3
"""Reads the __title__ from AWS Secrets Manager."""

import json
from dataclasses import dataclass, field

import boto3
from botocore.exceptions import BotoCoreError, ClientError

SECRET = "__path__"


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
    try:
        answer = boto3.client("secretsmanager").get_secret_value(SecretId=SECRET)
    except (BotoCoreError, ClientError) as error:
        raise CredentialError(f"cannot read {SECRET} from AWS Secrets Manager: {error}") from error
    fields = _fields(answer.get("SecretString", ""))
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
