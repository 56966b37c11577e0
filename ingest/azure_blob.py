"""Containers of Azure Blob Storage, with azure-identity's chain of credentials.

Belongs here: what `az://account/container/prefix` means, endpoints. Does not: credentials
(azure_sign_in.py), listing or reading (objects.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from obstore.store import AzureStore

from ingest.azure_sign_in import connection_string, identity, secret_of
from ingest.errors import Unreachable
from ingest.s3 import LOOPBACK
from ingest.settings import SourceSettings
from ingest.stores import RETRIES, client_options, reaching

if TYPE_CHECKING:
    from obstore.store import AzureConfig

_SCHEMES = ("az://", "abfss://")
_HOST = re.compile(r"([a-z0-9]+)\.(?:blob|dfs)\.core\.(?:windows\.net|usgovcloudapi\.net|.+)")


def is_blob_uri(uri: str) -> bool:
    """Whether `uri` names a container of Azure in one of its spellings."""
    host = urlsplit(uri).hostname or ""
    return uri.startswith(_SCHEMES) or (
        uri.startswith("https://") and _HOST.fullmatch(host) is not None
    )


def plain_uri(uri: str) -> str:
    """`uri` as az://account/container/prefix, whichever spelling it has.

    Raises:
        Unreachable: it names no container.
    """
    parts = urlsplit(uri)
    path = unquote(parts.path).strip("/")
    host = parts.hostname or ""
    match = _HOST.fullmatch(host)
    if parts.scheme == "abfss" and match:
        return f"az://{match[1]}/{parts.username}/{path}".rstrip("/")
    if parts.scheme == "https" and match and path:
        return f"az://{match[1]}/{path}"
    if parts.scheme == "az" and parts.netloc and path:
        return f"az://{parts.netloc}/{path}"
    raise Unreachable(
        f"{uri} names no container: write az://account/container/folder (or the https:// address "
        "of the folder)."
    )


def open_container(uri: str, config: SourceSettings) -> AzureStore:
    """The store of the container and prefix in `uri` (az://account/container/prefix).

    Where AZURE_STORAGE_CONNECTION_STRING is of this account its key and endpoint are used, then
    AZURE_STORAGE_ACCOUNT_KEY and AZURE_STORAGE_SAS_TOKEN, then azure-identity's default chain.

    Raises:
        Unreachable: no credentials, or they would travel unencrypted.
    """
    account, container, *prefix = uri.removeprefix("az://").split("/")
    told = connection_string(account)
    endpoint = _checked(config.endpoint_url or told.get("blobendpoint"), config)
    place: AzureConfig = {"account_name": account, **secret_of(told)}
    if endpoint:
        place["endpoint"] = endpoint.rstrip("/")
    is_plain = bool(endpoint and endpoint.startswith("http://"))
    is_signed = "account_key" in place or "sas_key" in place
    if is_plain and not is_signed:
        raise Unreachable(
            f"{endpoint} is not encrypted and no key is given: a token would be readable on the "
            "way. Set AZURE_STORAGE_CONNECTION_STRING, or use https://.",
            "no_credentials",
        )
    provider = None if is_signed else identity(uri)
    with reaching(uri):
        return AzureStore(
            container,
            prefix="/".join(prefix) or None,
            config=place,
            credential_provider=provider,
            client_options=client_options(is_plain=is_plain),
            retry_config=RETRIES,
        )


def _checked(endpoint: str | None, config: SourceSettings) -> str | None:
    """Where requests go, if not to Azure itself; without TLS only on purpose or to loopback."""
    if endpoint is None or not endpoint.startswith("http://"):
        return endpoint
    if config.allow_http or urlsplit(endpoint).hostname in LOOPBACK:
        return endpoint
    raise Unreachable(
        f"{endpoint} would carry the bill and signed requests unencrypted: use https://, or set "
        "allow_http = true for this source."
    )
