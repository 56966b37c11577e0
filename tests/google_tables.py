"""The schemas of the tables that Google Cloud exports, nested as they are.

Belongs here: columns and types. Does not: rows (contract/samples/), a server (bigquery_server.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_PAIR = {"key": "STRING", "value": "STRING"}
_TEXT, _NUMBER, _MOMENT = "STRING", "FLOAT", "TIMESTAMP"

BILLING: dict[str, Any] = {
    "billing_account_id": _TEXT,
    "service": {"id": _TEXT, "description": _TEXT},
    "sku": {"id": _TEXT, "description": _TEXT},
    "usage_start_time": _MOMENT,
    "usage_end_time": _MOMENT,
    "project": {
        "id": _TEXT,
        "number": _TEXT,
        "name": _TEXT,
        "labels": [_PAIR],
        "ancestry_numbers": _TEXT,
        "ancestors": [{"resource_name": _TEXT, "display_name": _TEXT}],
    },
    "labels": [_PAIR],
    "system_labels": [_PAIR],
    "location": {"location": _TEXT, "country": _TEXT, "region": _TEXT, "zone": _TEXT},
    "tags": [{**_PAIR, "inherited": "BOOLEAN", "namespace": _TEXT}],
    "export_time": _MOMENT,
    "cost": _NUMBER,
    "currency": _TEXT,
    "currency_conversion_rate": _NUMBER,
    "usage": {
        "amount": _NUMBER,
        "unit": _TEXT,
        "amount_in_pricing_units": _NUMBER,
        "pricing_unit": _TEXT,
    },
    "credits": [{"name": _TEXT, "amount": _NUMBER, "full_name": _TEXT, "id": _TEXT, "type": _TEXT}],
    "invoice": {"month": _TEXT, "publisher_type": _TEXT},
    "cost_type": _TEXT,
    "transaction_type": _TEXT,
}
"""The billing export, as older tables have it: newer columns may lack."""

CARBON: dict[str, Any] = {
    "usage_month": "DATE",
    "billing_account_id": _TEXT,
    "project": {"id": _TEXT, "number": _TEXT},
    "service": {"id": _TEXT, "description": _TEXT},
    "location": {"location": _TEXT, "region": _TEXT},
    "carbon_model_version": "INTEGER",
    "carbon_footprint_kgCO2e": {
        "scope1": _NUMBER,
        "scope2": {"location_based": _NUMBER, "market_based": _NUMBER},
        "scope3": _NUMBER,
    },
    "carbon_footprint_total_kgCO2e": {"location_based": _NUMBER, "market_based": _NUMBER},
}
"""Carbon Footprint, as tables made since August 2025 have it."""

CARBON_WITH_OFFSETS: dict[str, Any] = {
    **CARBON,
    "carbon_footprint_total_kgCO2e": {
        **CARBON["carbon_footprint_total_kgCO2e"],
        "after_offsets": _NUMBER,
    },
    "carbon_offsets_kgCO2e": _NUMBER,
}
"""Carbon Footprint, as older tables have it."""


def schema(columns: Mapping[str, Any]) -> list[Any]:
    """The columns as BigQuery's client takes them: a dict is a record, a list a repeated one."""
    from google.cloud.bigquery import SchemaField

    fields: list[Any] = []
    for name, kind in columns.items():
        if isinstance(kind, list):
            fields.append(SchemaField(name, "RECORD", mode="REPEATED", fields=schema(kind[0])))
        elif isinstance(kind, dict):
            fields.append(SchemaField(name, "RECORD", fields=schema(kind)))
        else:
            fields.append(SchemaField(name, kind))
    return fields
