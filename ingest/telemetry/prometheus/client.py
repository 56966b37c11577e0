"""Questions to Prometheus' HTTP API: instant queries by POST, asked again where that may help.

Belongs here: one question and its answer's bytes. Does not: what is asked (windows.py), what an
answer holds (answers.py), who may ask (access.py).
"""

from __future__ import annotations

import gzip
import http.client
import time
import urllib.request
import zlib
from collections.abc import Callable, Mapping
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode

from ingest.errors import Unreachable
from ingest.http_api import Stay
from ingest.telemetry.prometheus.access import headers_of, secrets_in
from ingest.telemetry.prometheus.answers import Refused, TooMuch, refusal, result_of
from ingest.telemetry.prometheus.settings import PrometheusSettings

_LIMIT_BYTES = 512 * 1024 * 1024
_LONGEST_WAIT_S = 60.0
_BROKEN = (URLError, OSError, http.client.HTTPException, zlib.error, EOFError)


class Client:
    """One server, as `config` names it; `wait` sleeps some seconds."""

    def __init__(
        self, config: PrometheusSettings, *, wait: Callable[[float], None] = time.sleep
    ) -> None:
        self.uri = config.uri.rstrip("/")
        self._config = config
        self._wait = wait
        self._opener = urllib.request.build_opener(Stay)

    def ask(self, query: str, at_ms: int) -> list[dict[str, Any]]:
        """The result of an instant query at a moment, in ms since 1970.

        Raises:
            TooMuch: the server, or this program, will not hold so much in one answer.
            Unreachable: no answer after all tries; it says whether a person must act.
            Malformed: it answers in a shape that is not Prometheus'.
        """
        moment = f"{at_ms // 1000}.{at_ms % 1000:03d}"
        form = {"query": query, "time": moment, "timeout": f"{self._config.timeout_seconds}s"}
        body = urlencode(form).encode()
        headers = headers_of(self._config)
        tries = self._config.tries
        for left in range(tries - 1, -1, -1):
            try:
                return result_of(self._answer(body, headers), self.uri)
            except Refused as error:
                if not left:
                    raise Unreachable(
                        f"{error} It was asked {tries} times.", "unanswered"
                    ) from None
                self._wait(min(error.wait_s or 2.0 ** (tries - 1 - left), _LONGEST_WAIT_S))
        raise AssertionError("unreachable: the last try returns or raises")

    def _answer(self, body: bytes, headers: Mapping[str, str]) -> bytes:
        request = urllib.request.Request(f"{self.uri}/api/v1/query", body, dict(headers))
        # A server that is given a time keeps to it: a little more lets its own answer arrive.
        seconds = self._config.timeout_seconds + 10
        try:
            with self._opener.open(request, timeout=seconds) as answer:
                return self._unpacked(answer)
        except HTTPError as error:
            with error:
                raise refusal(error, self.uri, self._config, secrets_in(headers)) from None
        except _BROKEN as error:
            reason = getattr(error, "reason", None) or f"{type(error).__name__}: {error}"
            raise Refused(
                f"{self.uri} does not answer, or its answer is cut short: {reason}."
            ) from error

    def _unpacked(self, answer: Any) -> bytes:
        packed = answer.headers.get("Content-Encoding", "") == "gzip"
        content: bytes = (gzip.GzipFile(fileobj=answer) if packed else answer).read(_LIMIT_BYTES)
        if len(content) == _LIMIT_BYTES:
            raise TooMuch(f"{self.uri} answers more than {_LIMIT_BYTES} bytes.")
        return content
