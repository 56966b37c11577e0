"""Buckets of Google Cloud Storage, with the credentials of Google's own default chain.

Belongs here: endpoints, credentials. Does not: listing or reading (objects.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from obstore.store import GCSStore

from ingest.errors import Unreachable
from ingest.settings import SourceSettings
from ingest.stores import RETRIES, client_options, first_line, reaching

if TYPE_CHECKING:
    from obstore.auth.google import GoogleCredentialProvider
    from obstore.store import GCSConfig

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def open_gcs(uri: str, config: SourceSettings) -> GCSStore:
    """The store of the bucket and prefix in `uri` (gs://bucket/prefix).

    An endpoint on this machine (an emulator's) is asked without credentials.

    Raises:
        Unreachable: no credentials, or they would travel unencrypted.
    """
    parts = urlsplit(uri)
    endpoint = config.endpoint_url
    is_local = bool(endpoint) and urlsplit(endpoint or "").hostname in _LOOPBACK
    if endpoint and endpoint.startswith("http://") and not (is_local or config.allow_http):
        raise Unreachable(
            f"{endpoint} would carry the bill unencrypted: use https://, or set allow_http = true "
            "for this source."
        )
    place: GCSConfig = {"skip_signature": True} if is_local else {}
    if endpoint:
        place["base_url"] = endpoint
    credentials = None if is_local else _credentials(uri)
    with reaching(uri):
        return GCSStore(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            config=place,
            credential_provider=credentials,
            client_options=client_options(
                is_plain=bool(endpoint and endpoint.startswith("http://"))
            ),
            retry_config=RETRIES,
        )


def _credentials(uri: str) -> GoogleCredentialProvider:
    try:  # here, for a local workspace needs no client of Google's nor the time it takes to load
        from obstore.auth.google import GoogleCredentialProvider
    except ImportError as error:
        raise Unreachable(f"{uri}: reading it needs google-auth. Install tonne[gcp].") from error
    try:
        return GoogleCredentialProvider()
    except Exception as error:
        raise Unreachable(
            f"{uri}: no Google credentials ({first_line(error)}). Sign in as for Google's command "
            "line: `gcloud auth application-default login`, or GOOGLE_APPLICATION_CREDENTIALS.",
            "no_credentials",
        ) from error
