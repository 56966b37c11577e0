"""A server on the loopback that answers with the files of the folder which the path names.

Belongs here: its address, the log of what was asked. Does not: what any API answers.
"""

from __future__ import annotations

import json
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

_LOG = "asked.jsonl"


def url_of(folder: Path, handler: type[BaseHTTPRequestHandler]) -> str:
    """Where `handler` answers with the files of `folder`."""
    return f"http://127.0.0.1:{_port(handler)}/{quote(str(folder), safe='')}"


def note(folder: Path, question: dict[str, Any]) -> None:
    """Write down what was asked."""
    with (folder / _LOG).open("a") as log:
        log.write(json.dumps(question) + "\n")


def noted(folder: Path) -> list[dict[str, Any]]:
    """Every question that was asked, in order."""
    log = folder / _LOG
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


@cache
def _port(handler: type[BaseHTTPRequestHandler]) -> int:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return int(server.server_address[1])
