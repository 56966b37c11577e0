"""Rows of Azure's carbon figures: the raw contract, what lands, and the evidence that is kept.

Belongs here: one answer to rows. Does not: asking (carbon_answers.py), slices (carbon.py).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ingest import parquet
from ingest.azure.carbon_answers import Answer
from ingest.errors import BadInput
from ingest.manifests import LakeInput
from ingest.source import SliceRef

COLUMNS = {
    "access_decision": "varchar",
    "activity_month": "date",
    "denial_reason": "varchar",
    "item_name": "varchar",
    "latest_month_emissions": "double",
    "location": "varchar",
    "resource_group": "varchar",
    "resource_id": "varchar",
    "resource_type": "varchar",
    "scope": "varchar",
    "subscription_id": "varchar",
}
_ITEM = {
    "itemName": "item_name",
    "latestMonthEmissions": "latest_month_emissions",
    "location": "location",
    "resourceGroup": "resource_group",
    "resourceId": "resource_id",
    "resourceType": "resource_type",
}
_REMEDY = "Run `tonne run` again; if it comes again, ask Microsoft's support"


def checked(answer: Answer, name: str) -> list[dict[str, Any]]:
    """The items that land, by name; each has emissions, and a zero is a zero.

    Raises:
        BadInput: emissions that are no number; the message names the item.
    """
    found: list[dict[str, Any]] = []
    for number, item in enumerate(answer.items, start=1):
        value = item.get("latestMonthEmissions")
        place = f"item {number}, latestMonthEmissions"
        if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) < 1e25:
            raise BadInput(name, place, f"{value!r} is not a number of kilograms", _REMEDY)
        found.append({column: item.get(key) for key, column in _ITEM.items()})
    return sorted(found, key=lambda one: json.dumps(one, sort_keys=True))


def kept(path: Path, rows: list[dict[str, Any]], ref: SliceRef, scope: str) -> LakeInput:
    """The answer as it lands, kept as evidence; it decides the version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, sort_keys=True, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return LakeInput(
        uri=f"{ref.uri}/{scope}", bytes=path.stat().st_size, sha256=parquet.sha256_of(path)
    )
