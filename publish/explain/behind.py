"""What stands behind entries beside their arithmetic: slices with files and hashes, rules, books.

Belongs here: look-ups in dimensions; what an older published file lacks is left out. Does not:
factors.
"""

from collections.abc import Sequence

from publish.explain.asked import ASKED, by_entry
from publish.reading import Marts, Row

_SLICES = """with {asked}
select distinct
    asked.ledger_entry_id, slices.source_kind, slices.slice_id, slices.slice_version,
    concat_ws('/', 'lake', 'raw', slices.source_kind, slices.slice_id, slices.slice_version)
        as landed_in,
    slices.row_count, slices.input_uris, slices.input_sha256, slices.output_sha256,
    slices.fetched_at
from asked
inner join marts.bridge_ledger_slice_sets as sets on asked.slice_set_id = sets.slice_set_id{book}
inner join marts.dim_slice as slices
    on sets.slice_id = slices.slice_id and sets.slice_version = slices.slice_version
where not slices.is_quarantined
order by slices.slice_id
"""
_OF_BOOK = " and asked.book_id is not distinct from sets.book_id"


def slices(marts: Marts, entries: Sequence[Row]) -> dict[str, list[Row]]:
    """The landed versions that each entry was computed from; of a closed entry, by its book."""
    has_books = bool(entries) and "book_id" in entries[0]
    sql = _SLICES.format(asked=ASKED, book=_OF_BOOK if has_books else "")
    return by_entry(marts.rows(sql, [[entry["ledger_entry_id"] for entry in entries]]))


def rules(marts: Marts) -> dict[str, Row]:
    """The scope rules, by id."""
    if "dim_scope_rule" not in marts.tables():
        return {}
    return {row["rule_id"]: row for row in marts.stream("select * from marts.dim_scope_rule")}


def books(marts: Marts) -> dict[str, Row]:
    """The books, by id: what was closed or posted, by whom and why."""
    if "dim_book" not in marts.tables():
        return {}
    return {row["book_id"]: row for row in marts.stream("select * from marts.dim_book")}
