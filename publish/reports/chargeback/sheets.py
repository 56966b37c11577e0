"""The chargeback for machines: its CSV and the sheets of the workbook that holds every team.

Belongs here: which columns stand on which sheet. Does not: how a cell is written.
"""

from collections.abc import Sequence

from publish import identity
from publish.cells import Value
from publish.definition import Field, Sheet, Tab
from publish.figures import Money
from publish.period import Period
from publish.reading import Marts
from publish.record_tabs import record_tab
from publish.reports.chargeback import statements, totals, wording
from publish.reports.chargeback.totals import Charged

_FIELDS = (
    Field("Team"), Field("Team id"), Field("Cost centre"),
    *(Field(f"{title}, tCO2e", "figure") for title, _ in wording.KINDS.values()),
    Field("Charged, tCO2e", "figure"), Field("Charged", "money"), Field("Currency"),
    Field("Location-based, tCO2e", "figure"), Field("Market-based, tCO2e", "figure"),
    Field("Energy, kWh", "figure"), Field("Water, L", "figure"),
    Field("Cost of use", "money"), Field("Currency of cost"),
)  # fmt: skip


def sheet(marts: Marts, period: Period) -> Sheet:
    """Every line of every statement, unrounded, with the run that published it."""
    rows, run = statements.lines(marts, period), identity.run(marts).get("run_id")
    header = [*(rows[0] if rows else ("posting_month",)), "published_by_run"]
    return Sheet(header, [[*row.values(), run] for row in rows])


def tabs(marts: Marts, period: Period) -> Sequence[Tab]:
    """Teams and their total, statements, lines, what changed, budgets, the bridge."""
    rows = statements.statements(marts, period)
    teams = [*totals.by_team(rows), *([totals.total(rows)] if rows else [])]
    return [
        Tab("Teams", _FIELDS, [record for team in teams for record in _records(team)]),
        record_tab("Statements", rows, "team_id"),
        record_tab("Lines", statements.lines(marts, period), "team_id"),
        record_tab("Change", statements.changes(marts, period), "team_id"),
        record_tab("Budgets", statements.budgets(marts, period), "budget_id"),
        record_tab("Bridge", statements.bridge(marts, period), "fiscal_year"),
    ]


def notes(_: Marts, __: Period) -> Sequence[str]:
    """What must be known before a statement is read."""
    return (
        "The statements sum to management's view of the books by month of posting, under each "
        "method, and the bridge leads from them to the statutory view.",
        "Location and market measure the same use: one is charged, the other is told beside it, "
        "and they are never added.",
        "A true-up corrects an earlier month at that month's price and method, and is borne by "
        "those who bore the month.",
        "A fee is money that moves; a shadow price and the social cost of carbon are not.",
        "Cost of use, energy of held hardware and water are of the latest bills: they inform and "
        "are not part of the books.",
    )


def _records(team: Charged) -> list[list[Value]]:
    """A row for each currency of the charge; figures stand in the first alone."""
    known = [*(f"{kind}_kgco2e" for kind in wording.KINDS), "charged_kgco2e"]
    cost = team.cost[0] if team.cost else Money(None, None)
    first, *others = team.charged or (Money(None, None),)
    names: list[Value] = [team.team_name, team.team_id, team.cost_center]
    records: list[list[Value]] = [
        [
            *names, *(team.tonnes(column) for column in known), first.amount, first.currency,
            team.tonnes("location_kgco2e"), team.tonnes("market_kgco2e"), team.sums["energy_kwh"],
            team.water_l, cost.amount, cost.currency,
        ]
    ]  # fmt: skip
    blank: list[Value] = [None] * 6
    return records + [[*names, *blank, one.amount, one.currency, *blank] for one in others]
