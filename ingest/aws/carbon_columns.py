"""The columns of AWS's carbon exports: the raw contract, and what must be there.

Belongs here: names and types, of the 13 columns before scopes were told and the 23 since. Does not:
files, folders, rows.
"""

from __future__ import annotations

from collections.abc import Mapping

MEASURES = (
    "total_mbm",
    "total_lbm",
    "total_scope_1",
    "total_scope_2_lbm",
    "total_scope_2_mbm",
    "total_scope_3_lbm",
    "total_scope_3_mbm",
)
"""What a row may tell, each as `<measure>_emissions_value` and `<measure>_emissions_unit`."""

VERSION = "model_version"
START = "usage_period_start"
ACCOUNTS = ("payer_account_id", "usage_account_id")
MINIMUM = ("usage_account_id", "region_code", "product_code", VERSION, START)
"""Without these a figure has no key. Any of the measures may lack: what is not told is null."""

UNIT = "MTCO2e"
"""Tonnes; the only unit that AWS has stated in."""

COLUMNS: Mapping[str, str] = {
    "payer_account_id": "varchar",
    "usage_account_id": "varchar",
    "region_code": "varchar",
    "location": "varchar",
    "product_code": "varchar",
    VERSION: "varchar",
    START: "timestamp",
    "usage_period_end": "timestamp",
    "last_refresh_timestamp": "timestamp",
    **{
        f"{measure}_emissions_{part}": kind
        for measure in MEASURES
        for part, kind in (("value", "double"), ("unit", "varchar"))
    },
}


def value_of(measure: str) -> str:
    """The column that holds the figure of `measure`."""
    return f"{measure}_emissions_value"


def unit_of(measure: str) -> str:
    """The column that holds its unit."""
    return f"{measure}_emissions_unit"
