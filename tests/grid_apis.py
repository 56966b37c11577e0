"""Stand-ins for the APIs of grid publishers on the loopback, which the real sources talk to.

Belongs here: the HTTP of it: a folder that a test writes, a log of what was asked, refusals in
turn. Does not: how each publisher asks and answers (grid_protocols.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.answering_folder import note, noted, url_of
from tests.grid_protocols import Question, answer_of

Point = Mapping[str, Any]
ENVIRONMENT = {
    "ELECTRICITY_MAPS_TOKEN": "testing",
    "EIA_API_KEY": "testing",
    "ENTSOE_SECURITY_TOKEN": "testing",
    "WATTTIME_USER": "testing",
    "WATTTIME_PASSWORD": "testing",
}


def endpoint_url(folder: Path) -> str:
    """Where the APIs answer with the points of `folder`."""
    return url_of(folder, _Handler)


def folder_of(home: Path) -> Path:
    """The folder of a workspace that the APIs answer from."""
    return home / "clouds/grid"


def tell(home: Path, settings: str, points: Sequence[Point]) -> None:
    """Make the APIs answer with `points`, and the workspace's source ask them."""
    folder = folder_of(home)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "points.json").write_text(json.dumps(list(points)))
    file = home / "tonne.toml"
    if "endpoint_url" not in (file.read_text() if file.exists() else ""):
        file.write_text(f'{settings.strip()}\nendpoint_url = "{endpoint_url(folder)}"\n')


def told(home: Path) -> list[Any]:
    """What the APIs answer with."""
    return json.loads((folder_of(home) / "points.json").read_text())


def refuse(home: Path, *answers: tuple[int, dict[str, str], str]) -> None:
    """Make the next answers these: status, headers, body."""
    (folder_of(home) / "refusals.json").write_text(json.dumps(answers))


def asked(home: Path) -> list[dict[str, Any]]:
    """Every question that was asked, in order: path, query and headers."""
    return noted(folder_of(home))


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        _, quoted, path = f"{parts.path}/".split("/", 2)
        folder, path = Path(unquote(quoted)), f"/{unquote(path)}".rstrip("/")
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        headers = {name.lower(): value for name, value in self.headers.items()}
        note(folder, {"path": path, "query": query, "headers": headers})
        refusals = folder / "refusals.json"
        waiting = json.loads(refusals.read_text()) if refusals.exists() else []
        if waiting:
            refusals.write_text(json.dumps(waiting[1:]))
            status, extra, text = waiting[0]
            self._send(status, text.encode(), extra)
            return
        points = json.loads((folder / "points.json").read_text())
        status, body = answer_of(Question(path, query, headers, points))
        self._send(status, body, {})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test's output is for its failures."""
