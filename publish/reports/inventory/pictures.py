"""The inventory's charts.

Belongs here: which figures a chart shows, and in which tone. Does not: where a mark is placed.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from publish import figures, labels
from publish.charts import bars, columns
from publish.charts.bars import Part, Ranked
from publish.charts.columns import Series
from publish.charts.drawing import Chart, Words
from publish.reading import Row
from publish.reports.inventory.lines import Line

UNIT = "tCO₂e"
_MOST_REGIONS = 8
_RUNGS = {
    "subregion": ("Subregion", "k1"),
    "country": ("Country", "m2"),
    "mix": ("Mix x fuels", "k2"),
    "lifecycle": ("Lifecycle", "k3"),
    "world": ("World mean", "k4"),
}
_BASES = {
    "contract": ("Contracts", "c2"),
    "supplier_rate": ("Supplier rate", "c5"),
    "provider": ("Provider's own", "c1"),
    "provider_trailing_ratio": ("Provider's trailing ratio", "c3"),
    "residual_mix": ("Residual mix", "c6"),
    "location": ("Location, none exists", "rest"),
    "location_placeholder": ("Placeholder, incomplete", "m3"),
}


def components_by_month(months: Sequence[date], monthly: Sequence[Line], method: str) -> Chart:
    """The stated figure stacked by component; `monthly` is keyed by month and component.

    What providers reported themselves is one series, whatever their bundles hold.
    """
    at = {one.keys: one.stated for one in monthly}
    held = {key[1] for key in at if labels.is_bundle(key[1])}
    present = [code for code in labels.COMPONENTS if any(key[1] == code for key in at)]
    series = [
        Series(labels.component(code), tone, [at.get((month, code)) for month in months])
        for code, tone in zip(present, labels.TONES, strict=False)
    ]
    own = [
        figures.total(one.stated for one in monthly if one.keys[0] == month and one.keys[1] in held)
        for month in months
    ]
    if held:
        series.append(Series(labels.BUNDLES, labels.TONES[-1], own))
    words = Words("Month by month, by component", f"Stated ({method}-based), {UNIT}", UNIT)
    return columns.stacked(words, months, series)


def methods_by_month(months: Sequence[date], monthly: Sequence[Line]) -> Chart:
    """Both bases side by side, never on top of each other."""
    at = {one.keys[0]: one for one in monthly}
    found = [at.get(month) for month in months]
    series = [
        Series("Location-based", "m1", [one and one.location for one in found]),
        Series(
            "Market-based, hatched where incomplete",
            "m3",
            [one and one.market for one in found],
            tones=["m3-part" if one and one.incomplete_kwh else "m3" for one in found],
        ),
    ]
    words = Words("One use on two bases", f"All components, {UNIT}; never added", UNIT)
    return columns.grouped(words, months, series)


def largest_regions(rows: Sequence[Row]) -> Chart:
    """Electricity, location-based, by region; the smaller ones in one bar."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        name = f"{labels.provider(row['provider'])} {row['region_id']}"
        sums[name] = sums.get(name, Decimal(0)) + (row["electricity_location_tco2e"] or 0)
    ordered = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))
    items = [Ranked(name, value) for name, value in ordered[:_MOST_REGIONS]]
    if rest := ordered[_MOST_REGIONS:]:
        value = figures.total(value for _, value in rest) or Decimal(0)
        items.append(Ranked(f"{len(rest)} more", value, labels.REST_TONE))
    words = Words("Electricity by region", f"Location-based, {UNIT}", UNIT)
    return bars.ranking(words, items)


def what_energy_rests_on(
    rungs: Sequence[tuple[str, Decimal]], bases: Sequence[tuple[str, Decimal]]
) -> Chart:
    """The shares of kWh by the rung of the grid factor and by the basis of the market figure."""
    drawn = [
        ("Grid factor", _parts(rungs, _RUNGS)),
        ("Market basis", _parts(bases, _BASES)),
    ]
    return bars.shares(Words("What the electricity rests on", "Share of kWh", ""), drawn)


def _parts(shares: Sequence[tuple[str, Decimal]], known: dict[str, tuple[str, str]]) -> list[Part]:
    parts: list[Part] = []
    for code, ratio in shares:
        title, tone = known.get(str(code), (str(code), "rest"))
        parts.append(Part(title, ratio, tone, f"{title}: {figures.percent(ratio)}"))
    return parts
