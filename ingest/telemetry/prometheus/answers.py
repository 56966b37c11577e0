"""What a Prometheus answers: results, or why there is none, in words for whoever must act.

Belongs here: the envelope of an answer, HTTP's refusals. Does not: samples (rows.py).
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError

from ingest.errors import TonneError, Unreachable
from ingest.http_refusals import seconds_to_wait, without
from ingest.telemetry.prometheus.settings import PrometheusSettings

_SHOWN = 300
_READ_BYTES = 64 * 1024
_LIMITS = (413, 422)


class Refused(TonneError):
    """No answer, but asking again may bring one; after `wait_s` seconds, if the server says so."""

    def __init__(self, message: str, wait_s: float | None = None) -> None:
        super().__init__(message)
        self.wait_s = wait_s


class TooMuch(TonneError):
    """The answer would be larger than the server allows: ask for less at once."""


class Malformed(TonneError):
    """The answer has another shape than Prometheus'."""


def result_of(content: bytes, uri: str) -> list[dict[str, Any]]:
    """The result in the bytes of an answer.

    Raises:
        Refused: it is cut short, or says itself that it is not whole.
        Malformed: it is no answer of Prometheus.
    """
    if content.lstrip()[:1] != b"{":
        shown = content[:60].decode("utf-8", "replace").strip()
        raise Unreachable(f"{uri} answers no JSON ({shown!r} …): is that the API's address?")
    try:
        document = json.loads(content)
    except ValueError as error:
        raise Refused(f"{uri}: the answer is cut short ({len(content)} bytes: {error}).") from None
    if document.get("isPartial") or document.get("warnings"):
        why = "; ".join(map(str, document.get("warnings") or ["isPartial"]))[:_SHOWN]
        raise Refused(f"{uri}: the answer is not whole, as it says itself ({why}).")
    data = document.get("data")
    result = data.get("result") if isinstance(data, dict) else None
    if document.get("status") != "success" or not isinstance(result, list):
        raise Malformed(f"no result in the answer ({str(document)[:_SHOWN]})")
    return result


def refusal(
    error: HTTPError, uri: str, config: PrometheusSettings, secrets: Sequence[str]
) -> TonneError:
    """The error that an HTTP status stands for: to act on, to wait for or to ask less.

    `secrets` are left out of its message.
    """
    said, kind = _said(error, secrets)
    state = f"{uri} answers {error.code} ({said})"
    if error.code in (401, 403):
        remedy = "set the variable it names to a valid token" if config.bearer_env else (
            "name a variable in bearer_env, user_env and password_env, or header_env"
        )  # fmt: skip
        return Unreachable(f"{state}: {remedy}.", "denied")
    if error.code == 404:
        remedy = "uri is what stands before /api/v1, for Mimir mostly with /prometheus"
        return Unreachable(f"{state}: {remedy}.", "absent")
    if error.code in _LIMITS or kind == "timeout":
        return TooMuch(f"{state}.")
    if error.code == 429 or error.code >= 500:
        return Refused(f"{state}.", seconds_to_wait(error.headers.get("Retry-After")))
    if 300 <= error.code < 400:
        return Unreachable(f"{state}: it points to {error.headers.get('Location')}; write that.")
    return Unreachable(f"{state}: are matchers and uri right?")


def _said(error: HTTPError, secrets: Sequence[str]) -> tuple[str, str]:
    """What a refusal says, without `secrets`, and the type it gives itself."""
    try:
        content = error.read(_READ_BYTES)
        if error.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        text = content.decode("utf-8", "replace").strip()
        text = without(secrets, text)
    except (OSError, EOFError, HTTPException, zlib.error):  # the refusal itself is cut short
        return str(error.reason), ""
    try:
        document = json.loads(text)
        return str(document.get("error", text))[:_SHOWN], str(document.get("errorType", ""))
    except (ValueError, AttributeError):
        return (text or str(error.reason))[:_SHOWN], ""
