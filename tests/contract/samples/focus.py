"""A small FOCUS bill of any vendor: written, restated, spoiled and withdrawn as it could be."""

from __future__ import annotations

from pathlib import Path

from tests.focus_bills import charge, write_csv

SETTINGS = """
[sources.vendor]
kind = "focus"
uri = "clouds/vendor"
"""
SLICE = "vendor__2025-10"


def deliver(home: Path, *, edition: int) -> None:
    """Two charges in gzip; every edition has other costs."""
    rows = [charge(BilledCost=f"{edition}.5"), charge(ResourceId="i-2", Tags='{"team": "a"}')]
    write_csv(_file(home), rows, version="1.2")


def spoil(home: Path) -> None:
    """A cost is no number."""
    write_csv(_file(home), [charge(BilledCost="$7")], version="1.2")


def withdraw(home: Path) -> None:
    """The month is gone; another is there."""
    _file(home).unlink()
    later = charge(BillingPeriodStart="2025-12-01T00:00:00Z")
    write_csv(home / "clouds/vendor/billing_period=2025-12/part.csv", [later])


def touch(home: Path) -> None:
    """The same content in a newly written file."""
    content = _file(home).read_bytes()
    _file(home).rename(_file(home).with_suffix(".old"))
    _file(home).write_bytes(content)


def _file(home: Path) -> Path:
    return home / "clouds/vendor/billing_period=2025-10/part.csv.gz"
