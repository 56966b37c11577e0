"""A small published file: a year's end of a made-up company, hostile names among its teams.

Belongs here: the tables that `publish` reads, as the marts give them. Does not: any pipeline.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

FORMULA = "=cmd()"
SCRIPT = "<script>alert(1)</script>"
BROKEN = 'Data "&\nplatform'
LONG_SERVICE = "Amazon " + "very-" * 57 + "long ☁"
OCTOBER, NOVEMBER, DECEMBER = date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1)

_TABLES = Path(__file__).with_name("published_tables.sql").read_text()


@dataclass(frozen=True)
class Use:
    """One row of the report's mart, its other figures made from these."""

    month: date
    team: str | None
    service: str
    kwh: str | None = "100"
    location: str | None = "0.04"
    incomplete_kwh: str | None = "60"
    hardware: str | None = "0.01"
    other: str | None = None
    cost: str = "123.456789012345"
    currency: str = "USD"
    provider: str = "aws"

    def row(self) -> list[Any]:
        """The columns of the mart, in order."""
        kg = [
            None if one is None else Decimal(one)
            for one in (self.location, self.hardware, self.other)
        ]
        location, hardware, other = kg
        known = [one for one in kg if one is not None]
        total = sum(known, Decimal(0)) if known else None
        hourly = None if location is None else location * Decimal("0.9")
        market = None if location is None else location * Decimal("1.1")
        market_total = total
        if total is not None and market is not None and location is not None:
            market_total = total - location + market
        team_id = None if self.team is None else f"id of {self.team}"
        return [
            self.month, team_id, self.team, self.provider, self.service, self.currency,
            self.kwh, location, hourly, market, self.incomplete_kwh, hardware, other,
            total, market_total, self.cost, self.cost,
        ]  # fmt: skip


HOSTILE = (
    Use(OCTOBER, FORMULA, "Amazon Elastic Compute Cloud", cost="1000.000000000001"),
    Use(
        OCTOBER,
        SCRIPT,
        "Amazon Simple Storage Service",
        kwh="12.5",
        incomplete_kwh="12.5",
        location="0.005",
    ),
    Use(OCTOBER, BROKEN, LONG_SERVICE),
    Use(NOVEMBER, FORMULA, "Amazon Elastic Compute Cloud", location="0.0512345678"),
    Use(
        NOVEMBER,
        None,
        SCRIPT,
        kwh=None,
        location=None,
        incomplete_kwh=None,
        hardware=None,
        other="1.5",
    ),
    Use(DECEMBER, FORMULA, "Amazon Elastic Compute Cloud", cost="-12.5", currency="EUR"),
    Use(DECEMBER, SCRIPT, "+SUM(A1)", kwh=None, location=None, incomplete_kwh=None, hardware=None),
)


@dataclass
class PublishedFile:
    """Writes the file: the report's rows as given, one row of each kind everywhere else."""

    uses: tuple[Use, ...] = HOSTILE
    quarantined: str = ""
    entity: str = "Example & Söhne <GmbH>"
    tables_left_out: tuple[str, ...] = ()
    text: str = SCRIPT
    extra: list[str] = field(default_factory=list[str])

    def write(self, folder: Path) -> Path:
        """The file below `folder`."""
        path = folder / "marts.duckdb"
        with duckdb.connect() as connection:
            connection.execute(f"attach '{path}' as published")
            connection.execute("use published")
            connection.execute(_TABLES)
            rows = [use.row() for use in self.uses]
            self._insert(connection, "rpt_ghg__team_service_monthly", *rows)
            booked = [row for use in self.uses for row in self._booked(use)]
            self._insert(connection, "fct_carbon_ledger_by_method", *booked)
            self._evidence(connection)
            for statement in self.extra:
                connection.execute(statement)
            for name in self.tables_left_out:
                connection.execute(f"drop table marts.{name}")
        return path

    @staticmethod
    def _booked(use: Use) -> Iterator[list[Any]]:
        """The ledger's rows of one use: those without a method stand under each."""
        row = use.row()
        kwh, incomplete = (Decimal(one or 0) for one in (use.kwh, use.incomplete_kwh))
        parts: list[tuple[str, str, Any, Decimal | None, bool | None]] = [
            ("electricity", "location", row[7], kwh, None),
            ("electricity", "location_hourly", row[8], kwh, None),
            ("electricity", "market", row[9], incomplete, False),
            ("electricity", "market", Decimal(0), kwh - incomplete, True),
        ]
        for method in ("location", "location_hourly", "market"):
            parts += [("hardware", method, row[11], None, None)]
            parts += [("other", method, row[12], None, None)]
        for component, method, tonnes, energy, complete in parts:
            if tonnes is not None and (use.kwh or component != "electricity"):
                yield [
                    use.month, "actual", "e", use.provider, "1", "Other", "us-east-1", row[1],
                    3, 1, "1.1", component, method, "period", "R02", 4, energy,
                    tonnes * 1000, None, None, complete,
                ]  # fmt: skip

    def _evidence(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Coverage, unmapped usage, loads, teams, entity, factors and the run."""
        for month in (OCTOBER, NOVEMBER, DECEMBER):
            for tier, kind, rows, cost, kwh, kg in (
                (4, "estimated", 900, "800.5", "212.5", "45"),
                (5, "spend", 90, "150.25", None, "1500"),
                (None, "no_emission_by_rule", 9, "-20", None, None),
                (None, "uncovered", 1, "3", None, None),
            ):
                values = [month, "aws", "USD", tier, kind, rows, cost, cost, kwh, kg]
                self._insert(connection, "rpt_audit__coverage", values)
        usage = ["aws", self.text, FORMULA, None, "no energy model", 7, "99.5", "USD"]
        self._insert(connection, "rpt_audit__unmapped_usage", usage)
        load = [
            "aws_cur2", "acme_aws__2025-10", "0123456789abcdef", "acme_aws", "2025-10", True, False,
            1000, 123456, "s3://x/y", "aa", "bb", "2026-01-03 04:05:06", False, None,
        ]  # fmt: skip
        self._insert(connection, "rpt_audit__load_history", load)
        for team in sorted({use.team for use in self.uses if use.team is not None}):
            self._insert(connection, "dim_team", [f"id of {team}", team, None])
        entity = ["e", self.entity, "DE", "operational_control", "location"]
        self._insert(connection, "dim_entity", entity)
        self._insert(
            connection, "dim_factor", ["grid_location", "EPA", "eGRID2023", "public domain"]
        )
        run = ["run-7", "2026-01-05 06:07:08", "f00dfeed", "0.1.0", self.quarantined]
        self._insert(connection, "published_run", run)

    @staticmethod
    def _insert(connection: duckdb.DuckDBPyConnection, table: str, *rows: list[Any]) -> None:
        """Rows, all in one statement."""
        marks = ", ".join(f"({', '.join('?' * len(row))})" for row in rows)
        values = [value for row in rows for value in row]
        connection.execute(f"insert into marts.{table} values {marks}", values)
