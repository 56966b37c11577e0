"""What the lake tells the doctor: quarantine, late months, evidence."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from orchestration.doctor import landed
from tests import bills
from tests.unit.orchestration.landed_homes import land_all, landed_bill, lines


def test_quarantine_and_a_month_that_is_late_are_breaches(home: Path) -> None:
    landed_bill(home, [bills.instance("m5.large", at=datetime(2025, 10, 5))])
    (manifest,) = (home / "clouds").rglob("*-Manifest.json")
    manifest.write_text("{")

    found = list(landed.findings(*land_all(home)))

    assert {one.severity for one in found} == {"breach"}
    assert any("in quarantine" in one.what and "not JSON" in one.what for one in found)
    assert any("the newest month is 2025-10" in one.what for one in found)


def test_evidence_that_is_not_kept_is_a_note(home: Path) -> None:
    landed_bill(home, lines())
    text = (home / "tonne.toml").read_text()
    (home / "tonne.toml").write_text(
        text.replace("[workspace]", "[workspace]\nkeep_source = false")
    )

    found = list(landed.findings(*land_all(home)))

    assert {one.severity for one in found} == {"note"}
    assert all("keep_source" in one.remedy for one in found)
