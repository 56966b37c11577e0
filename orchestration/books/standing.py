"""How each month of the books stands, as readers see it: open, closed softly, or for good.

Belongs here: the rows that `tonne status` prints. Does not: what may be closed next (order.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb

from ingest.settings import Workspace
from orchestration.published_file import open_published

COLUMNS = ("month", "fiscal year", "books", "closed by", "prepared by", "approved by", "closed at")
_PERIODS = """
select strftime(activity_month, '%Y-%m'), fiscal_year, status, book_id, prepared_by, approved_by,
    strftime(closed_at, '%Y-%m-%d %H:%M')
from marts.dim_accounting_period
order by activity_month
"""


def periods(workspace: Workspace) -> Sequence[Sequence[Any]]:
    """A row per month, of COLUMNS; none where nothing, or nothing of books, is published."""
    if not workspace.published.exists():
        return []
    with open_published(workspace.published) as connection:
        try:
            return connection.execute(_PERIODS).fetchall()
        except duckdb.CatalogException:
            return []
