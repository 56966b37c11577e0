"""A real Prometheus in a process of its own, on blocks that promtool back-filled.

It is Debian's package, unpacked in `.services/prometheus` (`make services`), or whatever stands on
the path. Belongs here: starting it, asking it as a person would. Does not: what it holds.
"""

from __future__ import annotations

import json
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
from urllib.error import URLError
from urllib.parse import urlencode

import pytest

from tests.pipeline import REPOSITORY
from tests.prometheus_homes import settings
from tests.services import must_be_there

_START_SECONDS = 60
_INSTALLED = REPOSITORY / ".services/prometheus/usr/bin"
_NO_SCRAPES = "global: {scrape_interval: 15s}\n"


@dataclass(frozen=True)
class PrometheusServer:
    """A running server."""

    uri: str

    def ask(self, query: str, at_s: float) -> list[dict[str, Any]]:
        """The result of an instant query."""
        body = urlencode({"query": query, "time": f"{at_s:.3f}"}).encode()
        with urllib.request.urlopen(f"{self.uri}/api/v1/query", body, timeout=60) as answer:
            result: list[dict[str, Any]] = json.load(answer)["data"]["result"]
        return result

    def settings(self, *presets: str, **more: object) -> str:
        """A tonne.toml with one source, `rack`, that asks this server."""
        return settings(self.uri, *presets, **more)


def program(name: str) -> Path:
    """`prometheus` or `promtool`; the test is skipped where it is not installed."""
    found = shutil.which(name, path=str(_INSTALLED)) or shutil.which(name)
    missing = f"{name} is not installed; `make services` unpacks Debian's package in .services/"
    must_be_there(found is not None, missing)
    return Path(str(found))


def back_filled(folder: Path, text: str) -> Path:
    """A folder of blocks made of samples in OpenMetrics' text."""
    source, data = folder / "samples.txt", folder / "data"
    source.write_text(text)
    command = [program("promtool"), "tsdb", "create-blocks-from", "openmetrics", source, data]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    source.unlink()
    return data


@contextmanager
def running(folder: Path, text: str, *flags: str) -> Iterator[PrometheusServer]:
    """Start it on the samples of `text`; `flags` are its own, such as limits of a query."""
    data = back_filled(folder, text)
    (folder / "prometheus.yml").write_text(_NO_SCRAPES)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [
        program("prometheus"), f"--config.file={folder}/prometheus.yml",
        f"--storage.tsdb.path={data}", "--storage.tsdb.retention.time=10y",
        f"--web.listen-address=127.0.0.1:{port}", *flags,
    ]  # fmt: skip
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        server = PrometheusServer(f"http://127.0.0.1:{port}")
        _wait_until_it_answers(server, process, log)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_until_it_answers(
    server: PrometheusServer, process: subprocess.Popen[bytes], log: Path
) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.uri}/-/ready", timeout=10):
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"Prometheus did not start:\n{log.read_text()[-2000:]}")
