"""CUR 2.0 as text: the same lines and layout as `aws_cur2`, in CSV.gz and with maps as JSON."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.contract.samples.aws_cur import text_of
from tests.contract.samples.aws_cur2 import PERIOD, manifest_path

Row = dict[str, str]


def row(period: str = PERIOD, **cells: str) -> Row:
    """One line with the columns that must be there; `cells` replace or add."""
    return {
        "bill_billing_period_start_date": f"{period}-01T00:00:00.000Z",
        "line_item_usage_start_date": f"{period}-01T00:00:00.000Z",
        "line_item_usage_account_id": "012345678901",
        "line_item_line_item_type": "Usage",
        "line_item_product_code": "AmazonEC2",
        "line_item_usage_type": "BoxUsage:m5.large",
        "pricing_unit": "Hrs",
        "line_item_operation": "RunInstances",
        "line_item_currency_code": "USD",
        "line_item_usage_amount": "1.0",
        "line_item_unblended_cost": "0.1",
        **cells,
    }


def deliver(
    folder: Path,
    tables: Sequence[Sequence[Row]],
    *,
    period: str = PERIOD,
    execution: str | None = None,
    **manifest: Any,
) -> None:
    """Write a month; in create-new mode into the folder of its `execution`."""
    named: list[str] = []
    for number, lines in enumerate(tables, start=1):
        parts = ("data", f"BILLING_PERIOD={period}", execution, f"acme-{number:05d}.csv.gz")
        path = folder / "/".join(filter(None, parts))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(text_of(lines), mtime=0))
        named.append(f"file://{path.resolve()}")
    document = {"exportName": "acme", "dataFiles": named, **manifest}
    newest = manifest_path(folder, period)
    for path in (newest.parent / (execution or "") / newest.name, newest):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document))
