# @file credential.py
"""Reads the __title__ from a mounted Kubernetes Secret."""

import os
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path("/var/run/secrets/__label__")


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
    # Read anew at each call: the kubelet replaces the files when the Secret changes.
    return Credential(
        # each part
        __part__=_required("__field__", "__variable__"),
        # or optional
        __part__=_optional("__field__", "__variable__"),
        # end
    )


# with optional
def _optional(name: str, variable: str) -> str | None:
    present = (FOLDER / name).exists() or os.environ.get(variable, "").strip()
    return _required(name, variable) if present else None


# end
def _required(name: str, variable: str) -> str:
    file = FOLDER / name
    try:
        value = file.read_text(encoding="utf-8").rstrip("\r\n")
    except FileNotFoundError:
        value = os.environ.get(variable, "")
    except UnicodeDecodeError:
        # The original exception carries the content.
        raise CredentialError(f"{file} is not UTF-8") from None
    except OSError as error:
        raise CredentialError(f"cannot read {file}: {error.strerror}") from error
    if not value.strip():
        raise CredentialError(f"{file} and environment variable {variable} are both missing or empty")
    return value
