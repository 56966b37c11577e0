"""The terms of a cloud's own figure: what its tool printed, in kilograms, and the part of an owner.

Belongs here: rows of `fct_provider_emissions` and `fct_bundle_shares` as terms. Does not: what the
figure displaces, which is a reversal with terms of its own.
"""

from collections.abc import Sequence

from publish.explain.arithmetic import Input, Term
from publish.explain.asked import ASKED, KEY, by_entry, same_key
from publish.reading import Marts, Row

_PLACE = ("activity_month", "provider", "sub_account_id", "carbon_bucket", "region_id")
_SHARES = f"""with {ASKED}
select asked.ledger_entry_id, shares.*
from asked
inner join marts.fct_bundle_shares as shares
    on {same_key("asked", "shares", (*KEY, "evidence_tier", "method", "bundle"))}
"""
_PRINTED = f"""with {ASKED}
select asked.ledger_entry_id, printed.*
from asked
inner join marts.fct_provider_emissions as printed
    on {same_key("asked", "printed", _PLACE)} and printed.is_counted
    and list_contains(string_split(asked.bundle, '+'), printed.measure)
order by printed.measure, printed.slice_id, printed.original_unit
"""


def terms(marts: Marts, entries: Sequence[Row]) -> dict[str, list[Term]]:
    """The terms of each entry of a cloud's own figure, by its id."""
    ids = [entry["ledger_entry_id"] for entry in entries]
    shares = by_entry(marts.rows(_SHARES, [ids]))
    printed = by_entry(marts.rows(_PRINTED, [ids]))
    return {
        one: [term for share in shares.get(one, []) for term in _terms(share, printed.get(one, []))]
        for one in ids
    }


def _terms(share: Row, printed: Sequence[Row]) -> list[Term]:
    """What the tool printed for the key, each row with the owner's part of it."""
    if not share["is_printed"]:
        nothing = Input("no row of the tool in a final month", 0, "kgCO2e")
        return [Term(f"{share['tool']} model {share['model_version']}", (nothing,))]
    if not printed:
        return []
    part = _part(share)
    rows = [share["rounded_row_count"], *(0 for _ in printed[1:])]
    return [
        Term(_what(one), (*_reported(one), *part), count)
        for one, count in zip(printed, rows, strict=True)
    ]


def _reported(row: Row) -> tuple[Input, ...]:
    """The value as the tool printed it, and kilograms per unit of it."""
    value = row["original_value"]
    if not value:
        return (Input("reported", row["emissions_kgco2e"], "kgCO2e"),)
    kilograms = round(float(row["emissions_kgco2e"]) / float(value), 9)
    unit = row["original_unit"]
    return Input("reported", value, unit), Input("unit", kilograms, f"kgCO2e per {unit}")


def _part(share: Row) -> tuple[Input, ...]:
    """The weight of the owner over that of all."""
    if share["team_weight"] == share["whole_weight"]:
        return ()
    unit = {"physical": "kgCO2e estimated by location", "effective_cost": "cost"}.get(
        share["allocation_basis"], "weight"
    )
    return (
        Input("weight of the owner", share["team_weight"], unit),
        Input("weight of all owners", share["whole_weight"], unit, divides=True),
    )


def _what(row: Row) -> str:
    return (
        f"{row['measure']} by {row['tool']} model {row['model_version']}, {row['slice_id']} "
        f"version {row['slice_version']}"
    )
