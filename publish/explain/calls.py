"""The terms of calls of models that a vendor runs: what was estimated of them, model by model.

Belongs here: rows of `fct_ai_api_usage` as terms. Does not: the spend that they displace, which is
a reversal.
"""

from collections.abc import Sequence

from publish.explain.arithmetic import Input, Term
from publish.explain.asked import ASKED, by_entry
from publish.reading import Marts, Row

_ROWS = f"""with {ASKED}
select asked.ledger_entry_id, calls.*
from asked
inner join marts.fct_ai_api_usage as calls
    on asked.activity_month = calls.activity_month and asked.provider = calls.provider
    and asked.team_id = calls.team_id and calls.status = 'estimated'
order by calls.model_name, calls.service_name
"""
_FIGURES = {
    ("electricity", "market"): "electricity_market_kgco2e",
    ("electricity", "location"): "electricity_location_kgco2e",
    ("electricity", "location_hourly"): "electricity_location_kgco2e",
}


def terms(marts: Marts, entries: Sequence[Row]) -> dict[str, list[Term]]:
    """The terms of each entry of calls of models, by its id."""
    found = by_entry(marts.rows(_ROWS, [[entry["ledger_entry_id"] for entry in entries]]))
    return {
        entry["ledger_entry_id"]: [
            term
            for row in found.get(entry["ledger_entry_id"], [])
            if (term := _term(entry, row)) is not None
        ]
        for entry in entries
    }


def _term(entry: Row, row: Row) -> Term | None:
    """Tokens x kg of the formula per token; nothing where the component has no figure."""
    column = _FIGURES.get((entry["component"], entry["method"]), f"{entry['component']}_kgco2e")
    if row[column] is None or not row["tokens_out"]:
        return None
    rate = float(row[column]) / float(row["tokens_out"])
    tokens = Input("output tokens", row["tokens_out"], "tokens")
    return Term(
        f"{row['model_name']} of {row['vendor']}",
        (tokens, Input("formula", rate, "kgCO2e per token", ("ai_api_coefficients",))),
    )
