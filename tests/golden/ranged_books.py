"""Books of a few estimates whose grid factor and whose quantities have ranges of their own.

Belongs here: the rows of such books, and building what says how far they may be off. Does not: the
cases that ask it.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from tests.injected import DATABASE, Row, ground, opened, replace, run_dbt

_MONTH = "2025-10-01"
_PLACE = {
    "activity_month": _MONTH,
    "provider": "aws",
    "carbon_bucket": "AmazonEC2",
    "evidence_tier": 4,
}


def ranged(
    factory: pytest.TempPathFactory,
    folder: Path,
    *,
    kilograms: Sequence[float],
    shared_factor: float,
    own_quantity: float,
) -> Row:
    """What the report says of a total in kg: each row's quantity errs alone, the grid for all.

    `shared_factor` and `own_quantity` are half-ranges as shares of one.
    """
    database = Path(shutil.copy(ground(factory) / DATABASE, folder / DATABASE))
    with duckdb.connect(str(database)) as connection:
        for relation, rows in _relations(kilograms, shared_factor, own_quantity).items():
            replace(connection, relation, rows)
    run_dbt(database, "run", "--select", "fct_uncertainty_contributions", "rpt_audit__uncertainty")
    with opened(database) as connection:
        cursor = connection.execute(
            "select * from marts.rpt_audit__uncertainty where scope_set = '3'"
        )
        names = [column[0] for column in cursor.description or ()]
        return dict(zip(names, cursor.fetchall()[0], strict=True))


def _relations(
    kilograms: Sequence[float], shared_factor: float, own_quantity: float
) -> dict[str, Sequence[Row]]:
    """One kWh of IT at PUE 1 and 1 kg per kWh for each kilogram, a machine of its own per row."""
    ids = [f"entry {place}" for place, _ in enumerate(kilograms)]
    booked = [
        {**_PLACE, "ledger_entry_id": one, "team_id": one, "entity_id": "e", "scope": 3,
         "component": "electricity", "method": "location", "recognition_basis": "period",
         "kgco2e": kg}
        for one, kg in zip(ids, kilograms, strict=True)
    ]  # fmt: skip
    return {
        "marts.fct_carbon_ledger": [{**one, "entry_type": "accrual"} for one in booked],
        "marts.fct_carbon_ledger_by_method": booked,
        "marts.fct_estimate_inputs_monthly": [
            {**_PLACE, "team_id": one, "is_marketplace": False, "rate_id": one,
             "consumed_quantity": kg, "energy_it_kwh": kg, "electricity_location_kgco2e": kg}
            for one, kg in zip(ids, kilograms, strict=True)
        ],
        "marts.dim_usage_rate": [
            {"rate_id": one, "factor_set_id": "set", "pue": 1, "it_kwh_per_unit": 1} for one in ids
        ],
        "marts.bridge_factor_sets": [
            {"factor_set_id": "set", "factor_role": "grid", "factor_id": "grid"}
        ],
        "marts.dim_factor": [
            {"factor_id": "grid", "value": 1, "value_low": 1 - shared_factor,
             "value_high": 1 + shared_factor, "range_kind": "ci95"}
        ],
        "intermediate.int_rate_ranges": [
            {"rate_id": one, "measure": "energy", "source_id": f"quantity of {one}",
             "down_per_unit": own_quantity, "up_per_unit": own_quantity,
             "dynamic_down_per_unit": 0, "dynamic_up_per_unit": 0}
            for one in ids
        ],
    }  # fmt: skip
