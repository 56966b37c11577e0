"""The workbook of each team: its statements line by line, their sum, and why they changed.

Belongs here: which sheets a team gets. Does not: other teams' figures.
"""

from collections.abc import Iterator, Sequence

from publish import figures
from publish.cells import Value
from publish.definition import Book, Field, Tab
from publish.period import Period
from publish.reading import Marts, Row
from publish.record_tabs import record_tab
from publish.reports.chargeback import statements, totals, wording

_FIELDS = (
    Field("Statement", "month"), Field("Line"), Field("Of month", "month"), Field("From team"),
    Field("Charged, tCO2e", "figure"),
    *(Field(f"{title}, tCO2e", "figure") for title in wording.PARTS.values()),
    Field("Price of a tonne", "money"), Field("Charged", "money"), Field("Currency"),
    Field("Price year", "factor"), Field("Location-based, tCO2e", "figure"),
    Field("Market-based, tCO2e", "figure"), Field("Energy, kWh", "figure"),
    Field("Water, L", "figure"), Field("Cost of use", "money"), Field("Currency of cost"),
)  # fmt: skip


def of_teams(marts: Marts, period: Period) -> Iterator[Book]:
    """One workbook per statement's team, what nobody owns included."""
    rows = statements.statements(marts, period)
    lines, changes = statements.lines(marts, period), statements.changes(marts, period)
    for team in totals.by_team(rows):
        own = [row for row in lines if row["team_id"] == team.team_id]
        head: list[list[Value]] = [
            ["Team", team.team_name], ["Team id", team.team_id],
            ["Cost centre", team.cost_center], ["Period", period.title],
            ["Charged, tCO2e", team.tonnes("charged_kgco2e")],
            *([f"Charged, {one.currency}", one.amount] for one in team.charged),
        ]  # fmt: skip
        changed = [row for row in changes if row["team_id"] == team.team_id]
        yield Book(
            team.team_id,
            [
                Tab("Statement", [Field("What"), Field("Value", "figure")], head),
                Tab("Lines", _FIELDS, [_line(row) for row in own]),
                record_tab("Change", changed, "team_id"),
            ],
        )


def _line(row: Row) -> Sequence[Value]:
    """One line as a person reads it."""
    return [
        row["posting_month"], wording.kind(row["line_kind"]), row["activity_month"],
        row["source_team_id"], figures.thousandth(row["charged_kgco2e"]),
        *(figures.thousandth(row[f"charged_{part}_kgco2e"]) for part in wording.PARTS),
        row["price_per_tco2e"], row["charged_cost"], row["currency"], row["price_year"],
        figures.thousandth(row["location_kgco2e"]), figures.thousandth(row["market_kgco2e"]),
        row["energy_kwh"], figures.total([row["water_site_l"], row["water_source_l"]]),
        row["effective_cost"], row["cost_currency"],
    ]  # fmt: skip
