"""Google's BigQuery clients, with the credentials of its own default chain.

Belongs here: addresses, endpoints, credentials, what Google's errors mean. Does not: queries.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field

from ingest.errors import Absent, Unreachable, Why
from ingest.settings import SourceSettings
from ingest.stores import first_line

SCHEME = "bigquery://"
_ADDRESS = re.compile(r"bigquery://([^/]+)/([^/]+)/([^/]+)/?")
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_WHY: dict[str, Why] = {
    "Forbidden": "denied",
    "Unauthorized": "denied",
    "DefaultCredentialsError": "no_credentials",
    "RefreshError": "no_credentials",
    "TransportError": "unanswered",
    "ConnectionError": "unanswered",
    "RetryError": "unanswered",
    "ServerError": "unanswered",
    "TooManyRequests": "unanswered",
}


class BigQuerySettings(SourceSettings):
    """What a source may say of a table in BigQuery, beside the keys all kinds share.

    `uri` is bigquery://project/dataset/table; `region` the dataset's location.
    """

    billing_project: str | None = None
    """The project that pays for queries, if it is not the table's."""
    maximum_bytes_billed: int | None = Field(default=None, gt=0)
    """No query or read may scan more bytes than this."""
    partition_column: str | None = Field(default=None, pattern=r"^\w+$")
    """The column of a copy or a view that tells the day a row was exported."""
    first_day: date | None = None
    """Days before it are not asked for."""
    use_storage_api: bool = True
    storage_endpoint_url: str | None = None


@dataclass(frozen=True)
class Address:
    """A table's full name."""

    project: str
    dataset: str
    table: str

    @property
    def uri(self) -> str:
        """As tonne.toml writes it."""
        return f"{SCHEME}{self.project}/{self.dataset}/{self.table}"

    @property
    def sql(self) -> str:
        """As a query writes it."""
        return f"`{self.project}.{self.dataset}.{self.table}`"

    @property
    def path(self) -> str:
        """As the Storage Read API writes it."""
        return f"projects/{self.project}/datasets/{self.dataset}/tables/{self.table}"


def address_of(uri: str) -> Address:
    """The table that `uri` names.

    Raises:
        Unreachable: it is no bigquery://project/dataset/table.
    """
    match = _ADDRESS.fullmatch(uri)
    if match is None or "`" in uri:
        raise Unreachable(f"{uri} is no table: write bigquery://project/dataset/table.")
    return Address(*match.groups())


def open_client(config: BigQuerySettings, address: Address) -> Any:
    """A client for queries in the project that pays for them.

    Raises:
        Unreachable: the client is not installed, no credentials, or an endpoint without TLS.
    """
    try:  # here, for a local workspace needs neither Google's clients nor the time they take
        from google.api_core.client_options import ClientOptions
        from google.auth.credentials import AnonymousCredentials
        from google.cloud import bigquery
    except ImportError as error:
        raise _not_installed("google-cloud-bigquery", config.uri) from error
    endpoint = _endpoint(config.endpoint_url, config)
    with reaching(address.uri):
        return bigquery.Client(
            project=config.billing_project or address.project,
            location=config.region,
            credentials=AnonymousCredentials() if _is_local(endpoint) else None,
            client_options=ClientOptions(api_endpoint=endpoint) if endpoint else None,
        )


def open_storage(config: BigQuerySettings) -> Any | None:
    """A client of the Storage Read API; None where it is switched off or has no endpoint.

    Raises:
        Unreachable: as for `open_client`.
    """
    endpoint = _endpoint(config.storage_endpoint_url, config)
    if not config.use_storage_api or (config.endpoint_url and not endpoint):
        return None
    try:
        from google.cloud.bigquery_storage_v1 import BigQueryReadClient
    except ImportError as error:
        raise _not_installed("google-cloud-bigquery-storage", config.uri) from error
    if endpoint is None or not endpoint.startswith("http://"):
        with reaching(config.uri):
            return BigQueryReadClient(client_options={"api_endpoint": endpoint} if endpoint else {})
    import grpc
    from google.cloud.bigquery_storage_v1.services.big_query_read import transports

    channel = grpc.insecure_channel(urlsplit(endpoint).netloc)
    return BigQueryReadClient(transport=transports.BigQueryReadGrpcTransport(channel=channel))


@contextmanager
def reaching(uri: str) -> Generator[None]:
    """Turn what Google's clients throw into this door's errors."""
    try:
        yield
    except Unreachable:
        raise
    except Exception as error:  # clients and credential chains throw many kinds
        names = {base.__name__ for base in type(error).__mro__}
        if "NotFound" in names:
            raise Absent(f"{uri} does not exist: {first_line(error)}") from error
        why: Why = "unknown"
        for name, known in _WHY.items():
            if name in names:
                why = known
                break
        remedy = _REMEDIES.get(why, "")
        raise Unreachable(f"{uri} cannot be read: {first_line(error)}.{remedy}", why) from error


_REMEDIES: dict[Why, str] = {
    "denied": " Give the account bigquery.dataViewer on the dataset, bigquery.jobUser and "
    "bigquery.readSessionUser on the project that pays.",
    "no_credentials": " Sign in as for Google's command line: `gcloud auth application-default "
    "login`, or GOOGLE_APPLICATION_CREDENTIALS.",
}


def _not_installed(package: str, uri: str) -> Unreachable:
    return Unreachable(f"{uri}: reading BigQuery needs {package}. Install tonne[gcp].")


def _is_local(endpoint: str | None) -> bool:
    return bool(endpoint) and urlsplit(endpoint or "").hostname in _LOOPBACK


def _endpoint(url: str | None, config: BigQuerySettings) -> str | None:
    """Where requests go if not to Google itself; without TLS only on purpose or to loopback."""
    if url is None or not url.startswith("http://") or config.allow_http or _is_local(url):
        return url
    raise Unreachable(
        f"{url} would carry the bill unencrypted: use https://, or set allow_http = true for this "
        "source."
    )
