"""A workspace whose published marts are made by hand, for the commands that write books.

Belongs here: a small ledger with what a close reads beside it. Does not: what a test expects. The
hash of a row is written in SQL here, as the ledger's is.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.book_chain import book_files
from ingest.book_columns import IN_LEDGER, KIND, LEDGER
from ingest.lake import Lake
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured
from orchestration.books import desk
from orchestration.books.desk import Desk
from orchestration.progress import LoggedProgress

OCTOBER, NOVEMBER, DECEMBER = (date(2025, month, 1) for month in (10, 11, 12))
PREPARER, APPROVER = "controller", "head_of_finance"
_NAMES = [IN_LEDGER.get(name, name) for name in LEDGER]
_HASH = ", ".join(f"coalesce(cast({name} as varchar), '~')" for name in _NAMES)
_FACTOR = "'grid.de' as factor_id, 0.35::double as value, 'UBA' as publisher, '2025' as edition"

_BOOKED = {"book_id": "varchar", "adjustment_kind": "varchar"}
_KG = "decimal(38, 9)"
_PENDING = {
    **_BOOKED, "adjustment_id": "varchar", "fiscal_year": "int", "period_status": "varchar",
    "pending_kgco2e": _KG, "published_kgco2e": _KG, "cumulative_share": "double",
    "threshold_share": "double", "is_due": "boolean",
}  # fmt: skip

Row = dict[str, Any]


def entry(entry_id: str, month: date, kg: float | None, **columns: Any) -> Row:
    """An accrual of cloud electricity."""
    return {
        "ledger_entry_id": entry_id, "activity_month": month, "posting_month": month,
        "entry_type": "accrual", "entity_id": "acme", "provider": "aws", "sub_account_id": "1",
        "carbon_bucket": "AmazonEC2", "region_id": "eu-central-1", "team_id": "ml", "scope": 3,
        "s3_category": 1, "s3_subcategory": "1.1", "component": "electricity",
        "method": "location", "recognition_basis": "period", "rule_id": "R02", "evidence_tier": 4,
        "factor_set_id": "fs", "slice_set_id": "ss", "kgco2e": kg, **columns,
    }  # fmt: skip


def three_months() -> list[Row]:
    """October to December; an amount below a gram, a negative one and one that nobody knows."""
    reversal: Row = {"entry_type": "reversal", "reverses_entry_id": "a", "posting_month": NOVEMBER}
    return [
        entry("a", OCTOBER, 90.5, energy_kwh=0.000000001, is_market_complete=False),
        entry("b", OCTOBER, -0.25, **reversal),
        entry("c", OCTOBER, 0, energy_kwh=123456789012.5, reason="gap_fill"),
        entry("d", NOVEMBER, 100),
        entry("e", DECEMBER, None, site_id="hall", bundle="e|f"),
    ]


def check(month: date, name: str, status: str = "ok", text: str = "") -> Row:
    """A check of a month."""
    period = f"{month:%Y-%m}"
    return {"period": period, "check_id": name, "status": status, "value": 1, "text": text or name}


def adjustment(adjustment_id: str, month: date, kg: float, **columns: Any) -> Row:
    """What waits to be posted to a month that is closed softly."""
    return entry(
        "", month, kg, adjustment_id=adjustment_id, entry_type="restatement", posting_month=None,
        adjustment_kind="method", fiscal_year=2025, period_status="soft", is_due=True,
        pending_kgco2e=abs(kg), published_kgco2e=200, cumulative_share=abs(kg) / 200,
        threshold_share=0.05, book_id="0001-close-2025-10", **columns,
    )  # fmt: skip


def write_home(home: Path, *, start_month: int = 1) -> Workspace:
    """A workspace in which three months are published, all checks of which are in order."""
    workspace = Workspace(home)
    workspace.books.mkdir(parents=True, exist_ok=True)
    workspace.settings_file.write_text("")
    publish(workspace, three_months(), start_month=start_month)
    return workspace


def publish(
    workspace: Workspace,
    ledger: Sequence[Row],
    *,
    checks: Sequence[Row] | None = None,
    pending: Sequence[Row] = (),
    start_month: int = 1,
) -> None:
    """Publish these marts, made of every book that is landed."""
    years = [{**check(OCTOBER, "coverage"), "period": f"{year}"} for year in (2024, 2025)]
    found = checks if checks is not None else [check(m, "coverage") for m in _months(ledger)]
    workspace.published.parent.mkdir(exist_ok=True)
    fresh = workspace.published.with_name("fresh.duckdb")
    fresh.unlink(missing_ok=True)
    with duckdb.connect(str(fresh)) as connection:
        connection.execute("create schema marts")
        _write(connection, "fct_carbon_ledger", ledger, _BOOKED)
        _write(connection, "fct_pending_adjustments", pending, _PENDING)
        given = pa.Table.from_pylist([*found, *years], schema=_CHECKS)
        connection.register("given", given)
        connection.execute("create table marts.rpt_audit__close_checks as from given")
        for name, query in _beside(workspace, start_month).items():
            connection.execute(f"create table marts.{name} as {query}")
    fresh.replace(workspace.published)


def land_books(workspace: Workspace) -> list[Landed]:
    """Land the books of the workspace, as a run does."""
    settings = load_settings(workspace.home)
    [source] = [one for one in configured(settings, workspace) if one.kind == KIND]
    return land_source(source, Lake(workspace.lake))


def run(workspace: Workspace, ledger: Sequence[Row] | None = None, **beside: Any) -> None:
    """Land the books and publish, as a run does; the ledger is as given."""
    land_books(workspace)
    publish(workspace, three_months() if ledger is None else ledger, **beside)


def books(workspace: Workspace) -> list[str]:
    """The names of the books there are."""
    return [path.stem for path in book_files(workspace.books)]


def edit(file: Path, row: int, **columns: Any) -> None:
    """Write other values into a row of a book, in a file that is Parquet as before."""
    table = pq.ParquetFile(file).read()
    rows = table.to_pylist()
    rows[row].update(columns)
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), file)


@contextmanager
def at_desk(workspace: Workspace) -> Iterator[Desk]:
    """Alone with the books."""
    with desk.alone(workspace, LoggedProgress(logging.getLogger("books"))) as one:
        yield one


_CHECKS = pa.schema(
    [(name, pa.string()) for name in ("period", "check_id", "status", "text")]
    + [("value", pa.float64())]
)


def _months(ledger: Sequence[Row]) -> list[date]:
    return sorted({row["activity_month"] for row in ledger})


def _write(
    connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Row], more: Mapping[str, str]
) -> None:
    """A mart of entries of the ledger, with `more` columns: name to SQL type."""
    types = {**dict(zip(_NAMES, LEDGER.values(), strict=True)), **more}
    texts = [{n: None if row.get(n) is None else str(row[n]) for n in types} for row in rows]
    schema = pa.schema([(n, pa.string()) for n in types])
    connection.register("given", pa.Table.from_pylist(texts, schema=schema))
    columns = ", ".join(f"cast({n} as {kind}) as {n}" for n, kind in types.items())
    connection.execute(
        f"create table marts.{name} as select *, md5(concat_ws('|', {_HASH})) as row_hash "
        f"from (select {columns} from given)"
    )


def _beside(workspace: Workspace, start_month: int) -> dict[str, str]:
    landed = [one.slice_id for one in Lake(workspace.lake).manifests(KIND)]
    slices = (
        " union all ".join(f"select '{KIND}', '{slice_id}', true" for slice_id in landed)
        or f"select '{KIND}', '', false where false"
    )
    return {
        "dim_entity": f"select 'acme' as entity_id, {start_month} as fiscal_year_start_month",
        "dim_factor": f"select {_FACTOR} union all select 'pue', 1.2, 'cloud', '2024'",
        "dim_accounting_period": "select date '2025-10-01' as activity_month, 2025 as fiscal_year, "
        "'soft' as status, '0001-close-2025-10' as book_id, 'controller' as prepared_by, "
        "'head_of_finance' as approved_by, timestamp '2025-11-05 09:30:00' as closed_at",
        "dim_factor_snapshot": f"select 'none' as book_id, {_FACTOR}",
        "bridge_ledger_factor_sets": "select 'fs' as ledger_factor_set_id, 'e' as factor_set_id, "
        "null::varchar as book_id",
        "bridge_factor_sets": "select 'e' as factor_set_id, 'grid' as factor_role, "
        "'grid.de' as factor_id union all select 'e', 'pue', 'pue'",
        "bridge_ledger_slice_sets": "select 'ss' as slice_set_id, 'bill__2025-10' as slice_id, "
        "'v1' as slice_version, null::varchar as book_id",
        "dim_slice": f"select * from ({slices}) as t(source_kind, slice_id, is_current)",
        "published_run": "select 'run-1' as run_id, timestamp '2025-11-06' as published_at",
    }
