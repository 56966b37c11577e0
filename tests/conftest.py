"""What tests of every folder may ask for: the research data beside the checkout, a real S3, a home.

Belongs here: fixtures that more than one folder uses. Does not: data of one test, fakes.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

from tests import seeded

REPOSITORY = Path(__file__).resolve().parents[1]
_START_SECONDS = 60


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of research data, `../shared` beside the checkout.

    A checkout alone has none: the test is skipped, and says so. Where CI is set it must be there.
    """
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        reason = f"reads the research data in {folder.name}/ beside the checkout, which is absent"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session", autouse=True)
def _seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """New workspaces start from seeds that are loaded once a session."""
    with seeded.of_session(tmp_path_factory):
        yield


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder to be a workspace."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@dataclass(frozen=True)
class S3Server:
    """A running S3 server; `uri` names a bucket on it the way tonne.toml does."""

    endpoint_url: str
    region: str = "us-east-1"

    def client(self) -> Any:
        """A boto3 client that talks to this server."""
        import boto3

        return boto3.client("s3", endpoint_url=self.endpoint_url, region_name=self.region)

    def bucket(self, name: str) -> str:
        """Make a bucket and return its uri."""
        self.client().create_bucket(Bucket=name)
        return f"s3://{name}"

    def upload(self, folder: Path, uri: str) -> None:
        """Put every file of `folder` under `uri`, with its relative path as the key's end."""
        bucket, _, prefix = uri.removeprefix("s3://").partition("/")
        client = self.client()
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            key = "/".join(part for part in (prefix, file.relative_to(folder).as_posix()) if part)
            client.put_object(Bucket=bucket, Key=key, Body=file.read_bytes())


@pytest.fixture(scope="session")
def moto_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """A real moto server in a process of its own, on a free port of the loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    log = tmp_path_factory.mktemp("moto") / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        server = S3Server(f"http://127.0.0.1:{port}")
        _wait_until_it_answers(server, process, log)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture
def moto_s3(moto_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> S3Server:
    """The S3 server, emptied, with credentials for it in the environment and no others in reach."""
    _request(f"{moto_server.endpoint_url}/moto-api/reset", method="POST")
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", moto_server.region)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    return moto_server


def _wait_until_it_answers(server: S3Server, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            _request(f"{server.endpoint_url}/moto-api/")
        except (URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"The S3 server did not start:\n{log.read_text()}")


def _request(url: str, method: str = "GET") -> None:
    with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=10):
        pass
