"""Azure's management plane as far as Tonne asks it, over HTTP on the loopback, for the real SDKs.

Belongs here: routes, and what they answer now. Does not: what a test expects. One server per
process; a test sets what it answers.
"""

from __future__ import annotations

import functools
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

Item = dict[str, Any]
ALLOWED = {"decision": "Allowed"}


class Plane:
    """What the server answers, and what it was asked. `reset` empties it."""

    def __init__(self) -> None:
        self.address = ""
        self.reset()

    def reset(self) -> None:
        """Nothing to answer, nothing asked."""
        self.months: tuple[str, str] = ("2025-10-01", "2025-10-01")
        self.emissions: dict[tuple[str, str, str], list[Item]] = {}
        """Items by subscription, month and scope."""
        self.decisions: dict[str, dict[str, str]] = {}
        self.page_size = 1000
        self.throttled = 0
        """How many of the next answers are 429."""
        self.status = 200
        self.exports: list[Item] = []
        self.runs: list[Item] = []
        self.reports: dict[str, list[bytes]] = {}
        """Files of a cost details report by metric; none: no data."""
        self.asked: list[tuple[str, Any]] = []

    def carbon(self, question: Any) -> Any:
        """A page of the answer to one question about emissions."""
        [scope] = question["carbonScopeList"]
        month = question["dateRange"]["start"][:7]
        wanted = question["subscriptionList"]
        decisions = [{"subscriptionId": one, **self.decisions.get(one, ALLOWED)} for one in wanted]
        allowed = [one["subscriptionId"] for one in decisions if one["decision"] == "Allowed"]
        items = [
            {**item, "subscriptionId": one}
            for one in allowed
            for item in self.emissions.get((one, month, scope), [])
        ]
        first = int(question.get("skipToken") or 0)
        last = first + self.page_size
        return {
            "value": items[first:last],
            "skipToken": str(last) if last < len(items) else None,
            "subscriptionAccessDecisionList": decisions,
        }

    def report(self, metric: str) -> Any:
        """The result of the operation that writes a cost details report."""
        files = self.reports.get(metric, [])
        blobs = [
            {"blobLink": f"{self.address}/blob/{metric}/{number}.csv?sig=secret"}
            for number in range(len(files))
        ]
        manifest = {"manifestVersion": "2022-05-01", "blobCount": len(files), "blobs": blobs}
        status = "Completed" if files else "NoDataFound"
        return {"id": "x", "status": status, "manifest": manifest if files else None}


def resource(name: str, kilograms: float | str | None, **more: Any) -> Item:
    """A resource as Carbon Optimization answers it."""
    return {
        "dataType": "ResourceItemDetailsData",
        "categoryType": "Resource",
        "itemName": name,
        "resourceGroup": "rg",
        "resourceId": f"/subscriptions/S/resourceGroups/RG/providers/X/{name}",
        "resourceType": "microsoft.compute/virtualmachines",
        "location": "east us",
        "latestMonthEmissions": kilograms,
        "previousMonthEmissions": 0.5,
        **more,
    }


@functools.cache
def plane() -> Plane:
    """The server of this process, started when it is first asked for."""
    found = Plane()
    handler = type("Handler", (_Handler,), {"of": found})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.address = f"http://127.0.0.1:{server.server_port}"
    return found


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    of: ClassVar[Plane]

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        question = json.loads(self.rfile.read(length) or b"{}")
        self._route(self.path.partition("?")[0], question)

    def do_GET(self) -> None:
        self._route(self.path.partition("?")[0], None)

    def _route(self, path: str, question: Any) -> None:
        of = self.of
        of.asked.append((path, question))
        if of.throttled > 0:
            of.throttled -= 1
            self._send(429, {"error": {"code": "429"}}, {"Retry-After": "0"})
        elif of.status != 200:
            self._send(of.status, {"error": {"code": "Refused", "message": "refused"}})
        elif path.endswith("/carbonEmissionReports"):
            self._send(200, of.carbon(question))
        elif path.endswith("/queryCarbonEmissionDataAvailableDateRange"):
            self._send(200, dict(zip(("startDate", "endDate"), of.months, strict=True)))
        elif path.endswith("/generateCostDetailsReport"):
            place = f"{of.address}/costDetailsOperationResults/{question['metric']}"
            self._send(202, None, {"Location": place, "Retry-After": "0"})
        elif "/costDetailsOperationResults/" in path:
            self._send(200, of.report(path.rsplit("/", 1)[-1]))
        elif path.startswith("/blob/"):
            metric, _, number = path.removeprefix("/blob/").partition("/")
            self._bytes(of.reports[metric][int(number.removesuffix(".csv"))])
        elif path.endswith("/exports"):
            self._send(200, {"value": of.exports})
        elif path.endswith("/runHistory"):
            self._send(200, {"value": of.runs})
        elif path.endswith("/run"):
            self._send(200, None)
        else:
            self._send(404, {"error": {"code": "NotFound", "message": path}})

    def _send(self, code: int, body: Any, headers: dict[str, str] | None = None) -> None:
        self._bytes(b"" if body is None else json.dumps(body).encode(), code, headers)

    def _bytes(
        self, content: bytes, code: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(code)
        for name, value in {**(headers or {}), "Content-Type": "application/json"}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *_: Any) -> None:
        """Say nothing."""
        del format
