"""The report's emission tables: by month, team, service, and all three.

Belongs here: which columns stand beside each other. Every market column has its incomplete share
in the same group.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from publish import figures, labels
from publish.ledger import Booked, scope_title
from publish.period import month_title
from publish.reports.team_service.grouping import added, largest
from publish.reports.team_service.measures import Measured
from publish.tables import Column, Table, table

_LONGEST_DETAIL = 600
_MEASURES = (
    Column("Energy, MWh", "energy"),
    Column("Hardware", "tonnes", "In both totals"),
    Column("Spend, fuels", "tonnes", "In both totals"),
    Column("Electricity", "tonnes", "Location-based"),
    Column("Total", "tonnes", "Location-based"),
    Column("Electricity", "tonnes", "Hourly"),
    Column("Electricity", "tonnes", "Market-based"),
    Column("Total", "tonnes", "Market-based"),
    Column("Incomplete, % of kWh", "share", "Market-based"),
    Column("Effective cost", "money"),
)
_WITH_OWN_FIGURES = (
    Column("Energy, MWh", "energy"),
    Column("Electricity", "tonnes", "Location-based"),
    Column("Hardware, spend", "tonnes", "Location-based"),
    Column("Provider’s own", "tonnes", "Location-based"),
    Column("Total", "tonnes", "Location-based"),
    Column("Total", "tonnes", "Hourly"),
    Column("Electricity", "tonnes", "Market-based"),
    Column("Hardware, spend", "tonnes", "Market-based"),
    Column("Provider’s own", "tonnes", "Market-based"),
    Column("Total", "tonnes", "Market-based"),
    Column("Incomplete, % of kWh", "share", "Market-based"),
    Column("Effective cost", "money"),
)
"""A provider's own figure covers other parts in each method, so each has its own hardware."""
_CAPTION = "{}, tCO₂e. Electricity includes its upstream."


def _values(one: Measured, total: Measured) -> list[Any]:
    """A row's measures, in the columns that suit the total of all rows."""
    if total.has_own:
        return [
            figures.thousandth(one.energy_kwh),
            *(one.location, one.rest_location, one.own_location, one.total_location),
            one.total_hourly,
            *(one.market, one.rest_market, one.own_market, one.total_market, one.incomplete),
            one.effective,
        ]
    return [
        figures.thousandth(one.energy_kwh),
        one.hardware,
        one.other,
        one.location,
        one.total_location,
        one.hourly,
        one.market,
        one.total_market,
        one.incomplete,
        one.effective,
    ]


def by_month(rows: Sequence[Measured], total: Measured) -> Table:
    """Each month of the period."""
    ordered = sorted(rows, key=lambda one: one.keys)
    return _drawn("By month", [Column("Month", "month")], ordered, total, lambda one: [one.keys[0]])


def by_team(rows: Sequence[Measured], total: Measured) -> Table:
    """Teams, largest first."""
    heading = [Column("Team")]
    return _drawn("By team", heading, largest(rows), total, lambda one: [labels.team(*one.keys)])


def by_service(rows: Sequence[Measured], total: Measured, *, most: int = 40) -> Table:
    """The largest services, the others in one row."""
    kept, rest = largest(rows)[:most], largest(rows)[most:]
    if rest:
        kept.append(added(rest, ("", f"{len(rest)} more services")))
    heading = [Column("Provider", "code"), Column("Service")]
    return _drawn(
        "By service",
        heading,
        kept,
        total,
        lambda one: [labels.provider(one.keys[0]) if one.keys[0] else "", one.keys[1]],
    )


def detail(rows: Sequence[Measured], teams: Sequence[Measured], total: Measured) -> Table:
    """Services below the sums of their month and team.

    Beyond a few hundred rows the small ones share a row, so that the sums stay what they are.

    Args:
        rows: keyed by month, team id, team name, provider, service.
        teams: the sums, keyed by month, team id, team name.
        total: of the whole period.
    """
    kept = set(map(id, largest(rows)[:_LONGEST_DETAIL]))
    of_team = {one.keys: one for one in teams}
    shown: list[Measured] = []
    parts: dict[int, list[Any]] = {}
    for key, group in groupby(sorted(rows, key=_detail_order), key=lambda one: one.keys[:3]):
        services = list(group)
        title = f"{month_title(key[0])} · {labels.team(*key[1:])}"
        parts[len(shown)] = [title, "", *_values(of_team[key], total)]
        shown += [one for one in services if id(one) in kept]
        if rest := [one for one in services if id(one) not in kept]:
            shown.append(added(rest, (*key, None, f"{len(rest)} smaller, in the CSV")))
    heading = [Column("Month and team, services below"), Column("Provider", "code")]
    caption = "By month, team and service"
    return _drawn(caption, heading, shown, total, _detail_keys, parts=parts)


def by_scope(rows: Sequence[Booked]) -> Table:
    """The ledger's own sums by scope, so that both can be compared."""
    columns = [
        Column("Scope"),
        Column("Location-based", "tonnes"),
        Column("Hourly", "tonnes"),
        Column("Market-based", "tonnes"),
        Column("Incomplete, % of kWh", "share"),
    ]
    values = [
        [
            scope_title(*one.keys),
            one.location,
            one.location_hourly,
            one.market,
            one.market_incomplete,
        ]
        for one in rows
    ]
    return table("By scope, from the ledger, tCO₂e", columns, values)


def _detail_order(one: Measured) -> tuple[Any, ...]:
    """Month, then team with the unattributed last, then its largest services."""
    month, team_id, team_name, provider, service = one.keys
    nobody = labels.is_nobody(team_id)
    size = -(one.total_location or 0)
    team = labels.team(team_id, team_name)
    return month, nobody, team, str(team_id), size, str(service), str(provider)


def _detail_keys(one: Measured) -> list[Any]:
    """The key columns of the detail table."""
    provider, service = one.keys[3:]
    return [service, labels.provider(provider) if provider else ""]


def _drawn(
    caption: str,
    heading: Sequence[Column],
    rows: Sequence[Measured],
    total: Measured,
    keys: Callable[[Measured], list[Any]],
    *,
    parts: Mapping[int, list[Any]] | None = None,
) -> Table:
    """Keys, measures, and a total of the whole period below."""
    return table(
        _CAPTION.format(caption),
        [*heading, *(_WITH_OWN_FIGURES if total.has_own else _MEASURES)],
        [[*keys(one), *_values(one, total)] for one in rows],
        totals=["Total", *[""] * (len(heading) - 1), *_values(total, total)] if rows else (),
        parts=parts,
    )
