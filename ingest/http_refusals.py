"""What an HTTP API says where it refuses, as one line; how long it asks to wait.

Belongs here: bodies and headers of refusals. Does not: what is done about one (http_api.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote

_MOST = 300
_NAMES = ("message", "error", "detail", "error_description", "code")
_XML_TEXT = re.compile(r"<text>(.*?)</text>", re.DOTALL)
_MARKUP = re.compile(r"\s*<(!doctype html|html)", re.IGNORECASE)


def is_html(body: bytes) -> bool:
    """Whether `body` is a web page: of a proxy, a sign-in or an outage."""
    return bool(_MARKUP.match(body[:200].decode("utf-8", errors="replace")))


def words_of(body: bytes) -> str:
    """What a refusal says, short enough for a message."""
    if is_html(body):
        return "an HTML page"
    text = body.decode("utf-8", errors="replace").strip()
    try:
        said = _said(json.loads(text))
    except ValueError:
        found = _XML_TEXT.search(text)
        said = found[1] if found else text
    line = " ".join(said.split())
    return line[:_MOST].rstrip(".") or "nothing said"


def _said(document: object) -> str:
    if isinstance(document, dict):
        for name in _NAMES:
            if document.get(name):
                return _said(document[name])
    return document if isinstance(document, str) else json.dumps(document)


def without(secrets: Iterable[str], message: str) -> str:
    """`message` with none of `secrets` in it, plain or quoted: a server may repeat what it got."""
    for secret in filter(None, secrets):
        message = message.replace(secret, "…").replace(quote(secret), "…")
    return message


def seconds_to_wait(header: str | None) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or as a date; none without one."""
    if not header:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    if moment.tzinfo is None:  # "-0000" says UTC and no zone
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
