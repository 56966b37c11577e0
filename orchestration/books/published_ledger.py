"""The published ledger as a book takes it: its entries, with their sets taken apart, and its span.

Belongs here: the questions to the published file. Does not: any figure, which is copied; the
factors and slices behind the entries (evidence.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from ingest import parquet
from ingest.arrow import Table
from ingest.book_columns import ENTRY, IN_LEDGER, KIND, LEDGER
from ingest.errors import TonneError
from ingest.settings import Workspace
from orchestration.published_file import open_published

_SPAN = "select min(activity_month), max(activity_month) from marts.fct_carbon_ledger"
_ENTITY = "select entity_id, fiscal_year_start_month from marts.dim_entity order by entity_id"
_BOOKS = f"select slice_id from marts.dim_slice where source_kind = '{KIND}' and is_current"
_RUN = "select run_id from marts.published_run"
_MEMBERS = """
factor_members as (
    select bridge.ledger_factor_set_id as set_id, bridge.book_id,
        string_agg(distinct factors.factor_id, ',' order by factors.factor_id) as factor_ids
    from marts.bridge_ledger_factor_sets as bridge
    inner join marts.bridge_factor_sets as factors using (factor_set_id)
    group by all
),
slice_members as (
    select slice_set_id as set_id, book_id,
        string_agg(distinct slice_id, ',' order by slice_id) as slice_ids
    from marts.bridge_ledger_slice_sets
    group by all
)
"""
_JOINED = """
left join factor_members
    on given.factor_set_id = factor_members.set_id
    and given.book_id is not distinct from factor_members.book_id
left join slice_members
    on given.slice_set_id = slice_members.set_id
    and given.book_id is not distinct from slice_members.book_id
"""


@dataclass(frozen=True)
class Question:
    """Rows of the published file that become entries of a book.

    `relation` is a query with the ledger's columns and, as `book_id`, the book that froze the
    entry's sets of factors and slices; `values` are for its parameters. `given` is SQL for columns
    of an entry that are called or made otherwise.
    """

    relation: str
    values: Sequence[Any]
    given: Mapping[str, str]


@contextmanager
def opened(workspace: Workspace) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file.

    Raises:
        TonneError: nothing is published, or by a version that knows no books.
    """
    with open_published(workspace.published) as connection:
        try:
            yield connection
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise TonneError(
                f"What is published is of another version, which closes nothing: {error}. "
                "`tonne run` publishes it anew."
            ) from error


def span(connection: duckdb.DuckDBPyConnection) -> tuple[date, date]:
    """The first and the last month of activity.

    Raises:
        TonneError: the ledger is empty.
    """
    first, last = connection.execute(_SPAN).fetchall()[0]
    if first is None:
        raise TonneError("The published ledger is empty: there is nothing to close.")
    return first, last


def entity(connection: duckdb.DuckDBPyConnection) -> tuple[str, int]:
    """Who reports, and the month (1 to 12) in which its fiscal year starts."""
    row = connection.execute(_ENTITY).fetchone()
    return (row[0], row[1] or 1) if row else ("unregistered", 1)


def book_slices(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The slices of books that what is published was made of."""
    return {slice_id for (slice_id,) in connection.execute(_BOOKS).fetchall()}


def run_id(connection: duckdb.DuckDBPyConnection) -> str:
    """The run that published."""
    return connection.execute(_RUN).fetchall()[0][0]


def of_months(first: date, last: date) -> Question:
    """The ledger's rows of these months of activity."""
    return Question(
        "select * from marts.fct_carbon_ledger where activity_month between ? and ?",
        [first, last],
        {"row_hash": "row_hash", "adjustment_kind": "adjustment_kind"},
    )


def entries(connection: duckdb.DuckDBPyConnection, question: Question) -> Table:
    """The rows as entries of a book, ordered by their id."""
    names = {name: f'"{IN_LEDGER.get(name, name)}"' for name in LEDGER}
    names |= {**question.given, "factor_ids": "factor_ids", "slice_ids": "slice_ids"}
    selected = ", ".join(
        f'cast({names.get(name, "null")} as {kind}) as "{name}"' for name, kind in ENTRY.items()
    )
    query = (
        f"with given as ({question.relation}), {_MEMBERS} "
        f"select {selected} from given {_JOINED} order by ledger_entry_id"
    )
    found = connection.execute(query, list(question.values)).to_arrow_table()
    return found.cast(parquet.arrow_schema(ENTRY))
