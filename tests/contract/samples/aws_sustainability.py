"""Answers of AWS's sustainability API: told, restated, spoiled and withdrawn as AWS could."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.sustainability_api import ENVIRONMENT, endpoint_url

__all__ = ["ENVIRONMENT", "SETTINGS", "SLICE", "deliver", "spoil", "touch", "withdraw"]

SETTINGS = """
[sources.acme_ccft]
kind = "aws_sustainability"
uri = "aws://111122223333"
since = "2025-10"
"""
SLICE = "acme_ccft__emissions__2025-10"
PERIOD = "2025-10"
VERSION = "v3.0.1"
ACCOUNT = "012345678901"
_MEASURES = {
    "TOTAL_LBM_CARBON_EMISSIONS": 0.0165,
    "TOTAL_MBM_CARBON_EMISSIONS": 0.00834,
    "TOTAL_SCOPE_1_CARBON_EMISSIONS": 0.00024,
    "TOTAL_SCOPE_2_LBM_CARBON_EMISSIONS": 0.0068,
    "TOTAL_SCOPE_2_MBM_CARBON_EMISSIONS": 0.0,
    "TOTAL_SCOPE_3_LBM_CARBON_EMISSIONS": 0.00946,
    "TOTAL_SCOPE_3_MBM_CARBON_EMISSIONS": 0.0081,
}
Result = dict[str, Any]


def deliver(home: Path, *, edition: int) -> None:
    """Two services in October; every edition has another total; of water, nothing."""
    first = result(TOTAL_LBM_CARBON_EMISSIONS=edition + 1.0165)
    tell(home, [first, result(service="AmazonS3")], [])


def spoil(home: Path) -> None:
    """AWS states in a unit that nobody knows."""
    odd = result()
    odd["EmissionsValues"]["TOTAL_LBM_CARBON_EMISSIONS"]["Unit"] = "stone"
    tell(home, [odd], [])


def withdraw(home: Path) -> None:
    """The month is gone from the answer; another month is there."""
    tell(home, [result("2025-12")], [])


def touch(home: Path) -> None:
    """The same figures in another order."""
    file = folder_of(home) / "emissions.json"
    file.write_text(json.dumps(json.loads(file.read_text())[::-1]))


def result(
    period: str = PERIOD, *, service: str = "AmazonEC2", account: str = ACCOUNT, **values: float
) -> Result:
    """One result of a month; `values` replace measures."""
    year, month = map(int, period.split("-"))
    told = {**_MEASURES, **values}
    return {
        "TimePeriod": {
            "Start": f"{period}-01T00:00:00Z",
            "End": f"{year + month // 12}-{month % 12 + 1:02}-01T00:00:00Z",
        },
        "DimensionsValues": {
            "USAGE_ACCOUNT_ID": account,
            "REGION": "eu-west-3",
            "SERVICE": service,
        },
        "ModelVersion": VERSION,
        "EmissionsValues": {k: {"Value": v, "Unit": "MTCO2e"} for k, v in told.items()},
    }


def water(year: int, cubic_metres: float) -> Result:
    """Water of a calendar year, the only time that AWS tells it for."""
    made = result(f"{year}-01")
    del made["EmissionsValues"]
    made["TimePeriod"]["End"] = f"{year + 1}-01-01T00:00:00Z"
    made["AllocationValues"] = {"TOTAL_WATER_WITHDRAWALS": {"Value": cubic_metres, "Unit": "m3"}}
    return made


def tell(home: Path, emissions: list[Result], allocations: list[Result]) -> None:
    """Make the API answer with these, and the workspace ask it."""
    folder = folder_of(home)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "emissions.json").write_text(json.dumps(emissions))
    (folder / "water.json").write_text(json.dumps(allocations))
    settings = home / "tonne.toml"
    table = f'{SETTINGS.strip()}\nendpoint_url = "{endpoint_url(folder)}"\n'
    if not settings.exists() or "endpoint_url" not in settings.read_text():
        settings.write_text(table)


def folder_of(home: Path) -> Path:
    """The folder that the API answers from."""
    return home / "clouds/sustainability"
