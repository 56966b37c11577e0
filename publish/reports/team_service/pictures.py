"""The report's charts.

Belongs here: which figures a chart shows, and in which tone. Does not: where a mark is placed.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from publish import cells, figures, labels
from publish.charts import bars, columns
from publish.charts.bars import Ranked
from publish.charts.columns import Series
from publish.charts.drawing import Chart, Words
from publish.reports.team_service.grouping import added, largest
from publish.reports.team_service.measures import Measured

UNIT = "tCO₂e"
_TOP_SERVICES = 10
_LONGEST_NAME = 40


def teams_by_month(
    months: Sequence[date], teams: Sequence[Measured], monthly: Sequence[Measured]
) -> Chart:
    """Location totals stacked by team: the largest by name, the others as one, nobody's last."""
    values: dict[tuple[object, ...], dict[date, Decimal | None]] = defaultdict(dict)
    for one in monthly:
        values[one.keys[1:]][one.keys[0]] = one.total_location
    owned = [one for one in largest(teams) if not labels.is_nobody(one.keys[0])]
    named, rest = owned[: len(labels.TONES)], owned[len(labels.TONES) :]
    series = [
        Series(_name(labels.team(*one.keys)), tone, [values[one.keys].get(m) for m in months])
        for one, tone in zip(named, labels.TONES, strict=False)
    ]
    if rest:
        sums = [figures.total(values[one.keys].get(m) for one in rest) for m in months]
        series.append(Series(f"{len(rest)} more teams", labels.REST_TONE, sums))
    for one in teams:
        if labels.is_nobody(one.keys[0]):
            nobody = [values[one.keys].get(m) for m in months]
            series.append(Series(labels.UNATTRIBUTED, labels.NOBODY_TONE, nobody))
    words = Words("Month by month, by team", f"Location-based total, {UNIT}", UNIT)
    return columns.stacked(words, months, series)


def top_services(services: Sequence[Measured]) -> Chart:
    """The services with the largest location totals, and the rest in one bar."""
    known = [one for one in largest(services) if one.total_location]
    top, rest = known[:_TOP_SERVICES], known[_TOP_SERVICES:]
    items = [
        Ranked(f"{one.keys[1]}", one.total_location)
        for one in top
        if one.total_location is not None
    ]
    if rest:
        total = added(rest, ()).total_location
        items.append(Ranked(f"{len(rest)} more", total or Decimal(0), labels.REST_TONE))
    words = Words("Largest services", f"Location-based total, {UNIT}", UNIT)
    return bars.ranking(words, items)


def methods_by_month(months: Sequence[date], monthly: Sequence[Measured]) -> Chart:
    """The total under each method side by side; the market tip says what stands in."""
    at = {one.keys[0]: one for one in monthly}
    found = [at.get(month) for month in months]
    shares = ["" if one is None else figures.percent(one.incomplete) for one in found]
    market = Series(
        "Market, hatched where incomplete",
        "m3",
        [one and one.total_market for one in found],
        tones=["m3-part" if one and one.incomplete_kwh else "m3" for one in found],
        notes=[f"{share} of kWh incomplete" for share in shares],
    )
    series = [
        Series("Location", "m1", [one and one.total_location for one in found]),
        Series("Hourly", "m2", [one and one.total_hourly for one in found]),
        market,
    ]
    words = Words(
        "One use, measured three ways",
        f"All components, {UNIT}; never added to each other",
        UNIT,
    )
    footers = [f"{share} incomplete" if share else "" for share in shares]
    return columns.grouped(words, months, series, footers=footers)


def composition(total: Measured) -> list[tuple[str, str, str, str, str]]:
    """What the location total is made of: tone, words, tCO2e, per cent, and width in per cent."""
    parts = [
        ("p1", "Electricity and upstream", total.location),
        *(
            [("p2", "Hardware, spend and fuels", total.rest_location)]
            if total.has_own
            else [("p2", "Hardware", total.hardware), ("p3", "Spend and fuels", total.other)]
        ),
    ]
    if total.has_own:
        parts.append(("own", labels.BUNDLES, total.own_location))
    drawn: list[tuple[str, str, str, str, str]] = []
    for tone, words, value in parts:
        ratio = figures.share(value, total.total_location)
        width = "" if not ratio or ratio < 0 else f"{ratio * 100:.3f}"
        drawn.append((tone, words, figures.short(value), figures.percent(ratio), width))
    return drawn


def _name(text: str) -> str:
    """A legend's text."""
    return cells.shortened(text, _LONGEST_NAME)
