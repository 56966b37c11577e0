"""The doctor says which settings of a Google Cloud export lose carbon."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from orchestration.doctor import exports
from tests.contract.google_files import as_json, put
from tests.contract.landed_rows import LandedRows
from tests.contract.samples.gcp_billing import row


def _losses(home: Path, **fields: Any) -> dict[str, str]:
    bill = LandedRows(home, "gcp_billing", "google", {"uri": "clouds/google"})
    put(home, "part.json", as_json([{**row(), **fields}]))
    bill.land()
    found = exports.findings(bill.source(), bill.lake)
    return {one.what.partition(":")[0]: one.severity for one in found}


def test_the_standard_export_has_no_resources(home: Path) -> None:
    assert _losses(home) == {"no resource names": "breach"}


def test_the_detailed_export_with_labels_loses_nothing(home: Path) -> None:
    assert _losses(home, resource={"global_name": "//compute.googleapis.com/vm-1"}) == {}


def test_without_labels_and_system_labels_owners_and_machines_are_lost(home: Path) -> None:
    resource = {"global_name": "//compute.googleapis.com/vm-1"}
    assert _losses(home, resource=resource, system_labels=[], labels=[]) == {
        "no system labels": "breach",
        "no labels": "note",
    }
