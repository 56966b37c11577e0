"""What stands behind the entries of a book: the factors, and the versions of the slices.

Belongs here: what a book keeps of them, so that its figures can be computed again. Does not: the
entries (published_ledger.py).
"""

from __future__ import annotations

import json

import duckdb

from ingest.arrow import Table
from orchestration.books.published_ledger import Question

# What a book froze stays as it was then, whatever its id means today.
_FACTORS = """
with given as ({relation}),
wanted as (select unnest(?::varchar[]) as factor_id),
frozen as (
    select snapshot.* exclude (book_id)
    from marts.dim_factor_snapshot as snapshot
    semi join given using (book_id)
    semi join wanted using (factor_id)
    qualify row_number() over (partition by factor_id order by book_id desc) = 1
)
select * from frozen
union all by name
select factors.* from marts.dim_factor as factors
semi join wanted using (factor_id)
anti join frozen using (factor_id)
order by factor_id
"""
_SLICES = """
with given as ({relation})
select slices.slice_id,
    string_agg(distinct slices.slice_version, ',' order by slices.slice_version)
from marts.bridge_ledger_slice_sets as slices
inner join (select distinct slice_set_id, book_id from given) as sets
    on slices.slice_set_id = sets.slice_set_id
    and slices.book_id is not distinct from sets.book_id
group by all
order by all
"""


def factors(connection: duckdb.DuckDBPyConnection, question: Question, entries: Table) -> list[str]:
    """Every factor behind `entries`, the answer to `question`, each a JSON object."""
    texts = entries.column("factor_ids").unique().to_pylist()
    ids = sorted({one for text in texts if text for one in text.split(",")})
    query = _FACTORS.format(relation=question.relation)
    answer = connection.execute(query, [*question.values, ids])
    names = [column[0] for column in answer.description or ()]
    rows = (dict(zip(names, row, strict=True)) for row in answer.fetchall())
    return [json.dumps(row, sort_keys=True, default=str, ensure_ascii=False) for row in rows]


def slice_versions(connection: duckdb.DuckDBPyConnection, question: Question) -> dict[str, str]:
    """The version of every slice behind some entries; where books read others, each of them."""
    query = _SLICES.format(relation=question.relation)
    return dict(connection.execute(query, list(question.values)).fetchall())
