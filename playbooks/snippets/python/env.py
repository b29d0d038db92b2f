# @file credential.py
"""Reads the __title__ from environment variables."""

import os
from dataclasses import dataclass, field


class CredentialError(RuntimeError):
    """The credential is missing or incomplete."""


@dataclass(frozen=True)
class Credential:
    # each part
    __part__: str = field(repr=False)
    # end


def read_credential() -> Credential:
    return Credential(
        # each part
        __part__=_required("__variable__"),
        # end
    )


def _required(variable: str) -> str:
    value = os.environ.get(variable, "")
    if not value.strip():
        raise CredentialError(f"environment variable {variable} is not set or empty")
    return value
