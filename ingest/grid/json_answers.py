"""JSON of a grid publisher, read with its promises held: texts, moments in UTC, numbers in range.

Belongs here: the checks of single values. Does not: any one publisher's field names.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ingest.errors import BadInput
from ingest.http_refusals import is_html, words_of

_REPORT = "Ask again later; if it stays so, report this message: the API has changed"


def document_of(answer: bytes, name: str) -> Mapping[str, Any]:
    """The object that an answer, called `name` in messages, holds.

    Raises:
        BadInput: it is a web page, is cut off, or is no object.
    """
    try:
        document = json.loads(answer)
    except ValueError as error:
        if is_html(answer):
            problem = "it is an HTML page, no JSON"
            remedy = "Look at the source's uri and at any proxy in between; then ask again"
            raise BadInput(name, "the answer", problem, remedy) from None
        problem = f"it is no whole JSON ({error})"
        raise BadInput(name, "the answer", problem, _REPORT) from None
    if not isinstance(document, dict):
        raise BadInput(name, "the answer", f"it is no object: {words_of(answer)}", _REPORT)
    return document


def items_of(document: Any, place: str, name: str) -> list[Mapping[str, Any]]:
    """A list of objects at `place`.

    Raises:
        BadInput: it is none.
    """
    if isinstance(document, list) and all(isinstance(one, dict) for one in document):
        return document
    raise BadInput(name, place, "it is no list of points", _REPORT)


def moment_of(value: Any, place: str, name: str) -> str:
    """A moment as ISO 8601 in UTC without its zone; without one it is in UTC.

    Raises:
        BadInput: it is none.
    """
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadInput(name, place, f"{value!r} is no moment", _REPORT) from None
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat()


def number_of(
    value: Any, place: str, name: str, *, low: float, high: float, unit: str
) -> float | None:
    """A number of `unit` within the range, also where it is printed as text; null stays null.

    Raises:
        BadInput: it is none, or none that `unit` can have.
    """
    if value is None or value == "":
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if isinstance(value, bool) or not low <= number <= high:
        problem = f"{value!r} cannot be: {unit} lie between {low:.0f} and {high:.0f}"
        raise BadInput(name, place, problem, _REPORT)
    return number


def hold_text(value: Any, wanted: str, place: str, name: str) -> None:
    """Hold that an answer says what was asked for: a zone, a unit, a kind of factor.

    Raises:
        BadInput: it says something else.
    """
    if value != wanted:
        problem = f"it says {value!r} where {wanted!r} was asked for"
        raise BadInput(name, place, problem, _REPORT)
