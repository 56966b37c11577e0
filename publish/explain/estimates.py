"""The terms of estimates: quantity x rate x PUE x factor, and cost x exchange x price x factor.

Belongs here: the rows of `fct_estimate_inputs_monthly` behind an entry, as terms. Does not: the
clouds' own figures and own sites.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from publish.explain import energy, factors
from publish.explain.arithmetic import Input, Term
from publish.explain.asked import ASKED, KEY, by_entry, same_key
from publish.explain.factors import Frozen, Roles
from publish.reading import Marts, Row

_ROWS = f"""with {ASKED}
select
    asked.ledger_entry_id, inputs.* exclude (market_basis), inputs.market_basis as basis,
    rates.* exclude (
        rate_id, factor_set_id, provider, region_id, activity_month, market_basis,
        is_market_complete
    )
from asked
inner join marts.fct_estimate_inputs_monthly as inputs
    on {same_key("asked", "inputs", (*KEY, "evidence_tier"))}
    and (asked.method <> 'market' or asked.market_basis is not distinct from inputs.market_basis)
left join marts.dim_usage_rate as rates on inputs.rate_id = rates.rate_id
order by inputs.slice_id, rates.machine, inputs.rate_id, inputs.consumed_unit"""


def figure(entry: Row) -> str:
    """The column of the inputs that holds the figure of an entry."""
    if entry["component"] in ("electricity", "upstream"):
        # Upstream by the hour is that of the year: losses and fuels have no hour.
        by_year = entry["component"] == "upstream" and entry["method"] == "location_hourly"
        return f"{entry['component']}_{'location' if by_year else entry['method']}_kgco2e"
    return f"{entry['component']}_kgco2e"


def terms(marts: Marts, entries: Sequence[Row]) -> dict[str, list[Term]]:
    """The terms of each entry, by its id."""
    found = by_entry(marts.rows(_ROWS, [[entry["ledger_entry_id"] for entry in entries]]))
    sets = factors.of_sets(marts, (row["factor_set_id"] for rows in found.values() for row in rows))
    frozen = factors.frozen(marts, entries)
    return {
        entry["ledger_entry_id"]: [
            term
            for row in _booked(entry, found.get(entry["ledger_entry_id"], []))
            for term in _terms(entry, row, sets.get(row["factor_set_id"], {}), frozen)
        ]
        for entry in entries
    }


def _booked(entry: Row, rows: Sequence[Row]) -> list[Row]:
    """The rows of an entry; bought on the marketplace or not, as the booked figure tells."""
    column = figure(entry)
    held = [row for row in rows if row[column] is not None]
    for is_marketplace in (False, True):
        some = [row for row in held if row["is_marketplace"] == is_marketplace]
        if some and sum((row[column] for row in some), Decimal(0)) == entry["kgco2e"]:
            return some
    return [row for row in held if not row["is_marketplace"]] or held


def _terms(entry: Row, row: Row, today: Roles, frozen: Frozen) -> list[Term]:
    """The terms of one rate and slice, with the factors that the entry was booked with."""
    roles = {role: frozen.of(entry, factor) for role, factor in today.items()}
    if entry["component"] == "other":
        products = [_spend(row, roles)]
    elif entry["component"] == "hardware":
        products = [_hardware(row, roles)]
    else:
        products = energy.products(entry, row, roles, today)
    what = _what(row)
    # The rows were rounded once, for all products of them together.
    rows = [row["rounded_row_count"], *(0 for _ in products[1:])]
    return [Term(what, inputs, count) for inputs, count in zip(products, rows, strict=True)]


def _what(row: Row) -> str:
    named = [row["machine"], row["provider"], row["region_id"], row["slice_id"]]
    return ", ".join([str(row["resource_kind"] or "usage"), *(str(one) for one in named if one)])


def _spend(row: Row, roles: Roles) -> tuple[Input, ...]:
    currency = row["billing_currency"]
    spend = roles.get("spend")
    inputs = [Input("effective cost", row["booked_cost"], currency)]
    if spend is None or row["exchange_rate"] is None:
        inputs.append(Input("spend rate", row["other_kgco2e_per_cost"], f"kgCO2e per {currency}"))
    else:
        inputs += [
            Input("exchange rate", row["exchange_rate"], f"of the factor per {currency}",
                  _ids(roles, "fx_source", "fx_target")),
            Input("price level", row["price_ratio"], "factor's year over cost's year",
                  _ids(roles, "price_index")),
            Input("spend factor", spend["value"], spend["unit"], (spend["factor_id"],)),
        ]  # fmt: skip
    if row["kept_share"] is not None:
        inputs.append(Input("left by corrections", row["kept_share"], "share"))
    return tuple(inputs)


def _hardware(row: Row, roles: Mapping[str, Row]) -> tuple[Input, ...]:
    made_of = [role for role in roles if role.startswith("embodied_")]
    rate = _ids(roles, "lifetime", "accelerator", "storage_class", "capacity_unit", *made_of)
    unit = row["consumed_unit"] or "unit"
    return (
        Input("quantity", row["consumed_quantity"], unit),
        Input("embodied rate", row["hardware_kgco2e_per_unit"], f"kgCO2e per {unit}", rate),
    )


def _ids(roles: Roles, *names: str) -> tuple[str, ...]:
    return tuple(roles[name]["factor_id"] for name in names if name in roles)
