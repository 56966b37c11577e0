"""A generation document of ENTSO-E (GL_MarketDocument) as rows, one per interval.

Belongs here: time series, resolutions, omitted points. Does not: asking (entsoe.py). On a curve A03
a point holds until the next one that is printed; on A01 a point that is not printed is missing.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from ingest.errors import BadInput, Unreachable
from ingest.grid.json_answers import moment_of, number_of
from ingest.http_refusals import is_html, words_of

Row = Mapping[str, object]
COLUMNS: Mapping[str, str] = {
    "interval_start": "timestamp",
    "interval_minutes": "bigint",
    "zone_code": "varchar",
    "fuel_code": "varchar",
    "direction": "varchar",
    "power_mw": "double",
    "curve_type": "varchar",
    "is_carried_on": "boolean",
}
_DIRECTIONS = {
    "inBiddingZone_Domain.mRID": "generation",
    "outBiddingZone_Domain.mRID": "consumption",
}
_MINUTES = {"PT15M": 15, "PT30M": 30, "PT60M": 60, "PT1H": 60}
_MOST_MW = 500_000.0
_REPORT = "Ask again later; if it stays so, report this message"


def rows_of(answer: bytes, zone: str, name: str) -> Iterator[Row]:
    """The rows of a document about `zone`, called `name` in messages.

    Raises:
        BadInput: it is no such document, or of another domain, unit, curve or resolution.
        Unreachable: it says that there is nothing, or why it does not answer.
    """
    root = _root(answer, name)
    if _tag(root) == "Acknowledgement_MarketDocument":
        raise Unreachable(f"{name}: {words_of(answer)}.", "absent")
    if _tag(root) != "GL_MarketDocument":
        raise BadInput(name, "the answer", f"it is a {_tag(root)}", _REPORT)
    for series in _all(root, "TimeSeries"):
        yield from _series(series, zone, name)


def _series(series: ET.Element, zone: str, name: str) -> Iterator[Row]:
    fuel, curve = _text(series, "psrType"), _text(series, "curveType")
    domain = next((field for field in _DIRECTIONS if _text(series, field)), None)
    place = f"type {fuel}"
    if domain is None or _text(series, domain) != zone:
        raise BadInput(name, place, f"it is not of domain {zone}", _REPORT)
    unit = _text(series, "quantity_Measure_Unit.name")
    if unit != "MAW":
        raise BadInput(name, place, f"its unit is {unit!r}, not MAW (megawatts)", _REPORT)
    if not fuel or curve not in ("A01", "A03"):
        raise BadInput(name, place, f"curve {curve!r} is not known", _REPORT)
    for period in _all(series, "Period"):
        about = {"zone_code": zone, "fuel_code": fuel, "direction": _DIRECTIONS[domain]}
        for point in _points(period, curve, place, name):
            yield {**about, **point, "curve_type": curve}


def _points(period: ET.Element, curve: str, place: str, name: str) -> Iterator[Row]:
    start, end = (
        datetime.fromisoformat(moment_of(_text(period, field), f"{place}, {field}", name))
        for field in ("start", "end")
    )
    resolution = _text(period, "resolution")
    minutes = _MINUTES.get(resolution or "")
    if minutes is None:
        raise BadInput(name, f"{place}, {start}", f"resolution {resolution!r}", _REPORT)
    printed = _printed(period, f"{place}, {start}", name)
    count = int((end - start) / timedelta(minutes=minutes))
    if printed and not 1 <= min(printed) <= max(printed) <= count:
        problem = f"positions {min(printed)} to {max(printed)} where {count} intervals are"
        raise BadInput(name, f"{place}, {start}", problem, _REPORT)
    last: float | None = None
    for position in range(1, count + 1):
        if position not in printed and (curve == "A01" or not printed):
            continue
        last = printed.get(position, last)
        yield {
            "interval_start": (start + timedelta(minutes=minutes * (position - 1))).isoformat(),
            "interval_minutes": minutes,
            "power_mw": last,
            "is_carried_on": position not in printed,
        }


def _printed(period: ET.Element, place: str, name: str) -> dict[int, float | None]:
    """The points that stand in the document, by position."""
    found: dict[int, float | None] = {}
    for point in _all(period, "Point"):
        text = _text(point, "position") or ""
        if not text.isdigit() or int(text) in found:
            raise BadInput(name, place, f"position {text!r} cannot be, or is there twice", _REPORT)
        found[int(text)] = number_of(
            _text(point, "quantity"),
            f"{place}, position {text}",
            name,
            low=-_MOST_MW,
            high=_MOST_MW,
            unit="megawatts",
        )
    return found


def _root(answer: bytes, name: str) -> ET.Element:
    if is_html(answer):
        remedy = "Look at the source's uri and at any proxy in between; then ask again"
        raise BadInput(name, "the answer", "it is an HTML page, no XML", remedy)
    if b"<!DOCTYPE" in answer[:1000]:
        raise BadInput(name, "the answer", "it declares a document type", _REPORT)
    try:
        return ET.fromstring(answer)
    except ET.ParseError as error:
        raise BadInput(name, "the answer", f"it is no whole XML ({error})", _REPORT) from None


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    return (one for one in element if _tag(one) == tag)


def _text(element: ET.Element, tag: str) -> str | None:
    """The text of the first `tag` anywhere in `element`."""
    return next((one.text for one in element.iter() if _tag(one) == tag), None)
