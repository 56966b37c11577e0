"""The columns of Google's billing table as BigQuery exports them to Parquet.

Belongs here: names and nested types. Does not: rows (`rows.py`), files (`extracts.py`).
"""

import pyarrow as pa

from ingest.arrow import Field


def _texts(*names: str) -> list[Field]:
    return [pa.field(name, pa.string()) for name in names]


def _numbers(*names: str) -> list[Field]:
    return [pa.field(name, pa.float64()) for name in names]


def _record(name: str, *fields: Field) -> Field:
    return pa.field(name, pa.struct(list(fields)))


def _listed(name: str, *fields: Field) -> Field:
    return pa.field(name, pa.list_(pa.struct(list(fields))))


_MOMENT = pa.timestamp("us", tz="UTC")
_PAIR = _texts("key", "value")

SCHEMA = pa.schema(
    [
        *_texts("billing_account_id"),
        _record("service", *_texts("id", "description")),
        _record("sku", *_texts("id", "description")),
        pa.field("usage_start_time", _MOMENT),
        pa.field("usage_end_time", _MOMENT),
        _record(
            "project",
            *_texts("id", "number", "name"),
            _listed("labels", *_PAIR),
            *_texts("ancestry_numbers"),
            _listed("ancestors", *_texts("resource_name", "display_name")),
        ),
        _listed("labels", *_PAIR),
        _listed("system_labels", *_PAIR),
        _record("location", *_texts("location", "country", "region", "zone")),
        _record("resource", *_texts("name", "global_name")),
        _listed("tags", *_PAIR, pa.field("inherited", pa.bool_()), *_texts("namespace")),
        _record(
            "price",
            *_numbers("effective_price", "tier_start_amount", "list_price"),
            *_texts("unit"),
        ),
        *_texts("transaction_type", "seller_name"),
        pa.field("export_time", _MOMENT),
        *_numbers("cost"),
        *_texts("currency"),
        *_numbers("currency_conversion_rate"),
        _record(
            "usage", *_numbers("amount"), *_texts("unit"), *_numbers("amount_in_pricing_units"),
            *_texts("pricing_unit"),
        ),
        _listed("credits", *_texts("name", "full_name", "id", "type"), *_numbers("amount")),
        _record("invoice", *_texts("month", "publisher_type")),
        *_texts("cost_type"),
        _record("adjustment_info", *_texts("id", "description", "mode", "type")),
        *_numbers("cost_at_list"),
    ]
)  # fmt: skip
"""Of the detailed export."""
