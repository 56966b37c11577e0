"""A real Azurite (Blob Storage) in a process of its own, on a free port of the loopback.

Belongs here: starting it, putting folders into containers. Does not: what a test expects.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

import pytest

from tests.pipeline import REPOSITORY
from tests.services import must_be_there

ACCOUNT = "devstoreaccount1"
# The key that Azurite publishes for its one account; it opens nothing else.
_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
_PROGRAM = REPOSITORY / ".services/azurite/node_modules/.bin/azurite-blob"
_START_SECONDS = 60


@dataclass(frozen=True)
class Azurite:
    """A running Azurite; containers are made on it by name."""

    endpoint: str

    @property
    def connection_string(self) -> str:
        """What AZURE_STORAGE_CONNECTION_STRING says of it."""
        return (
            f"DefaultEndpointsProtocol=http;AccountName={ACCOUNT};AccountKey={_KEY};"
            f"BlobEndpoint={self.endpoint};"
        )

    def upload(self, folder: Path, container: str) -> str:
        """Put every file of `folder` into a new container; returns its uri."""
        client = self._client().create_container(container)
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            client.upload_blob(file.relative_to(folder).as_posix(), file.read_bytes())
        return f"az://{ACCOUNT}/{container}"

    def _client(self) -> Any:
        from azure.storage.blob import BlobServiceClient

        # The newest client speaks a newer version than the server knows.
        return BlobServiceClient.from_connection_string(
            self.connection_string, api_version="2025-11-05"
        )


@contextmanager
def running(folder: Path) -> Iterator[Azurite]:
    """Start it with its data in `folder`; the test is skipped where it is not installed."""
    must_be_there(
        _PROGRAM.exists() and shutil.which("node") is not None,
        "needs Azurite, a real Blob Storage: `make services` installs it (asks for node)",
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "azurite.log").open("wb") as log:
        process = subprocess.Popen(
            [
                str(_PROGRAM), "--blobHost", "127.0.0.1", "--blobPort", str(port), "--silent",
                "--location", str(folder), "--skipApiVersionCheck", "--disableTelemetry",
            ],
            stdout=log,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        _wait(port, process, folder / "azurite.log")
        yield Azurite(f"http://127.0.0.1:{port}/{ACCOUNT}")
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/{ACCOUNT}?comp=list", timeout=5)
        except HTTPError:
            return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"Azurite did not start:\n{log.read_text()}")
