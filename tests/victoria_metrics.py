"""A real VictoriaMetrics in a process of its own: the same API, another store.

It is Debian's package, unpacked in `.services/debian` (`make services`). Belongs here: starting it,
giving it samples. Does not: what it holds.
"""

from __future__ import annotations

import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.known_counters import Known
from tests.prometheus_server import PrometheusServer, free_port, process_of, program


@contextmanager
def running(folder: Path, known: Iterable[Known]) -> Iterator[PrometheusServer]:
    """Start it on the samples of `known`."""
    port = free_port()
    command = [
        program("victoria-metrics"), f"-storageDataPath={folder}/data", "-retentionPeriod=10y",
        f"-httpListenAddr=127.0.0.1:{port}",
    ]  # fmt: skip
    server = PrometheusServer(f"http://127.0.0.1:{port}")
    with process_of(command, folder / "server.log", f"{server.uri}/health"):
        for one in known:
            lines = "".join(f"{one.selector} {text} {at}\n" for at, text in one.samples)
            _post(f"{server.uri}/api/v1/import/prometheus", lines)
        _post(f"{server.uri}/internal/force_flush", "")
        yield server


def _post(uri: str, text: str) -> None:
    with urllib.request.urlopen(uri, text.encode(), timeout=60):
        pass
