"""An HTTP server that stands where a Prometheus would, and can refuse, cut or count what is asked.

Belongs here: a server on the loopback with an answer of one's own, a shelf of samples that answers
the two questions this project asks, passing on to a real one. Does not: PromQL.
"""

from __future__ import annotations

import json
import re
import threading
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import parse_qs

Answer = tuple[int, Mapping[str, str], bytes]
Answerer = Callable[[Mapping[str, str], Mapping[str, str]], Answer]
"""From the form and the headers of a question to status, headers and body."""
_RAW = re.compile(r"^(\w+)(?:\{.*?\})?\[(\d+)ms\]$")
_COUNT = re.compile(r"count_over_time\((\w+)(?:\{.*?\})?\[(\d+)ms\]\)")


@dataclass
class Front:
    """A running server: `answer` may be changed at any time.

    `asked` are the questions so far, each with its moment.
    """

    uri: str
    answer: Answerer
    asked: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    @property
    def raw(self) -> list[tuple[str, str]]:
        """The questions for samples."""
        return [one for one in self.asked if _RAW.match(one[0])]


@contextmanager
def standing(answer: Answerer) -> Iterator[Front]:
    """Serve `answer` on a free port of the loopback."""
    front = Front("", answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            form = {
                name: values[0]
                for name, values in parse_qs(self.rfile.read(length).decode()).items()
            }
            front.asked.append((form["query"], form["time"]))
            status, headers, body = front.answer(form, dict(self.headers))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    front.uri = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield front
    finally:
        server.shutdown()
        server.server_close()


def passing_to(uri: str) -> Answerer:
    """Pass every question on to a real server."""

    def answer(form: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        del headers
        body = urllib.parse.urlencode(form).encode()
        try:
            with urllib.request.urlopen(f"{uri}/api/v1/query", body, timeout=60) as told:
                return told.status, {}, told.read()
        except HTTPError as error:
            with error:
                return error.code, {}, error.read()

    return answer


def ok(result: Sequence[object], **more: object) -> Answer:
    """A result in Prometheus' envelope."""
    document = {"status": "success", "data": {"resultType": "matrix", "result": result}, **more}
    return 200, {"Content-Type": "application/json"}, json.dumps(document).encode()


def refused(status: int, kind: str, said: str, **headers: str) -> Answer:
    """An error in Prometheus' envelope."""
    document = {"status": "error", "errorType": kind, "error": said}
    return status, headers, json.dumps(document).encode()


Shelf = list[tuple[dict[str, str], list[tuple[float, str]]]]
"""Labels with `__name__`, and samples in seconds since 1970."""


def of_shelf(shelf: Shelf) -> Answerer:
    """Answer raw samples and counts from a shelf, as Prometheus 3 does (left-open windows)."""

    def answer(form: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        del headers
        query, at = form["query"], round(float(form["time"]) * 1000)
        raw = _RAW.match(query)
        if raw:
            found = _inside(shelf, raw[1], at - int(raw[2]), at)
            return ok([{"metric": labels, "values": values} for labels, values in found])
        counts: list[object] = []
        for metric, length in _COUNT.findall(query):
            samples = sum(len(values) for _, values in _inside(shelf, metric, at - int(length), at))
            if samples:
                counts.append({"metric": {"asked": metric}, "value": [at / 1000, str(samples)]})
        return ok(counts)

    return answer


def _inside(shelf: Shelf, metric: str, after_ms: int, to_ms: int) -> Shelf:
    found: Shelf = []
    for labels, values in shelf:
        own = [one for one in values if after_ms < round(one[0] * 1000) <= to_ms]
        if own and labels["__name__"] == metric:
            found.append((labels, own))
    return found
