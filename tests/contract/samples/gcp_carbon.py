"""A small Carbon Footprint export, a month's extract: written, restated, spoiled, withdrawn."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SETTINGS = """
[sources.acme_footprint]
kind = "gcp_carbon"
uri = "clouds/footprint"
"""
SLICE = "acme_footprint__2025-10"

Row = dict[str, Any]
"""One row of the table as BigQuery exports it to JSON."""


def deliver(home: Path, *, edition: int) -> None:
    """Two rows of a month; every edition has another model and other figures."""
    write(home, [row(model=14 + edition, s1=1.5 + edition), row(project=None)])


def spoil(home: Path) -> None:
    """A line is cut short."""
    file = write(home, [row(s1=77.0)])
    file.write_bytes(file.read_bytes()[:-20])


def withdraw(home: Path) -> None:
    """The month is gone from the listing; another is there."""
    shutil.rmtree(home / "clouds/footprint")
    write(home, [row(month="2025-12")], month="2025-12")


def touch(home: Path) -> None:
    """The same content, written again."""
    file = home / "clouds/footprint/usage_month=2025-10/part.json"
    content = file.read_bytes()
    file.unlink()
    file.write_bytes(content)


def row(
    *,
    month: str = "2025-10",
    project: str | None = "acme-search",
    model: int = 14,
    s1: float | None = 1.5,
    location: float | None = 20.25,
    market: float | None = 4.0,
    s3: float | None = 7.125,
    **fields: Any,
) -> Row:
    """One row; a `project` of None is a deleted one, whose number is empty and not null."""
    line: Row = {
        "usage_month": f"{month}-01",
        "billing_account_id": "0177BB-554433-A9B8C7",
        "project": {"id": project, "number": "883019284756" if project else ""},
        "service": {"id": "6F81-5844-456A", "description": "Compute Engine"},
        "location": {"location": "europe-west3-a", "region": "europe-west3"},
        "carbon_model_version": model,
        "carbon_footprint_kgCO2e": {
            "scope1": s1,
            "scope2": {"location_based": location, "market_based": market},
            "scope3": s3,
        },
        "carbon_footprint_total_kgCO2e": {
            "location_based": _sum(s1, location, s3),
            "market_based": _sum(s1, market, s3),
        },
    }
    return {**line, **fields}


def _sum(*parts: float | None) -> float | None:
    return None if any(part is None for part in parts) else sum(part or 0 for part in parts)


def write(home: Path, rows: Sequence[Row], *, month: str = "2025-10") -> Path:
    """Write the month's folder."""
    file = home / f"clouds/footprint/usage_month={month}/part.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    file.write_text("".join(f"{json.dumps(line)}\n" for line in rows))
    return file
