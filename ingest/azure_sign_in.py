"""Who asks Azure: a key or token of the environment, else azure-identity's default chain.

Belongs here: credentials. Does not: where they are used.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from ingest.errors import Unreachable
from ingest.stores import first_line

if TYPE_CHECKING:
    from obstore.auth.azure import AzureCredentialProvider
    from obstore.store import AzureConfig

_KEYS = ("AZURE_STORAGE_ACCOUNT_KEY", "AZURE_STORAGE_KEY")


def default_credential(what: str) -> Any:
    """azure-identity's default chain, asked only when a token is needed.

    Raises:
        Unreachable: the libraries for Azure are not installed.
    """
    try:  # here, for a local workspace needs neither azure-identity nor the time it takes to load
        from azure.identity import DefaultAzureCredential
    except ImportError as error:
        raise Unreachable(
            f"{what}: reading Azure needs azure-identity. Install tonne[azure]."
        ) from (error)
    return DefaultAzureCredential(exclude_interactive_browser_credential=True)


def identity(uri: str) -> AzureCredentialProvider:
    """The default chain for Blob Storage, tried once.

    Raises:
        Unreachable: nobody is signed in.
    """
    credential = default_credential(uri)
    from obstore.auth.azure import AzureCredentialProvider

    provider = AzureCredentialProvider(credential)
    try:
        provider()
    except Exception as error:
        raise Unreachable(
            f"{uri}: no Azure credentials ({first_line(error)}). Sign in as for the Azure command "
            "line (`az login`), set AZURE_CLIENT_ID, AZURE_TENANT_ID and a secret or certificate, "
            "or use a managed identity; it needs the role Storage Blob Data Reader.",
            "no_credentials",
        ) from error
    return provider


def connection_string(account: str) -> dict[str, str]:
    """The parts of the environment's connection string, if it is of `account`."""
    text = os.environ.get("AZURE_STORAGE_CONNECTION_STRING", "")
    parts = dict(part.split("=", 1) for part in text.split(";") if "=" in part)
    found = {name.strip().lower(): value for name, value in parts.items()}
    return found if found.get("accountname") == account else {}


def secret_of(told: dict[str, str]) -> AzureConfig:
    """The key or the token that a connection string or the environment gives, if any."""
    key = told.get("accountkey") or next(filter(None, map(os.environ.get, _KEYS)), None)
    if key:
        return {"account_key": key}
    token = told.get("sharedaccesssignature") or os.environ.get("AZURE_STORAGE_SAS_TOKEN")
    return {"sas_key": token} if token else {}
