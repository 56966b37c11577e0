"""The factors behind rates and terms: those of today, and those that a book froze.

Belongs here: looking factors up by id, by role of a set, by book. Does not: multiplying them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from publish.reading import Marts, Row

_SHOWN = (
    "factor_id, factor_family, region_scheme, region_code, boundary, value, value_low, value_high, "
    "range_kind, unit, publisher, edition, source_locator, licence, factor_quality"
)

Roles = Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class Frozen:
    """Factors as books froze them, by book and id: what the register says since is not theirs."""

    rows: Mapping[tuple[str, str], Row]

    def of(self, entry: Row, today: Row) -> Row:
        """A factor as the entry was booked with it: its book's, or today's in open books."""
        return self.rows.get((entry.get("book_id") or "", today["factor_id"]), today)


def frozen(marts: Marts, entries: Sequence[Row]) -> Frozen:
    """The factors that the books of these entries froze."""
    books = sorted({one["book_id"] for one in entries if one.get("book_id")})
    if not books or "dim_factor_snapshot" not in marts.tables():
        return Frozen({})
    rows = marts.stream(
        f"select book_id, {_SHOWN} from marts.dim_factor_snapshot "
        "where book_id in (select unnest(?::varchar[]))",
        [books],
    )
    return Frozen({(row["book_id"], row["factor_id"]): row for row in rows})


def of_sets(marts: Marts, set_ids: Iterable[str]) -> dict[str, dict[str, Row]]:
    """The factors of each set of the estimates, by the role that each plays."""
    found: dict[str, dict[str, Row]] = {}
    rows = marts.stream(
        f"select uses.factor_set_id, uses.factor_role, {_SHOWN} from marts.bridge_factor_sets as "
        "uses inner join marts.dim_factor as factors using (factor_id) "
        "where uses.factor_set_id in (select unnest(?::varchar[]))",
        [sorted(set(set_ids))],
    )
    for row in rows:
        found.setdefault(row["factor_set_id"], {})[row["factor_role"]] = row
    return found


def by_id(marts: Marts, factor_ids: Iterable[str]) -> dict[str, Row]:
    """The factors of these ids; an id that is no factor of the seeds is left out."""
    rows = marts.stream(
        f"select {_SHOWN} from marts.dim_factor "
        "where factor_id in (select unnest(?::varchar[])) order by factor_id",
        [sorted(set(factor_ids))],
    )
    return {row["factor_id"]: row for row in rows}
