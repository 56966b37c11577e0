"""A stand-in for AWS's sustainability API on the loopback, which real boto3 talks to.

Belongs here: the HTTP of it: paths, pages of one result, half-open times, refusals. Does not: what
a test delivers; it answers with the files that a test writes into a folder, which the path names.
"""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tests.answering_folder import note, noted, url_of

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_MAX_ATTEMPTS": "1",
}
_FILES = {
    "/v1/estimated-carbon-emissions": "emissions.json",
    "/v1/estimated-water-allocation": "water.json",
}
Result = dict[str, Any]


def endpoint_url(folder: Path) -> str:
    """Where the API answers with the files of `folder`."""
    return url_of(folder, _Handler)


def asked(folder: Path) -> list[Result]:
    """Every question that was asked, in order, with its path."""
    return noted(folder)


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        _, folder, path = self.path.split("/", 2)
        place = Path(unquote(folder))
        note(place, {"path": f"/{path}", **question})
        file = place / _FILES[f"/{path}"]
        if not file.exists():
            answer = {"message": "User is not authorized to perform it"}
            self._send(403, answer, {"x-amzn-ErrorType": "AccessDeniedException"})
            return
        start, end = question["TimePeriod"]["Start"], question["TimePeriod"]["End"]
        told = [
            one for one in json.loads(file.read_text()) if start <= one["TimePeriod"]["Start"] < end
        ]
        at = int(question.get("NextToken", 0))
        following = {"NextToken": str(at + 1)} if at + 1 < len(told) else {}
        self._send(200, {"Results": told[at : at + 1], **following}, {})

    def _send(self, status: int, answer: Result, headers: dict[str, str]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test's output is for its failures."""
