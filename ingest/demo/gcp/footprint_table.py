"""The columns of Google's carbon_footprint table as BigQuery exports them to Parquet.

Belongs here: names and nested types. Does not: rows (`footprint.py`).
"""

import pyarrow as pa

_NUMBERS = [pa.field(name, pa.float64()) for name in ("location_based", "market_based")]
_SCOPE_3, _OFFSETS = pa.field("scope3", pa.float64()), pa.field("after_offsets", pa.float64())
SCHEMA = pa.schema(
    [
        pa.field("usage_month", pa.date32()),
        pa.field("billing_account_id", pa.string()),
        pa.field("project", pa.struct([("id", pa.string()), ("number", pa.string())])),
        pa.field("service", pa.struct([("id", pa.string()), ("description", pa.string())])),
        pa.field("location", pa.struct([("location", pa.string()), ("region", pa.string())])),
        pa.field("carbon_model_version", pa.int64()),
        pa.field(
            "carbon_footprint_kgCO2e",
            pa.struct([("scope1", pa.float64()), ("scope2", pa.struct(_NUMBERS)), _SCOPE_3]),
        ),
        pa.field("carbon_footprint_total_kgCO2e", pa.struct([*_NUMBERS, _OFFSETS])),
        pa.field("carbon_offsets_kgCO2e", pa.float64()),
    ]
)
"""The table's columns; those of offsets are deprecated and null."""
