"""Charts of what is disclosed: scopes over years, two bases, categories, energy, targets.

Belongs here: which figures a chart shows, and in which tone. Does not: where a mark is placed.
"""

from collections.abc import Sequence
from decimal import Decimal

from publish import figures
from publish.charts import bars, columns
from publish.charts.bars import Part, Ranked
from publish.charts.columns import Series
from publish.charts.drawing import Chart, Words
from publish.disclosed.rows import Disclosed, framework_name, values

_TONNES = "tCO₂e"
_ROLES = ("base", "n_minus_1", "n")
_SCOPES = (("S1", "Scope 1", "c4"), ("S2_LOCATION", "Scope 2, location", "c2"),
           ("S3_TOTAL", "Scope 3", "c1"))  # fmt: skip
_BASES = (("TOTAL_LOCATION", "Location-based", "m1"), ("TOTAL_MARKET", "Market-based", "m3"))
_ENERGY = (("ENERGY_FOSSIL", "Fossil", "m3"), ("ENERGY_NUCLEAR", "Nuclear", "k2"),
           ("ENERGY_RENEWABLE", "Renewable", "k1"))  # fmt: skip
_CATEGORY = "S3_"
_CLOUD = "S3_01_1"


def stated(rows: Sequence[Disclosed], concept: str, unit: str = "tCO2e") -> dict[int, Decimal]:
    """A concept as it stands now, by year: the base year, the comparative and the year itself."""
    found: dict[int, Decimal] = {}
    for role in _ROLES:
        found |= values(rows, concept, role, unit)
    return found


def scopes(rows: Sequence[Disclosed]) -> Chart:
    """Scopes stacked, location-based, in each year that is stated."""
    words = Words("Gross emissions by scope", f"Location-based, {_TONNES}", _TONNES)
    return _over_years(rows, _SCOPES, words, columns.stacked)


def bases(rows: Sequence[Disclosed]) -> Chart:
    """The two totals side by side, never added."""
    words = Words("Total on two bases", f"All scopes, {_TONNES}; never added", _TONNES)
    return _over_years(rows, _BASES, words, columns.grouped)


def categories(rows: Sequence[Disclosed]) -> Chart:
    """Scope 3 of the year by category, line 1.1 beside category 1 that holds it."""
    found: dict[str, Ranked] = {}
    for one in rows:
        concept = one.concept_key or ""
        is_part = concept.startswith(_CATEGORY) and concept.removeprefix(_CATEGORY)[0].isdigit()
        if (
            is_part
            and (one.year_role, one.unit) == ("n", "tCO2e")
            and not one.breakdown
            and one.value
        ):
            tone = "m2" if concept == _CLOUD else "accent"
            found.setdefault(concept, Ranked(one.label, one.value, tone))
    items = list(found.values())
    items.sort(key=lambda item: -item.value)
    subtitle = f"{_TONNES}; pale: line 1.1, a part of category 1"
    return bars.ranking(Words("Scope 3 by category", subtitle, _TONNES), items)


def energy_mix(rows: Sequence[Disclosed]) -> Chart:
    """Energy of own operations by its source, each year a whole."""
    drawn: list[tuple[str, list[Part]]] = []
    held = {name: stated(rows, name, "MWh") for name, _, _ in _ENERGY}
    for year in sorted({year for found in held.values() for year in found}):
        whole = figures.total(found.get(year) for found in held.values())
        parts: list[Part] = []
        for name, title, tone in _ENERGY:
            if ratio := figures.share(held[name].get(year), whole):
                parts.append(Part(title, ratio, tone, f"{title}: {figures.percent(ratio)}"))
        drawn.append((f"{year}: {figures.short(whole)} MWh", parts))
    words = Words("Energy of own operations", "Share of each source; no cloud energy is in it", "")
    return bars.shares(words, drawn)


def targets(rows: Sequence[Disclosed]) -> Chart | None:
    """Where the targets lead: base year, comparative, year, and what is aimed at."""
    aims = {
        one.concept_key: one.label
        for one in reversed(rows)
        if one.year_role == "target" and one.concept_key and not one.breakdown
    }
    series = [
        (label, stated(rows, concept), aimed)
        for concept, label in aims.items()
        if (aimed := values(rows, concept, "target"))
    ]
    if not series:
        return None
    years = sorted({year for _, now, aimed in series for year in (*now, *aimed)})
    drawn = [
        Series(
            label,
            tone,
            [aimed.get(year, now.get(year)) for year in years],
            tones=["rest" if year in aimed else tone for year in years],
            notes=["target" if year in aimed else "stated" for year in years],
        )
        for (label, now, aimed), tone in zip(series, ("m1", "m3", "c1", "c4"), strict=False)
    ]
    words = Words("Targets", f"Grey: what is aimed at, {_TONNES}", _TONNES)
    return columns.grouped(words, years, drawn)


def answered(rows: Sequence[Disclosed]) -> Chart:
    """How much of each framework's table of the year has a value, and how much a reason instead."""
    kinds = (("Has a value", "k1"), ("Left out, with the reason", "k2"), ("Neither", "k4"))
    by_name: dict[str, list[Disclosed]] = {}
    for row in rows:
        if row.year_role == "n":
            name = framework_name(row.framework, row.framework_version)
            by_name.setdefault(name, []).append(row)
    drawn: list[tuple[str, list[Part]]] = []
    for name, held in by_name.items():
        counts = [0, 0, 0]
        for one in held:
            counts[0 if one.value is not None else 1 if one.omitted_reason else 2] += 1
        parts = [
            Part(title, ratio, tone, f"{title}: {count} of {len(held)}")
            for (title, tone), count in zip(kinds, counts, strict=True)
            if (ratio := figures.share(count, len(held)))
        ]
        drawn.append((name, parts))
    return bars.shares(Words("What is answered", "Share of the lines of the year", ""), drawn)


def _over_years(
    rows: Sequence[Disclosed],
    concepts: Sequence[tuple[str, str, str]],
    words: Words,
    draw: columns.Drawing,
) -> Chart:
    held = [(title, tone, stated(rows, name)) for name, title, tone in concepts]
    years = sorted({year for _, _, found in held for year in found})
    series = [
        Series(title, tone, [found.get(year) for year in years]) for title, tone, found in held
    ]
    return draw(words, years, series)
