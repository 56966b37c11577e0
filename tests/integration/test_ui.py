"""`tonne ui` answers on loopback, shows the workspace, and ends with everything it started."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
import urllib.request
from pathlib import Path

import pytest

from tests import bills
from tests.pipeline import run_tonne, start_tonne

pytestmark = pytest.mark.slow
_START_SECONDS = 240
_QUERY = (
    "{repositoriesOrError{... on RepositoryConnection{nodes{jobs{name} sensors{name} "
    "schedules{name}}}}}"
)


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_it_serves_the_workspace_on_loopback_and_ends_on_ctrl_c(home: Path, port: int) -> None:
    bills.write_workspace(home, [bills.instance("m5.large")])
    said = home / "said.txt"
    server = start_tonne(home, "ui", "--port", str(port), said=said)
    try:
        _wait_for(f"Serving http://127.0.0.1:{port}", said, server.pid)
        names = _asked(port)
    finally:
        os.kill(server.pid, signal.SIGINT)
        code = server.wait(timeout=60)

    assert "main_job" in names["jobs"]
    assert names["sensors"] == ["deliveries"]
    assert names["schedules"] == ["daily"]
    assert (home / ".tonne/dagster/dagster.yaml").exists()
    assert code == 0, said.read_text()
    assert said.read_text().endswith("Ended.\n")
    with socket.socket() as again:
        assert again.connect_ex(("127.0.0.1", port)) != 0, "the web server outlived its parent"


def test_a_port_that_is_taken_is_said(home: Path) -> None:
    bills.write_workspace(home, [bills.instance("m5.large")])
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run_tonne(home, "ui", "--port", str(taken.getsockname()[1]))

    assert done.returncode == 1
    assert "Give another --port" in done.stderr


def _asked(port: int) -> dict[str, list[str]]:
    """The names of jobs, sensors and schedules that the server knows."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql",
        data=json.dumps({"query": _QUERY}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        document = json.load(answer)
    (node,) = document["data"]["repositoriesOrError"]["nodes"]
    return {kind: [one["name"] for one in node[kind]] for kind in ("jobs", "sensors", "schedules")}


def _wait_for(words: str, file: Path, pid: int) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        if words in file.read_text():
            return
        os.kill(pid, 0)
        time.sleep(0.5)
    pytest.fail(f"it does not serve:\n{file.read_text()}")
