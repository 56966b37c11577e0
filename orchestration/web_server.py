"""Dagster's web server and daemon on one workspace, as a child that ends with its parent.

Belongs here: starting, waiting until it answers, ending it. Does not: what it shows; it loads
the same definitions as the schedules.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from ingest.errors import TonneError
from ingest.settings import Workspace
from orchestration import dagster_home
from orchestration.dbt_project import CODE_ROOT

_DEFINITIONS = "orchestration.definitions"
_POLL_SECONDS = 0.3
_START_SECONDS = 180.0
_END_SECONDS = 20.0


def serve(workspace: Workspace, host: str, port: int, *, on_ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `on_ready` is told the address once the server answers.

    Raises:
        TonneError: the port is taken, or the server ends or does not answer.
    """
    _refuse_taken(host, port)
    address = f"http://{host}:{port}"
    log = workspace.state / "logs" / "dagster_ui.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "dagster", "dev", "-m", _DEFINITIONS]
    with log.open("ab") as output:
        server = subprocess.Popen(
            [*command, "-h", host, "-p", str(port)],
            env=_environment(workspace),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # it is told to end once, by this process
        )
    try:
        _wait_until_it_answers(server, address, log)
        on_ready(address)
        server.wait()
        raise TonneError(f"Dagster's web server ended by itself. Its log: {log}")
    finally:
        _end(server)


def _environment(workspace: Workspace) -> dict[str, str]:
    paths = [str(CODE_ROOT), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "TONNE_HOME": str(workspace.home),
        "DAGSTER_HOME": str(dagster_home.prepared(workspace.state)),
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
    }


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise TonneError(
                f"{host}:{port} cannot be served at: {error.strerror}. Give another --port."
            ) from error


def _wait_until_it_answers(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/server_info", timeout=5):
                return
        except OSError:
            time.sleep(_POLL_SECONDS)
    raise TonneError(f"Dagster's web server does not answer at {address}. Its log: {log}")


def _end(server: subprocess.Popen[bytes]) -> None:
    """Interrupt it as a person would; what does not listen is ended, with what it started."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=_END_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
