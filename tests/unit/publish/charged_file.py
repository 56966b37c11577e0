"""A published file of two months of chargeback whose teams have hostile names.

Belongs here: rows that can be added up by hand; their columns are the marts' contracts. Does not:
what a report makes of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from tests.unit.publish.published_file import definition, insert
from tests.unit.publish.use import BROKEN, FORMULA, SCRIPT, Row

OCTOBER, NOVEMBER = "2025-10-01", "2025-11-01"
NOBODY = "unattributed"
TEAMS = (FORMULA, SCRIPT, BROKEN, NOBODY)
_TABLES = (
    "rpt_chargeback__statements", "rpt_chargeback__bridge", "rpt_chargeback__budgets",
    "rpt_chargeback__change", "fct_chargeback_lines", "dim_entity",
)  # fmt: skip
_RUN = """
create table marts.published_run as select 'run-7' as run_id, timestamp '2025-12-05' as
    published_at, 'f00dfeed' as fingerprint, '0.1.0' as tool_version, 0 as quarantined_slices
"""

_LINES: tuple[tuple[str, str, str, str, str | None, float], ...] = (
    (OCTOBER, OCTOBER, FORMULA, "direct", None, 1000),
    (OCTOBER, OCTOBER, SCRIPT, "direct", None, 500),
    (OCTOBER, OCTOBER, NOBODY, "unattributed", None, 50),
    (NOVEMBER, NOVEMBER, FORMULA, "direct", None, 1200),
    (NOVEMBER, NOVEMBER, FORMULA, "shared", BROKEN, 100.000000001),
    (NOVEMBER, NOVEMBER, FORMULA, "reserved_idle", None, 20),
    (NOVEMBER, OCTOBER, FORMULA, "true_up", None, -300),
    (NOVEMBER, NOVEMBER, SCRIPT, "direct", None, 600),
    (NOVEMBER, NOVEMBER, SCRIPT, "shared", BROKEN, 49.999999999),
    (NOVEMBER, NOVEMBER, NOBODY, "unattributed", None, 60),
)
"""Month of the statement, of activity, team, kind, shared team, kilograms."""


def write(folder: Path) -> Path:
    """The file below `folder`."""
    path = folder / "marts.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as published")
        connection.execute("use published")
        connection.execute("create schema marts")
        connection.execute(_RUN)
        for name in _TABLES:
            connection.execute(definition(name))
        for table, rows in _rows().items():
            insert(connection, table, rows)
    return path


def _rows() -> dict[str, list[Row]]:
    return {
        "dim_entity": [{"entity_id": "e", "entity_name": "Example & Söhne"}],
        "fct_chargeback_lines": [_line(*one) for one in _LINES],
        "rpt_chargeback__statements": [
            _statement(month, team)
            for month in (OCTOBER, NOVEMBER)
            for team in (FORMULA, SCRIPT, NOBODY)
        ],
        "rpt_chargeback__change": [
            {"posting_month": NOVEMBER, "team_id": FORMULA, "team_name": FORMULA,
             "previous_kgco2e": 1000, "charged_kgco2e": 1020.000000001,
             "change_kgco2e": 20.000000001, "activity_kgco2e": 220, "efficiency_kgco2e": 0,
             "pue_kgco2e": 0, "grid_factor_kgco2e": 0, "method_kgco2e": -300,
             "structure_kgco2e": 100.000000001},
        ],
        "rpt_chargeback__bridge": [
            {"fiscal_year": 2025, "method": "location", "statements_kgco2e": 3280,
             "of_earlier_years_kgco2e": 0, "posted_later_kgco2e": 0, "management_kgco2e": 3280,
             "amortised_kgco2e": 0, "acquired_kgco2e": 0, "statutory_kgco2e": 3280,
             "unexplained_kgco2e": 0},
        ],
        "rpt_chargeback__budgets": [_budget("=budget()", 4, 3), _budget("plenty", 500, 3)],
    }  # fmt: skip


def _line(posted: str, of: str, team: str, kind: str, source: str | None, kg: float) -> Row:
    return {
        "posting_month": posted, "activity_month": of, "team_id": team, "line_kind": kind,
        "source_team_id": source, "method": "location", "charged_electricity_kgco2e": f"{kg:.9f}",
        "charged_kgco2e": f"{kg:.9f}", "location_kgco2e": f"{kg:.9f}",
        "market_kgco2e": f"{kg / 2:.9f}", "energy_kwh": kg, "water_site_l": 1,
        "effective_cost": "2.5", "cost_currency": "EUR", "price_kind": "fee", "currency": "EUR",
        "price_year": 2025, "price_per_tco2e": 25.0, "charged_cost": f"{kg / 40:.12f}",
        "unattributed_owner": "central" if team == NOBODY else None,
    }  # fmt: skip


def _statement(month: str, team: str) -> Row:
    of = [one for one in _LINES if (one[0], one[2]) == (month, team)]

    def added(kind: str | None = None) -> str | None:
        found = [one[5] for one in of if kind in (None, one[3])]
        return f"{sum(found):.9f}" if found else None

    whole = float(added() or 0)
    kinds: dict[str, Any] = {
        f"{kind}_kgco2e": added(kind)
        for kind in ("direct", "shared", "reserved_idle", "true_up", "unattributed")
    }
    return kinds | {
        "posting_month": month, "team_id": team,
        "team_name": "Unattributed" if team == NOBODY else team,
        "cost_center": "central" if team == NOBODY else "@CC", "method": "location",
        "charged_kgco2e": added(), "charged_electricity_kgco2e": added(),
        "location_kgco2e": added(), "market_kgco2e": f"{whole / 2:.9f}", "energy_kwh": whole,
        "water_site_l": len(of), "effective_cost": 2.5 * len(of), "cost_currency": "EUR",
        "currency": "EUR", "charged_cost": f"{whole / 40:.12f}",
    }  # fmt: skip


def _budget(name: str, tonnes: float, burned: float) -> Row:
    return {
        "budget_id": name, "budget_kind": "team", "subject_ids": FORMULA, "method": "location",
        "activity_month": NOVEMBER, "starts_on": OCTOBER, "ends_on": "2025-12-31",
        "months_elapsed": 2, "months_total": 3, "is_latest": True, "budget_tco2e": tonnes,
        "used_tco2e": burned, "burned_tco2e": burned, "remaining_tco2e": tonnes - burned,
        "planned_tco2e": tonnes * 2 / 3, "forecast_tco2e": burned * 1.5, "forecast_basis": "time",
        "untold_count": 0, "is_exceeded": burned > tonnes,
        "is_forecast_exceeded": burned * 1.5 > tonnes,
        "unknown_subjects": "spelt <wrong>" if name == "plenty" else None,
    }  # fmt: skip
