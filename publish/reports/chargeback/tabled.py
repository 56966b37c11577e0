"""The chargeback's tables: teams, months, parts, changes, budgets, the bridge.

Belongs here: which columns stand beside each other. Does not: markup.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from publish import figures, labels
from publish.reading import Row
from publish.reports.chargeback import totals, wording
from publish.reports.chargeback.totals import Charged
from publish.tables import Column, Table, table

_KINDS = tuple(Column(title, "tonnes", "Charged") for title in wording.HEADINGS.values())
_INFORMS = (
    Column("Location", "tonnes", "For information"),
    Column("Market", "tonnes", "For information"),
    Column("Energy, MWh", "energy", "For information"),
    Column("Water, m³", "figure", "For information"),
    Column("Cost of use", "money", "For information"),
)
_CHARGE = (Column("Total", "tonnes", "Charged"), Column("Amount", "money", "Charged"))
_STEPS = {
    "statements_kgco2e": "Statements of the year",
    "of_earlier_years_kgco2e": "Of earlier years",
    "posted_later_kgco2e": "Posted later",
    "management_kgco2e": "Management",
    "amortised_kgco2e": "Amortised",
    "acquired_kgco2e": "Acquired",
    "statutory_kgco2e": "Statutory",
    "unexplained_kgco2e": "Left over",
}


def by_team(teams: Sequence[Charged], total: Charged) -> Table:
    """Each team's statements together, the most charged first."""
    columns = [Column("Team, cost centre"), *_KINDS, *_CHARGE, *_INFORMS]
    rows = [[_named(team), *_values(team)] for team in teams]
    return table("By team, tCO₂e", columns, rows, totals=["Total", *_values(total)])


def by_month(months: Sequence[date], rows: Sequence[Row]) -> Table:
    """All teams together, month by month."""
    of_months = [
        [month, *_values(totals.total([row for row in rows if row["posting_month"] == month]))]
        for month in months
    ]
    columns = [Column("Statement", "month"), *_KINDS, *_CHARGE, *_INFORMS]
    whole = ["Total", *_values(totals.total(rows))] if rows else ()
    return table("By month of statement, tCO₂e", columns, of_months, totals=whole)


def parts(rows: Sequence[Row], teams: Sequence[Charged]) -> Table:
    """What each team's charge is made of."""
    columns = [Column("Team"), *(Column(title, "tonnes") for title in wording.PARTS.values())]

    def values(of: Sequence[Row]) -> list[Any]:
        return [
            figures.thousandth(figures.total(row[f"charged_{part}_kgco2e"] for row in of))
            for part in wording.PARTS
        ]

    drawn = [
        [team.team_name, *values([row for row in rows if row["team_id"] == team.team_id])]
        for team in teams
    ]
    return table(
        "What is charged, by component, tCO₂e", columns, drawn, totals=["Total", *values(rows)]
    )


def changes(rows: Sequence[Row]) -> Table:
    """Every statement that can be compared with that of the month before."""
    effects = [Column(title, "tonnes", "Because of") for title, _ in wording.EFFECTS.values()]
    columns = [
        Column("Team"), Column("Month", "month"), Column("Before", "tonnes"),
        Column("Now", "tonnes"), Column("Change", "tonnes"), *effects,
    ]  # fmt: skip
    drawn = [
        [
            labels.team(row["team_id"], row["team_name"]), row["posting_month"],
            *(
                figures.thousandth(row[f"{column}_kgco2e"])
                for column in ("previous", "charged", "change", *wording.EFFECTS)
            ),
        ]
        for row in rows
    ]  # fmt: skip
    return table("Month to month, tCO₂e", columns, drawn)


def budgets(latest: Sequence[Row]) -> Table:
    """Each budget as it stands in the last month that is known."""
    columns = [
        Column("Budget", "code"), Column("Of"), Column("To", "month"), Column("Budget", "tonnes"),
        Column("Planned so far", "tonnes"), Column("Used", "tonnes"), Column("Used", "share"),
        Column("Left", "tonnes"), Column("Forecast", "tonnes"), Column("GPU-hours", "figure"),
        Column("State"),
    ]  # fmt: skip
    return table("Budgets, tCO₂e", columns, [_budget(row) for row in latest])


def bridge(rows: Sequence[Row]) -> Table:
    """From the statements to the statutory view."""
    columns = [Column("Fiscal year", "figure"), Column("Method", "code")]
    columns += [Column(title, "tonnes") for title in _STEPS.values()]
    drawn = [
        [row["fiscal_year"], row["method"], *(figures.thousandth(row[step]) for step in _STEPS)]
        for row in rows
    ]
    return table("From the statements to the statutory view, tCO₂e", columns, drawn)


def _named(team: Charged) -> str:
    return f"{team.team_name}, {team.cost_center}" if team.cost_center else team.team_name


def _values(one: Charged) -> list[Any]:
    return [
        *(one.tonnes(f"{kind}_kgco2e") for kind in wording.KINDS),
        one.tonnes("charged_kgco2e"), one.charged, one.tonnes("location_kgco2e"),
        one.tonnes("market_kgco2e"), figures.thousandth(one.sums["energy_kwh"]),
        figures.short(figures.thousandth(one.water_l)), one.cost,
    ]  # fmt: skip


def _budget(row: Row) -> list[Any]:
    hours = figures.short(row["burned_gpu_hours"])
    planned = row["planned_gpu_hours"]
    state = "within"
    if row["is_exceeded"]:
        state = "exceeded"
    elif row["is_forecast_exceeded"]:
        state = "forecast exceeds it"
    return [
        row["budget_id"], str(row["subject_ids"]).replace(";", ", "), row["activity_month"],
        row["budget_tco2e"], row["planned_tco2e"], row["burned_tco2e"],
        figures.share(row["burned_tco2e"], row["budget_tco2e"]), row["remaining_tco2e"],
        row["forecast_tco2e"], hours if planned is None else f"{hours} of {figures.short(planned)}",
        state,
    ]  # fmt: skip
