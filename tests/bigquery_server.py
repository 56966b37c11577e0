"""A real BigQuery emulator in a process of its own: REST, and the Storage Read API over gRPC.

It has an environment of its own, `.services/bqemulator` (`make services`): its packages are no
dependency of ours. Belongs here: starting it, tables of rows. Does not: what a bill holds.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

from tests.google_tables import schema
from tests.services import importable, must_be_there

PROJECT = "acme-billing"
DATASET = "billing"
_START_SECONDS = 120
_INSTALLED = Path(__file__).resolve().parents[1] / ".services" / "bqemulator"


@dataclass(frozen=True)
class BigQueryServer:
    """A running emulator."""

    rest_url: str
    storage_url: str

    def client(self) -> Any:
        """Google's own client, talking to this server."""
        from google.api_core.client_options import ClientOptions
        from google.auth.credentials import AnonymousCredentials
        from google.cloud import bigquery

        return bigquery.Client(
            project=PROJECT,
            credentials=AnonymousCredentials(),
            client_options=ClientOptions(api_endpoint=self.rest_url),
        )

    def make_table(self, name: str, columns: Mapping[str, Any], *, day: str | None = None) -> str:
        """Make an empty table by ingestion day, or by the column `day`; its uri."""
        from google.cloud import bigquery

        client = self.client()
        client.create_dataset(DATASET, exists_ok=True)
        client.delete_table(f"{PROJECT}.{DATASET}.{name}", not_found_ok=True)
        table = bigquery.Table(f"{PROJECT}.{DATASET}.{name}", schema(columns))
        table.time_partitioning = bigquery.TimePartitioning(type_="DAY", field=day)
        client.create_table(table)
        return f"bigquery://{PROJECT}/{DATASET}/{name}"

    def insert(self, name: str, rows: Sequence[dict[str, Any]]) -> None:
        """Append rows, as Google appends to an export."""
        client = self.client()
        table = client.get_table(f"{PROJECT}.{DATASET}.{name}")
        for first in range(0, len(rows), 500):
            refused = client.insert_rows_json(table, rows[first : first + 500])
            assert not refused, refused

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        """The answer to `sql`."""
        return [tuple(row.values()) for row in self.client().query(sql).result()]


@contextmanager
def running(folder: Path) -> Iterator[BigQueryServer]:
    """Start it on free ports of the loopback, its files in `folder`; skip where it is absent."""
    must_be_there(
        importable("google.cloud.bigquery_storage"),
        "Google's clients are not installed; `pip install tonne[gcp]` does it",
    )
    program = Path(os.environ.get("TONNE_BQEMULATOR", _INSTALLED)) / "bin"
    must_be_there(
        (program / "bqemulator").is_file(),
        "the BigQuery emulator is not installed; `make services` installs it in .services/",
    )
    environment = {**os.environ, "HOME": str(folder)}
    # It looks for DuckDB's spatial extension in its home, and would download it otherwise.
    load = "from duckdb_extensions import import_extension; import_extension('spatial')"
    subprocess.run([program / "python", "-c", load], env=environment, check=True, timeout=120)
    rest, grpc = _free_port(), _free_port()
    command = [program / "bqemulator", "start", "--rest-port", str(rest), "--grpc-port", str(grpc)]
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=environment, cwd=folder, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        server = BigQueryServer(f"http://127.0.0.1:{rest}", f"http://127.0.0.1:{grpc}")
        _wait_until_it_answers(server, process, log)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_until_it_answers(
    server: BigQueryServer, process: subprocess.Popen[bytes], log: Path
) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            address = f"{server.rest_url}/bigquery/v2/projects/{PROJECT}/datasets"
            with urllib.request.urlopen(address, timeout=10):
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"The BigQuery emulator did not start:\n{log.read_text()[-2000:]}")
