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
    # or optional
    __part__: str | None = field(repr=False)
    # end


def read_credential() -> Credential:
    return Credential(
        # each part
        __part__=_required("__variable__"),
        # or optional
        __part__=_optional("__variable__"),
        # end
    )


# with optional
def _optional(variable: str) -> str | None:
    return _required(variable) if os.environ.get(variable, "").strip() else None


# end
def _required(variable: str) -> str:
    value = os.environ.get(variable, "")
    if not value.strip():
        raise CredentialError(f"environment variable {variable} is not set or empty")
    return value
