"""What waits to be posted to closed months, as the published mart has it.

Belongs here: showing it by year, scope and kind, and telling what posts now. Does not: measuring
it, or posting it (restating.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

_MEANT = "(? is null or fiscal_year = ?) and (? is null or adjustment_kind = ?)"
_POSTS = "(is_due or (? and adjustment_kind = 'error'))"
CHOSEN = f"select * from marts.fct_pending_adjustments where {_MEANT} and {_POSTS}"
_SHOWN = f"""
select fiscal_year, period_status, scope, adjustment_kind, count(*), sum(kgco2e),
    max(pending_kgco2e), max(published_kgco2e), max(cumulative_share), max(threshold_share),
    bool_or({_POSTS})
from marts.fct_pending_adjustments
where {_MEANT}
group by all
order by all
"""


@dataclass(frozen=True)
class Wanted:
    """Which adjustments are meant; `decided`: errors post however small they are."""

    year: int | None = None
    kind: str | None = None
    decided: bool = False

    @property
    def meant(self) -> list[Any]:
        """Parameters of a query."""
        return [self.year, self.year, self.kind, self.kind]


@dataclass(frozen=True)
class Pending:
    """What waits of one kind in a scope and year; kg.

    `kgco2e` is what the figure would change by, `absolute_kgco2e` the sum without signs that the
    whole scope is measured by, `share` that of what is published of the scope.
    """

    fiscal_year: int
    period_status: str
    scope: int
    kind: str
    entries: int
    kgco2e: Decimal | None
    absolute_kgco2e: Decimal | None
    published_kgco2e: Decimal | None
    share: float | None
    threshold: float | None
    posts: bool


def read(published: duckdb.DuckDBPyConnection, wanted: Wanted) -> Sequence[Pending]:
    """What waits, by fiscal year, how the months are closed, scope and kind."""
    rows = published.execute(_SHOWN, [wanted.decided, *wanted.meant]).fetchall()
    return [Pending(*row) for row in rows]
