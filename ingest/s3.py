"""Buckets of Amazon S3 and of whatever speaks its API, with boto3's chain of credentials.

Belongs here: endpoints, regions, credentials. Does not: listing or reading (objects.py).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from obstore.store import S3Store

from ingest.errors import Unreachable
from ingest.settings import SourceSettings
from ingest.stores import RETRIES, client_options, first_line, reaching

if TYPE_CHECKING:
    from obstore.auth.boto3 import Boto3CredentialProvider
    from obstore.store import S3Config

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def open_bucket(uri: str, config: SourceSettings) -> S3Store:
    """The store of the bucket and prefix in `uri` (s3://bucket/prefix).

    The endpoint comes from the settings, else from AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL.

    Raises:
        Unreachable: no credentials, or they would travel unencrypted.
    """
    parts = urlsplit(uri)
    credentials = _boto3_credentials(config, uri)
    place: S3Config = {"region": config.region or credentials.config.get("region") or "us-east-1"}
    endpoint = _endpoint(config)
    if endpoint:
        place["endpoint"] = endpoint
    with reaching(uri):
        return S3Store(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            config=place,
            credential_provider=credentials,
            client_options=client_options(
                is_plain=bool(endpoint and endpoint.startswith("http://"))
            ),
            retry_config=RETRIES,
        )


def _endpoint(config: SourceSettings) -> str | None:
    """Where the requests go, if not to AWS itself; without TLS only on purpose or to loopback."""
    names = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
    endpoint = config.endpoint_url or next(filter(None, map(os.environ.get, names)), None)
    if endpoint is not None:
        refuse_plain(endpoint, config)
    return endpoint


def refuse_plain(endpoint: str, config: SourceSettings) -> None:
    """Hold that requests to `endpoint` travel encrypted, or that somebody wants them plain.

    Raises:
        Unreachable: they would not, and nobody does.
    """
    is_loopback = urlsplit(endpoint).hostname in LOOPBACK
    if not endpoint.startswith("http://") or config.allow_http or is_loopback:
        return
    raise Unreachable(
        f"{endpoint} would carry the bill and signed requests unencrypted: use https://, or set "
        "allow_http = true for this source."
    )


def _boto3_credentials(config: SourceSettings, uri: str) -> Boto3CredentialProvider:
    try:  # here, for a local workspace needs neither boto3 nor the time it takes to load
        import boto3
        from obstore.auth.boto3 import Boto3CredentialProvider
    except ImportError as error:
        raise Unreachable(f"{uri}: reading S3 needs boto3. Install tonne[aws].") from error
    try:
        return Boto3CredentialProvider(boto3.Session(region_name=config.region))
    except Exception as error:
        raise Unreachable(
            f"{uri}: no AWS credentials ({first_line(error)}). Sign in as for the AWS command "
            "line: AWS_PROFILE, `aws configure`, `aws sso login` or an instance role.",
            "no_credentials",
        ) from error
