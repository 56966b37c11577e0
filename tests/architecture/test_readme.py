"""README.md begins with the two commands, and every other command in it works."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.architecture.house import ROOT
from tests.architecture.readme_commands import README, commands

_LINES_OF_THE_DEMO = "3000"
_SERVER = re.compile(r"\btonne\b.* ui\b")
_SERVING = "Serving http://127.0.0.1:"
_SERVER_SECONDS = 120


def test_the_first_two_commands_are_the_demo_and_the_tests() -> None:
    assert commands()[:2] == ["make demo", "make test"]


def test_every_make_target_it_names_exists() -> None:
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    named = [command.split()[1] for command in commands() if command.startswith("make ")]

    assert [target for target in named if target not in targets] == []


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", README.read_text(encoding="utf-8"))

    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.slow
def test_its_other_commands_run_in_order(tmp_path: Path) -> None:
    checkout = _checkout_beside_a_demo(tmp_path)
    other = [command for command in commands() if not command.startswith("make ")]
    failed = [message for command in other if (message := _failure(command, checkout))]

    assert other
    assert failed == []


def _checkout_beside_a_demo(folder: Path) -> Path:
    """What a reader has after `make demo`, with a smaller company; the checkout stays as it is."""
    for entry in ROOT.iterdir():
        if entry.name not in ("demo", ".venv", ".git"):
            (folder / entry.name).symlink_to(entry)
    (folder / ".venv").symlink_to(sys.prefix)
    demo = ["--home", "demo", "demo", "--lines", _LINES_OF_THE_DEMO]
    subprocess.run([folder / ".venv/bin/tonne", *demo], cwd=folder, check=True)
    return folder


def _failure(command: str, folder: Path) -> str | None:
    """Why `command` did not do what a reader expects; nothing if it did."""
    if _SERVER.search(command):
        return _server_failure(command, folder)
    finished = subprocess.run(
        ["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False
    )
    if finished.returncode == 0:
        return None
    return f"{command}: exit {finished.returncode}\n{finished.stdout}{finished.stderr}"


def _server_failure(command: str, folder: Path) -> str | None:
    """A server must say that it serves; then it is stopped with everything it started."""
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            ["bash", "-c", command], cwd=folder, stdout=output, stderr=output, process_group=0
        )
    end = time.monotonic() + _SERVER_SECONDS
    try:
        while time.monotonic() < end and server.poll() is None:
            if _SERVING in log.read_text(encoding="utf-8", errors="replace"):
                return None
            time.sleep(0.5)
        return f"{command}: it does not serve\n{log.read_text(encoding='utf-8', errors='replace')}"
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=60)
