"""Entries of the ledger that are asked about, and what stands beside them in the published file.

Belongs here: finding entries by id. Does not: their arithmetic.
"""

from collections.abc import Sequence

from publish.errors import PublishError
from publish.reading import Marts, Row

TABLES = (
    "fct_carbon_ledger",
    "fct_estimate_inputs_monthly",
    "fct_bundle_shares",
    "fct_site_inputs",
    "dim_usage_rate",
    "dim_factor",
    "dim_slice",
)
ASKED = """asked as (
    select * from marts.fct_carbon_ledger where ledger_entry_id in (select unnest(?::varchar[]))
)"""
KEY = ("activity_month", "provider", "sub_account_id", "carbon_bucket", "region_id", "team_id")
_FEWEST = 4


class UnknownEntryError(PublishError):
    """No entry, or no disclosed cell, has that name; the message lists near ones."""


def entries(marts: Marts, ids: Sequence[str]) -> list[Row]:
    """The ledger's rows of these ids, in the order of the ids.

    Raises:
        UnknownEntryError: the ledger has no entry of an id.
    """
    marts.require(TABLES)
    found = {
        row["ledger_entry_id"]: row
        for row in marts.stream(f"with {ASKED} select * from asked", [list(ids)])
    }
    if missing := [one for one in ids if one not in found]:
        raise UnknownEntryError(
            f'the ledger has no entry {missing[0]!r}; ask for ids with `tonne sql "select '
            'ledger_entry_id, kgco2e from marts.fct_carbon_ledger where …"`'
        )
    return [found[one] for one in ids]


def in_full(marts: Marts, given: str) -> str:
    """The id that a given one begins, if only one does; else the given one.

    Raises:
        UnknownEntryError: several ids begin so.
    """
    if len(given) < _FEWEST:
        return given
    rows = marts.rows(
        "select ledger_entry_id as id from marts.fct_carbon_ledger "
        "where starts_with(ledger_entry_id, ?) order by all limit 3",
        [given],
    )
    if len(rows) > 1:
        raise UnknownEntryError(f"several entries begin with {given!r}: give more of the id")
    return str(rows[0]["id"]) if rows else given


def same_key(left: str, right: str, columns: Sequence[str] = KEY) -> str:
    """The join of two tables over columns that may be null in both."""
    return " and ".join(f"{left}.{name} is not distinct from {right}.{name}" for name in columns)


def by_entry(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Rows by their `ledger_entry_id`."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["ledger_entry_id"], []).append(row)
    return grouped
