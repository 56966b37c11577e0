"""Answers of an HTTP API: throttled to its published limit, asked again where that may help.

Belongs here: waiting, trying again, refusals in this program's words, secrets out of messages. Does
not: any one API, what an answer holds.
"""

from __future__ import annotations

import os
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from time import monotonic, sleep
from typing import IO
from urllib.parse import quote, urlencode, urlsplit

from ingest.errors import Unreachable, Why
from ingest.http_refusals import seconds_to_wait, without, words_of
from ingest.s3 import LOOPBACK
from ingest.stores import first_line

_TRIES = 4
_LONGEST_WAIT = 120.0
_SECONDS = 60.0
_MOST_BYTES = 64 * 1024 * 1024
_MOST_REFUSAL_BYTES = 64 * 1024
_OF_STATUS: dict[int, Why] = {401: "no_credentials", 403: "denied", 404: "absent"}


@dataclass(frozen=True)
class Limit:
    """At most so many `requests` in any `seconds`, as the API's owner publishes it."""

    requests: int
    seconds: float


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the token in a header would travel to whoever is named there.

    Of a POST it would make a GET.
    """

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> None:
        """Follow none."""
        del req, fp, code, msg, headers, newurl


class HttpApi:
    """One API at `base`; `remedy` says in messages what a refused caller needs."""

    def __init__(self, base: str, *, limit: Limit, remedy: str, allow_http: bool = False) -> None:
        parts = urlsplit(base)
        if parts.scheme != "https" and not (allow_http or parts.hostname in LOOPBACK):
            raise Unreachable(f"{base} would be asked unencrypted: use https://.")
        self.base = base.rstrip("/")
        self._limit = limit
        self._remedy = remedy
        self._asked: deque[float] = deque()
        self._opener = urllib.request.build_opener(Stay)

    def get(
        self,
        path: str,
        query: Sequence[tuple[str, str]] = (),
        *,
        headers: Mapping[str, str] | None = None,
        secrets: Sequence[str] = (),
    ) -> bytes:
        """The body of one answer; `secrets` are left out of every message.

        Raises:
            Unreachable: it is refused, or nobody answers however often it is asked.
        """
        asked = f"?{urlencode(query, quote_via=quote)}" if query else ""
        request = urllib.request.Request(f"{self.base}{path}{asked}", headers=dict(headers or {}))
        answer = self._answer(request)
        for attempt in range(_TRIES - 1):
            if isinstance(answer, bytes) or not answer.may_pass:
                break
            seconds = answer.seconds if answer.seconds is not None else 2.0**attempt
            if seconds > _LONGEST_WAIT:
                break
            sleep(seconds)
            answer = self._answer(request)
        if isinstance(answer, bytes):
            return answer
        raise Unreachable(without(secrets, f"{self.base}{path}: {answer.words}"), answer.why)

    def _answer(self, request: urllib.request.Request) -> bytes | _Refusal:
        self._wait_for_turn()
        try:
            with self._opener.open(request, timeout=_SECONDS) as answer:
                body = answer.read(_MOST_BYTES + 1)
                missing = answer.length  # a connection that ends early raises nothing
        except urllib.error.HTTPError as error:
            return self._refused(error)
        except (OSError, HTTPException) as error:
            return _Refusal(f"nobody answers ({first_line(error)}).", "unanswered", may_pass=True)
        if len(body) > _MOST_BYTES:
            return _Refusal(f"it answers more than {_MOST_BYTES} bytes.", "unknown")
        if missing:
            cut = f"its answer is cut short ({missing} bytes are missing)."
            return _Refusal(cut, "unanswered", may_pass=True)
        return body

    def _refused(self, error: urllib.error.HTTPError) -> _Refusal:
        status = error.code
        said = f"it answers {status} ({words_of(_body_of(error))})."
        if status == 429 or status >= 500:
            seconds = seconds_to_wait(error.headers.get("Retry-After"))
            asks = f" It asks to wait {seconds:.0f} s." if seconds is not None else ""
            return _Refusal(said + asks, "unanswered", seconds, may_pass=True)
        why = _OF_STATUS.get(status, "unknown")
        remedy = f" {self._remedy}" if why in ("no_credentials", "denied") else ""
        return _Refusal(said + remedy, why)

    def _wait_for_turn(self) -> None:
        """Wait until one more request stays within the limit."""
        if len(self._asked) == self._limit.requests:
            wait = self._asked.popleft() + self._limit.seconds - monotonic()
            if wait > 0:
                sleep(wait)
        self._asked.append(monotonic())


def _body_of(error: urllib.error.HTTPError) -> bytes:
    """What a refusal says, as far as it arrives."""
    with error:
        try:
            return error.read(_MOST_REFUSAL_BYTES)
        except (OSError, HTTPException):
            return str(error.reason).encode()


@dataclass(frozen=True)
class _Refusal:
    words: str
    why: Why
    seconds: float | None = None
    may_pass: bool = False


def credential(variable: str, what: str) -> str:
    """The secret in the environment `variable`; `what` it is, for the message.

    Raises:
        Unreachable: it is not set.
    """
    value = os.environ.get(variable, "").strip()
    if not value:
        raise Unreachable(
            f"{what} needs the environment variable {variable}. Secrets never stand in tonne.toml.",
            "no_credentials",
        )
    return value
