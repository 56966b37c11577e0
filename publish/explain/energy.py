"""Products of the energy of a rate: quantity x kWh x PUE x what a kWh emits, per part of it.

Belongs here: electricity by each method and its upstream. Does not: reading rows.
"""

from collections.abc import Sequence

from publish.explain.arithmetic import Input
from publish.explain.factors import Roles
from publish.reading import Row

Inputs = tuple[Input, ...]

_OF_ENERGY = ("cpu_power", "accelerator", "storage_class", "capacity_unit", "capacity_cpu",
              "network_class")  # fmt: skip
_NOT_OF_ENERGY = ("embodied_", "lifetime")


def products(entry: Row, row: Row, roles: Roles, today: Roles) -> list[Inputs]:
    """The products that add up to an entry's electricity or upstream of one rate.

    `roles` are the factors that the entry was booked with, `today` those of the row's own figures.
    """
    facility = [(*chain, _pue(row, roles)) for chain in _it_energy(row, roles)]
    if entry["component"] == "upstream":
        return [chain + part for part in _upstream(roles) for chain in facility]
    if entry["method"] == "location_hourly":
        return _hourly(row, roles, today, facility)
    if entry["method"] == "market":
        return [(*chain, *_market(row, roles)) for chain in facility]
    return [(*chain, _grid(roles)) for chain in facility]


def _it_energy(row: Row, roles: Roles) -> list[Inputs]:
    """Quantity x rate; where use was measured, what grows with it at the measured use instead."""
    unit = row["consumed_unit"] or "unit"
    made_of = [name for name in _OF_ENERGY if name in roles] + [
        name for name in roles if f"coefficient.{name}" == roles[name]["factor_id"]
        and not name.startswith(_NOT_OF_ENERGY)
    ]  # fmt: skip
    ids = tuple(roles[name]["factor_id"] for name in made_of)
    rate = Input("IT energy", row["it_kwh_per_unit"], f"kWh per {unit}", ids)
    chains: list[Inputs] = [(Input("quantity", row["consumed_quantity"], unit), rate)]
    if row["measured_quantity"] is None:
        return chains
    grows = Input("grows with use", row["cpu_dynamic_kwh_per_unit"], f"kWh per {unit}", ids)
    usual = Input("default use", row["cpu_utilisation"], "of 1", divides=True)
    used = Input("quantity x measured use", row["utilised_quantity"], unit)
    instead = Input("quantity measured", -row["measured_quantity"], unit)
    return [*chains, (used, usual, grows), (instead, grows)]


def _pue(row: Row, roles: Roles) -> Input:
    return Input("PUE", row["pue"], "kWh per kWh IT", _id(roles, "pue"))


def _grid(roles: Roles) -> Input:
    grid = roles["grid"]
    return Input("grid", grid["value"], grid["unit"], (grid["factor_id"],))


def _market(row: Row, roles: Roles) -> Inputs:
    """Residual mix, or the grid's factor, or that at the cloud's own ratio."""
    if row["basis"] == "residual_mix":
        residual = roles["residual_mix"]
        return (
            Input("residual mix", residual["value"], residual["unit"], (residual["factor_id"],)),
        )
    if row["market_per_location"] is None:
        return (_grid(roles),)
    ratio = Input("market over location", row["market_per_location"], "of the cloud, 12 months")
    return (_grid(roles), ratio)


def _upstream(roles: Roles) -> list[Inputs]:
    """Well-to-tank, what is lost on the way, and well-to-tank of that."""
    parts: list[Inputs] = []
    if "wtt_generation" in roles:
        parts.append((_of(roles, "wtt_generation", "well-to-tank"),))
    if "td_loss" in roles:
        lost = _of(roles, "td_loss", "lost")
        arrives = Input("that arrives", 1 - lost.value, "of 1", lost.factor_ids, divides=True)
        parts.append((_grid(roles), lost, arrives))
    if "wtt_td" in roles:
        parts.append((_of(roles, "wtt_td", "well-to-tank of losses"),))
    return parts


def _hourly(row: Row, roles: Roles, today: Roles, facility: Sequence[Inputs]) -> list[Inputs]:
    """Hours that are known at their mean intensity, weighed by use; the rest at the year's."""
    by_year: list[Inputs] = [(*chain, _grid(roles)) for chain in facility]
    energy = row["energy_it_hourly_kwh"]
    if not energy:
        return by_year
    pue, grid = _pue(row, roles), _grid(roles)
    by_today = float(_grid(today).value)
    rest = float(row["energy_it_kwh"] - energy) * float(row["pue"]) * by_today
    by_hour = float(row["electricity_location_hourly_kgco2e"]) - rest
    mean = by_hour / (float(energy) * float(row["pue"]))
    known = Input("IT energy with an hour", energy, "kWh")
    hours = Input("mean of its hours, weighed by use", mean, "kgCO2e per kWh")
    instead = Input("IT energy with an hour", -energy, "kWh")
    return [*by_year, (known, pue, hours), (instead, pue, grid)]


def _of(roles: Roles, role: str, name: str) -> Input:
    factor = roles[role]
    return Input(name, factor["value"], factor["unit"], (factor["factor_id"],))


def _id(roles: Roles, role: str) -> tuple[str, ...]:
    return (roles[role]["factor_id"],) if role in roles else ()
