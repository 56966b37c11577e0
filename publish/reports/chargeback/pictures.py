"""The chargeback's charts: who is charged, for what, why it changed, what budgets have left.

Belongs here: which figures a chart shows, and in which tone. Does not: where a mark is placed.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from publish import figures, labels
from publish.charts import bars, columns
from publish.charts.bars import Part
from publish.charts.columns import Series
from publish.charts.drawing import Chart, Words
from publish.reading import Row
from publish.reports.chargeback import wording
from publish.reports.chargeback.totals import Charged

UNIT = "tCO₂e"
_MOST_BUDGETS = 8


def teams_by_month(months: Sequence[date], rows: Sequence[Row], teams: Sequence[Charged]) -> Chart:
    """The charged figure of each month, stacked by team; the smaller teams in one series."""
    named = [team for team in teams if team.team_id != "unattributed"]
    drawn, rest = named[: len(labels.TONES)], named[len(labels.TONES) :]
    series = [
        Series(team.team_name, tone, _monthly(months, rows, {team.team_id}, "charged_kgco2e"))
        for team, tone in zip(drawn, labels.TONES, strict=False)
    ]
    for some, title, tone in (
        ({team.team_id for team in rest}, f"{len(rest)} more teams", labels.REST_TONE),
        ({"unattributed"}, labels.UNATTRIBUTED, labels.NOBODY_TONE),
    ):
        values = _monthly(months, rows, some, "charged_kgco2e")
        if any(value is not None for value in values):
            series.append(Series(title, tone, values))
    words = Words("Month by month, by team", f"Charged, {UNIT}, by month of statement", UNIT)
    return columns.stacked(words, months, series)


def kinds_by_month(months: Sequence[date], rows: Sequence[Row]) -> Chart:
    """What the statements of each month are made of; what was corrected downwards hangs below."""
    series: list[Series] = []
    for code, (title, tone) in wording.KINDS.items():
        values = _monthly(months, rows, None, f"{code}_kgco2e")
        if any(values):
            series.append(Series(title, tone, values))
    words = Words("Month by month, by kind of line", f"Charged, {UNIT}", UNIT)
    return columns.stacked(words, months, series)


def changes_by_month(rows: Sequence[Row]) -> Chart:
    """What moved the statements of each month, over all teams; what lowered them hangs below."""
    months = sorted({row["posting_month"] for row in rows})
    series = [
        Series(title, tone, _monthly(months, rows, None, f"{code}_kgco2e"))
        for code, (title, tone) in wording.EFFECTS.items()
    ]
    words = Words("Why the statements changed", f"Against the month before, {UNIT}", UNIT)
    return columns.stacked(words, months, series)


def budgets_left(latest: Sequence[Row]) -> Chart:
    """How much of each budget is used, and what the forecast takes of the rest."""
    rows = [(row["budget_id"], _parts(row)) for row in latest[:_MOST_BUDGETS]]
    return bars.shares(Words("Budgets", "Share of the budget; red is beyond it", ""), rows)


def _parts(row: Row) -> list[Part]:
    """Used, forecast and left; of a budget that is exceeded, what is beyond it."""
    budget, burned = row["budget_tco2e"], row["burned_tco2e"]
    forecast = max(row["forecast_tco2e"], burned)
    whole = max(budget, forecast)
    found = (
        ("Used", "k1", min(burned, budget)),
        ("Used beyond", "k4", max(burned - budget, Decimal(0))),
        ("Forecast", "k2", max(min(forecast, budget) - burned, Decimal(0))),
        ("Forecast beyond", "c4", forecast - max(burned, budget, Decimal(0))),
        ("Left", "k3", max(budget - forecast, Decimal(0))),
    )
    parts: list[Part] = []
    for title, tone, amount in found:
        ratio = figures.share(amount, whole)
        if ratio and ratio > 0:
            tip = f"{title}: {figures.short(amount)} {UNIT}"
            parts.append(Part(title, ratio, tone, tip))
    return parts


def _monthly(
    months: Sequence[date], rows: Sequence[Row], teams: set[str] | None, column: str
) -> list[Decimal | None]:
    """Tonnes of a column in each month, of some teams or all."""
    return [
        figures.thousandth(
            figures.total(
                row[column]
                for row in rows
                if row["posting_month"] == month and (teams is None or row["team_id"] in teams)
            )
        )
        for month in months
    ]
