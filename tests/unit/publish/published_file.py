"""A small published file: a year's end of a made-up company, hostile names among its teams.

Belongs here: rows of the tables that `publish` reads. Does not: their columns, which come from the
marts' own contracts, so that a mart that changes is noticed here.
"""

from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import yaml

from tests.unit.publish.use import FORMULA, HOSTILE, OCTOBER, SCRIPT, Row, Use

_MARTS = Path(__file__).parents[3] / "dbt_project" / "models" / "marts"
_TABLES = (
    "rpt_ghg__team_service_monthly",
    "rpt_audit__coverage",
    "rpt_audit__unmapped_usage",
    "rpt_audit__load_history",
    "rpt_audit__not_estimated",
    "rpt_ghg__inventory",
    "rpt_ghg__inventory_energy",
    "rpt_ghg__inventory_factors",
    "fct_carbon_ledger_by_method",
    "bridge_factor_sets",
    "bridge_ledger_factor_sets",
    "dim_entity",
    "dim_factor",
    "dim_team",
)
_RUN = """
create table marts.published_run (
    run_id varchar, published_at timestamp, fingerprint varchar, tool_version varchar,
    quarantined_slices bigint
)
"""


@dataclass
class PublishedFile:
    """Writes the file: the report's rows as given, a few rows of each kind everywhere else."""

    uses: tuple[Use, ...] = HOSTILE
    entity: str = "Example & Söhne <GmbH>\x1b"
    tables_left_out: tuple[str, ...] = ()
    extra: list[str] = field(default_factory=list[str])

    def write(self, folder: Path) -> Path:
        """The file below `folder`."""
        path = folder / "marts.duckdb"
        with duckdb.connect() as connection:
            connection.execute(f"attach '{path}' as published")
            connection.execute("use published")
            connection.execute("create schema marts")
            connection.execute(_RUN)
            for name in _TABLES:
                connection.execute(definition(name))
            for table, rows in self._rows().items():
                insert(connection, table, rows)
            for statement in self.extra:
                connection.execute(statement)
            for name in self.tables_left_out:
                connection.execute(f"drop table marts.{name}")
        return path

    def _rows(self) -> dict[str, list[Row]]:
        """Every table's rows."""
        teams = {use.team_id: use.team or "Unattributed" for use in self.uses}
        return {
            "rpt_ghg__team_service_monthly": [use.row() for use in self.uses],
            "fct_carbon_ledger_by_method": [row for use in self.uses for row in use.booked()],
            "dim_team": [{"team_id": one, "team_name": name} for one, name in teams.items()],
            "dim_entity": [
                {
                    "entity_id": "e",
                    "entity_name": self.entity,
                    "consolidation_approach": "operational_control",
                    "scope3_energy_basis": "location",
                }
            ],
            **_EVIDENCE,
        }


def _coverage(currency: str, tier: int | None, kind: str, *figures: object) -> Row:
    """A row of coverage in each currency: rows, cost, kWh, kg, and why nothing is emitted."""
    names = ("row_count", "effective_cost", "energy_kwh", "kgco2e_location", "no_emission_reason")
    return {
        "activity_month": OCTOBER,
        "provider": "aws",
        "billing_currency": currency,
        "evidence_tier": tier,
        "coverage_class": kind,
        **dict(zip(names, figures, strict=True)),
    }


_EVIDENCE: dict[str, list[Row]] = {
    "rpt_audit__coverage": [
        _coverage("USD", 4, "estimated", 2700, "2401.5", "637.5", "135", None),
        _coverage("USD", 5, "spend", 270, "450.75", None, "4500", None),
        _coverage("USD", None, "no_emission_by_rule", 27, "-60", None, None, "credit"),
        _coverage("USD", None, "uncovered", 3, "9", None, None, "unknown line item type"),
        _coverage("EUR", 4, "estimated", 10, "75", "1", "2", None),
        _coverage("EUR", None, "no_emission_by_rule", 1, "25", None, None, "tax"),
    ],
    "rpt_audit__unmapped_usage": [
        {"provider": "aws", "service_name": SCRIPT, "reason": FORMULA, "row_count": 7}
        | {"effective_cost": "99.5", "billing_currency": "USD", "region_id": "xx-nowhere-1"}
    ],
    "rpt_audit__load_history": [
        {"source_kind": "aws_cur2", "slice_id": "acme_aws__2025-10", "periods": "2025-10"}
        | {"slice_version": "0123456789abcdef", "is_current": True, "is_quarantined": False}
        | {"row_count": 1000, "byte_count": 123456, "fetched_at": "2026-01-03 04:05:06"}
    ],
    "dim_factor": [
        {"factor_id": "used", "factor_family": "grid_location", "publisher": "EPA"}
        | {"edition": "eGRID2023", "licence": "public domain"},
        {"factor_id": "unused", "factor_family": "grid_location", "publisher": "Unused"},
    ],
    "bridge_ledger_factor_sets": [{"ledger_factor_set_id": "gathered", "factor_set_id": "set"}],
    "bridge_factor_sets": [{"factor_set_id": "set", "factor_role": "grid", "factor_id": "used"}],
    "published_run": [
        {"run_id": "run-7", "published_at": "2026-01-05 06:07:08", "fingerprint": "f00dfeed"}
        | {"tool_version": "0.1.0", "quarantined_slices": 0}
    ],
}


def definition(name: str) -> str:
    """The statement that makes a table as its contract promises it."""
    (file,) = _MARTS.rglob(f"{name}.yml")
    (model,) = yaml.safe_load(file.read_text(encoding="utf-8"))["models"]
    columns = ", ".join(f"{one['name']} {one['data_type']}" for one in model["columns"])
    return f"create table marts.{name} ({columns})"


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    """Rows in one statement, with the columns of the fullest."""
    if rows:
        names = list(max(rows, key=len))
        marks = ", ".join([f"({', '.join('?' * len(names))})"] * len(rows))
        values = [row.get(name) for row in rows for name in names]
        connection.execute(f"insert into marts.{table} ({', '.join(names)}) values {marks}", values)
