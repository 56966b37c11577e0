"""How each publisher of grid data asks and answers, as documented: limits, pages, bounds, refusals.

Belongs here: one function per API, from a question to status and body. Does not: HTTP, points.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

PAGE = 5000
_BEARER = "Bearer of-half-an-hour"
_BASIC = "Basic " + b64encode(b"testing:testing").decode()
_LIFECYCLE = 1.25
Answer = tuple[int, bytes]


@dataclass(frozen=True)
class Question:
    """What was asked, and the points that a test wrote."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    points: list[dict[str, Any]]


def answer_of(asked: Question) -> Answer:
    """What the API that has this path answers."""
    if asked.path.endswith("/carbon-intensity/past-range"):
        return _electricity_maps(asked)
    if asked.path.startswith("/intensity/"):
        return _uk_carbon_intensity(asked)
    if asked.path.endswith("/electricity/rto/fuel-type-data/data"):
        return _eia(asked)
    if asked.path.endswith("/login"):
        is_known = asked.headers.get("authorization") == _BASIC
        return _json({"token": _BEARER[7:]}) if is_known else _json({"error": "wrong"}, 401)
    if asked.path.endswith("/v3/historical"):
        return _watttime(asked)
    return _entsoe(asked)


def _electricity_maps(asked: Question) -> Answer:
    if asked.headers.get("auth-token") != "testing":
        return _json({"message": "Invalid auth-token"}, 401)
    start, end = (_moment(asked.query[name]) for name in ("start", "end"))
    if end - start > timedelta(days=10):
        return _json({"error": "Range is longer than 10 days"}, 400)
    zone, factors = asked.query["zone"], asked.query.get("emissionFactorType", "lifecycle")
    if zone == "XX":
        return _json({"error": "Zone 'XX' does not exist."}, 404)
    data: list[dict[str, Any]] = [
        {"zone": zone, "emissionFactorType": factors, "temporalGranularity": "hourly", **point}
        for point in asked.points
        if start <= _moment(point["datetime"]) < end and point.get("zone", zone) == zone
    ]
    if factors == "lifecycle":
        data = [{**one, "carbonIntensity": one["carbonIntensity"] * _LIFECYCLE} for one in data]
    return _json({"zone": zone, "temporalGranularity": "hourly", "data": data})


def _uk_carbon_intensity(asked: Question) -> Answer:
    start, end = (_moment(text) for text in asked.path.split("/")[-2:])
    if end - start > timedelta(days=14):
        error = {"code": "400 Bad Request", "message": "The date range is limited to 14 days."}
        return _json({"error": error}, 400)
    first = start - timedelta(minutes=30)  # the half-hour that ends where the question begins
    held = [one for one in asked.points if first <= _moment(one["from"]) <= end]
    return _json({"data": held})


def _eia(asked: Question) -> Answer:
    if asked.query.get("api_key") != "testing":
        return _json({"error": {"code": "API_KEY_INVALID", "message": "An invalid api_key"}}, 403)
    start, end = (datetime.fromisoformat(asked.query[name]) for name in ("start", "end"))
    held = [
        one
        for one in asked.points
        if one["respondent"] == asked.query["facets[respondent][]"]
        and start <= datetime.fromisoformat(one["period"]) <= end
    ]
    first, length = int(asked.query["offset"]), min(int(asked.query["length"]), PAGE)
    page = held[first : first + length]
    answer = {"total": str(len(held)), "dateFormat": 'YYYY-MM-DD"T"HH24', "data": page}
    return _json({"response": answer, "request": {"params": dict(asked.query)}})


def _watttime(asked: Question) -> Answer:
    if asked.headers.get("authorization") != _BEARER:
        return _json({"message": "Signature has expired"}, 401)
    start, end = (_moment(asked.query[name]) for name in ("start", "end"))
    if end - start > timedelta(days=32):
        return _json({"message": "The range may not be longer than 32 days"}, 400)
    region = asked.query["region"]
    if region == "LOCKED":
        return _json({"message": "You do not have access to this region"}, 403)
    data = [
        {name: value for name, value in one.items() if name != "units"}
        for one in asked.points
        if start <= _moment(one["point_time"]) <= end
    ]
    unit = next((one["units"] for one in asked.points if "units" in one), "lbs_co2_per_mwh")
    meta = {
        "region": region,
        "signal_type": asked.query["signal_type"],
        "units": unit,
        "data_point_period_seconds": 300,
        "model": {"date": "2023-03-01", "type": "binned_regression"},
        "warnings": [],
        "generated_at": secrets.token_hex(8),
    }
    return _json({"data": data, "meta": meta})


def _entsoe(asked: Question) -> Answer:
    if asked.query.get("securityToken") != "testing":
        return 401, b"<html>Unauthorized</html>"
    wanted = [one for one in asked.points if one["domain"] == asked.query["in_Domain"]]
    is_a75 = (asked.query["documentType"], asked.query["processType"]) == ("A75", "A16")
    if not wanted or not is_a75:
        text = (
            "No matching data found for Data item AGGREGATED_GENERATION_PER_TYPE_R3 [16.1.B&amp;C]"
        )
        return 200, _xml("Acknowledgement", f"<Reason><code>999</code><text>{text}</text></Reason>")
    return 200, _xml("GL", "".join(_series(one) for one in wanted))


def _xml(kind: str, inside: str) -> bytes:
    name = f"{kind}_MarketDocument"
    made = f"<mRID>{secrets.token_hex(16)}</mRID><createdDateTime>{datetime.now():%FT%TZ}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="urn:iec62325.351:tc57wg16:451-6:'
        f'generationloaddocument:3:0">{made}</createdDateTime>{inside}</{name}>'
    ).encode()


def _series(one: Mapping[str, Any]) -> str:
    side = "in" if one.get("direction", "generation") == "generation" else "out"
    domain = f"{side}BiddingZone_Domain.mRID"
    points = "".join(
        f"<Point><position>{at}</position><quantity>{value}</quantity></Point>"
        for at, value in one["points"].items()
    )
    return (
        f'<TimeSeries><mRID>1</mRID><{domain} codingScheme="A01">{one["domain"]}</{domain}>'
        f"<quantity_Measure_Unit.name>{one.get('unit', 'MAW')}</quantity_Measure_Unit.name>"
        f"<curveType>{one.get('curve', 'A01')}</curveType>"
        f"<MktPSRType><psrType>{one['psrType']}</psrType></MktPSRType><Period><timeInterval>"
        f"<start>{one['start']}</start><end>{one['end']}</end></timeInterval>"
        f"<resolution>{one['resolution']}</resolution>{points}</Period></TimeSeries>"
    )


def _json(document: object, status: int = 200) -> Answer:
    return status, json.dumps(document).encode()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)
