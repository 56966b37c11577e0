"""The nested records that rows of Google's billing export are made of.

Belongs here: projects, credits, labels, a row without use. Does not: what was used (`rows.py`).
"""

from datetime import datetime
from typing import Any

from ingest.demo.gcp.needs import BILLING_ACCOUNT, Project
from ingest.demo.month import Month
from ingest.demo.resources import digest

Row = dict[str, Any]

CURRENCY = "EUR"
PER_USD = 0.86
_ORGANISATION = "551029384716"


def bare_row(
    service: str, service_id: str, sku_id: str, month: Month, start: datetime, end: datetime,
    export: datetime,
) -> Row:  # fmt: skip
    """A line of the account that has neither place, use nor cost yet."""
    return {
        "billing_account_id": BILLING_ACCOUNT,
        "service": {"id": service_id, "description": service},
        "sku": {"id": sku_id, "description": service},
        "usage_start_time": start,
        "usage_end_time": end,
        "project": None,
        "labels": [],
        "system_labels": [],
        "location": {"location": None, "country": None, "region": None, "zone": None},
        "tags": [],
        "transaction_type": "GOOGLE",
        "export_time": export,
        "cost": 0.0,
        "currency": CURRENCY,
        "currency_conversion_rate": PER_USD,
        "usage": {"amount": 0.0, "unit": None, "amount_in_pricing_units": 0.0,
                  "pricing_unit": None},
        "credits": [],
        "invoice": {"month": month.period.replace("-", ""), "publisher_type": "GOOGLE"},
        "cost_type": "regular",
        "cost_at_list": 0.0,
    }  # fmt: skip


def project_record(project: Project) -> Row:
    """The project as a line holds it."""
    return {
        "id": project.project_id,
        "number": project.number,
        "name": project.name,
        "ancestry_numbers": f"/{_ORGANISATION}/",
        "labels": [],
        "ancestors": [
            {"resource_name": f"projects/{project.number}", "display_name": project.name},
            {
                "resource_name": f"organizations/{_ORGANISATION}",
                "display_name": "lumenfold.example",
            },
        ],
    }


def credit(kind: str, amount: float) -> Row:
    """One credit of a line; `amount` is negative."""
    name = kind.replace("_", " ").capitalize()
    return {"name": name, "full_name": name, "id": digest(kind)[:12], "type": kind,
            "amount": amount}  # fmt: skip


def pairs(values: dict[str, str]) -> list[Row]:
    """Labels as a list of keys and values."""
    return [{"key": key, "value": value} for key, value in sorted(values.items())]
