"""The terms of own sites: energy, fuel, gases, hardware, each with its factor and a share.

Belongs here: rows of `fct_site_inputs` as terms. Does not: clouds.
"""

from collections.abc import Sequence

from publish.explain.arithmetic import Input, Term
from publish.explain.asked import ASKED, by_entry
from publish.reading import Marts, Row

_ROWS = f"""with {ASKED}
select inputs.*
from asked
inner join marts.fct_site_inputs as inputs using (ledger_entry_id)
order by inputs.term
"""
# A line is rounded once, and once again when teams share it; what rounding leaves goes to one.
_ROUNDINGS = 8


def terms(marts: Marts, entries: Sequence[Row]) -> dict[str, list[Term]]:
    """The terms of each entry of an own site, by its id."""
    ids = [entry["ledger_entry_id"] for entry in entries]
    found = by_entry(marts.rows(_ROWS, [ids]))
    return {one: [_term(row) for row in found.get(one, [])] for one in ids}


def _term(row: Row) -> Term:
    inputs = [
        Input("activity", row["activity"], row["activity_unit"]),
        Input("factor", row["factor_value"], row["factor_unit"], _ids(row["factor_id"])),
    ]
    if row["second_value"] is not None:
        second = _ids(row["second_factor_id"])
        inputs.append(Input("times", row["second_value"], row["second_unit"], second))
    if row["divisor"] is not None:
        inputs.append(Input("over", row["divisor"], "", divides=True))
    if row["team_share"] != 1:
        inputs.append(Input("share of the team", row["team_share"], "of 1"))
    what = f"{row['site_id']}, {row['part']} {row['flow']}, {row['term']}"
    return Term(what, tuple(inputs), _ROUNDINGS)


def _ids(factor_id: str | None) -> tuple[str, ...]:
    return (factor_id,) if factor_id else ()
