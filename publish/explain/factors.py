"""The factors behind rates and terms, as `dim_factor` has them.

Belongs here: looking factors up by id, by role of a set, by book. Does not: multiplying them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from publish.reading import Marts, Row

_SHOWN = (
    "factor_id, factor_family, region_scheme, region_code, boundary, value, value_low, value_high, "
    "range_kind, unit, publisher, edition, source_locator, licence, factor_quality"
)

Roles = Mapping[str, Row]


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


def rows_of(marts: Marts, factor_ids: Iterable[str]) -> list[dict[str, Any]]:
    """The factors of these ids, by id; an id that is no factor of the seeds is left out."""
    rows = marts.stream(
        f"select {_SHOWN} from marts.dim_factor "
        "where factor_id in (select unnest(?::varchar[])) order by factor_id",
        [sorted(set(factor_ids))],
    )
    return [dict(row) for row in rows]
