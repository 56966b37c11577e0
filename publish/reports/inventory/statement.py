"""The method statement of an inventory: sentences made of the facts that its figures rest on.

Belongs here: words around facts of the published file. Does not: a figure that is not asked of it;
what was not used is not claimed.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from publish import figures, identity, labels
from publish.period import Period
from publish.reading import Marts, bounds
from publish.reports.inventory import factors, fiscal, lines

_RUNGS = {
    "subregion": "official factor of the grid subregion",
    "country": "official factor of the country",
    "mix": "generation mix of the country times direct fuel factors",
    "lifecycle": "lifecycle factor of the country",
    "world": "mean mix of the world, for a region without a country",
}
_MARKET = {
    "contract": "contracts",
    "supplier_rate": "supplier rates",
    "residual_mix": "residual mix",
    "location": "location factor, as the grid has no residual mix",
    "location_placeholder": "location factor as a placeholder for a residual mix that is published "
    "and not loaded",
}
_OTHER = {"location": "market", "market": "location"}
_NO_EMISSION = """
select no_emission_reason, sum(row_count) as row_count
from marts.rpt_audit__coverage
where activity_month between ? and ? and coverage_class = 'no_emission_by_rule'
group by all order by all
"""
_UNCOVERED = """
select coalesce(sum(row_count), 0) as row_count from marts.rpt_audit__coverage
where activity_month between ? and ? and coverage_class = 'uncovered'
"""


def sentences(marts: Marts, period: Period) -> Sequence[str]:
    """The statement, a paragraph each."""
    parts = (_boundary, _basis, _evidence, _location, _market, _upstream, _hardware, _spend, _gaps)
    return [sentence for part in parts for sentence in part(marts, period) if sentence]


def _boundary(marts: Marts, period: Period) -> Iterator[str]:
    entity = identity.entity(marts)
    approach = str(entity.get("consolidation_approach") or "not set").replace("_", " ")
    yield (
        f"{entity.get('entity_name') or 'The entity'}: {fiscal.title(period)}, consolidated by "
        f"{approach}, after the GHG Protocol's Corporate and Scope 3 Standards. A fiscal year is "
        "named by the calendar year in which it ends."
    )
    yield (
        "Cloud computing is bought as a service and stands whole in Scope 3, category 1, sub-line "
        "1.1 (cloud computing and data-centre services): the provider's energy, its upstream and "
        "its hardware. None of it is Scope 2 of this entity or repeated in category 3. Support, "
        "services and training are category 1 outside 1.1."
    )
    yield (
        f"Global warming potentials aimed at: {entity.get('gwp_target') or 'not set'}; a factor "
        "published in CO2e only keeps its publisher's."
    )


def _basis(marts: Marts, period: Period) -> Iterator[str]:
    method = lines.stated_method(marts, period)
    yield (
        f"Stated basis of the energy in Scope 3: {method}-based (scope3_energy_basis of the entity "
        f"register). The {_OTHER.get(method, 'other')}-based figure stands beside it. They measure "
        "the same use and are never added. Hourly location figures serve decisions and are not "
        "stated. Statutory view: hardware of own assets counts in the year of acquisition."
    )


def _evidence(marts: Marts, period: Period) -> Iterator[str]:
    found = lines.lines(marts, period, ["evidence_tier"])
    whole = figures.total(one.stated for one in found)
    pairs = [(_tier(one.keys[0]), figures.share(one.stated, whole)) for one in found]
    if told := _listed([(name, ratio) for name, ratio in pairs if ratio is not None]):
        yield f"Of the stated figure {told}."


def _location(marts: Marts, period: Period) -> Iterator[str]:
    rungs = lines.shares_of_energy(marts, period, "intensity_level")
    if not rungs:
        return
    told = _listed([(_RUNGS.get(str(rung), str(rung)), ratio) for rung, ratio in rungs])
    editions = factors.sources(marts, period, ["grid"])
    yield (
        "Energy: IT energy of the use times the facility's PUE. Location-based: annual averages of "
        f"the activity year at the power plant where one is held. By kWh: {told}. Factors: "
        f"{'; '.join(editions) or 'none'}."
    )
    share = figures.percent(lines.lifecycle_share(marts, period))
    yield (
        f"Lifecycle share: {share} of kWh rest on a lifecycle factor, which holds its fuels' "
        "upstream, so that none is added to it."
    )


def _market(marts: Marts, period: Period) -> Iterator[str]:
    bases = lines.shares_of_energy(marts, period, "market_basis")
    if not bases:
        return
    told = _listed([(_MARKET.get(str(basis), str(basis)), ratio) for basis, ratio in bases])
    (total,) = lines.lines(marts, period)
    yield (
        f"Market-based, by kWh: {told}. {figures.percent(total.incomplete)} of kWh are incomplete: "
        "they carry the location figure as a placeholder, which is no claim about contracts."
    )


def _upstream(marts: Marts, period: Period) -> Iterator[str]:
    if editions := factors.sources(marts, period, ["wtt_generation", "wtt_td", "td_loss"]):
        yield (
            "Upstream of electricity (fuel supply, transmission and distribution losses) is inside "
            f"1.1, alike in both methods. Factors: {'; '.join(editions)}."
        )


def _hardware(marts: Marts, period: Period) -> Iterator[str]:
    if editions := factors.sources(marts, period, ["lifetime"]):
        yield (
            "Hardware: the share of a host that the use occupied, over the provider's stated life. "
            f"Lives: {'; '.join(editions)}."
        )


def _spend(marts: Marts, period: Period) -> Iterator[str]:
    if editions := factors.sources(
        marts, period, ["spend", "fx_source", "fx_target", "price_index"]
    ):
        yield (
            "Spend (tier 5): effective cost at the month's mean exchange rate, by the consumer "
            "price index to the factor's year. Credits never reduce it. Factors: "
            f"{'; '.join(editions)}."
        )


def _gaps(marts: Marts, period: Period) -> Iterator[str]:
    components = sorted({row["component"] for row in lines.not_estimated(marts, period)})
    if components:
        words = ", ".join(labels.component(one).lower() for one in components)
        yield f"Not estimated for some or all use, and not zero: {words}."
    if reasons := marts.rows(_NO_EMISSION, bounds(period)):
        listed = "; ".join(f"{row['no_emission_reason']} ({row['row_count']:,})" for row in reasons)
        yield f"Billing rows without emission by rule: {listed}."
    if uncovered := marts.first(_UNCOVERED, bounds(period))["row_count"]:
        yield f"{uncovered:,} billing rows are uncovered: no rule reaches them yet."
    if months := fiscal.missing(marts, period):
        yield f"Months missing from the year: {fiscal.in_words(months)}."
    if held := identity.quarantined(marts):
        yield f"In quarantine, at their last good version: {held}."


def _tier(number: Any) -> str:
    """`tier 4 (usage estimate)`."""
    words = labels.tier(number).partition(" · ")[2].lower()
    return f"tier {number} ({words})" if words else "no tier"


def _listed(parts: Sequence[tuple[Any, Decimal]]) -> str:
    """Words with their share, one after the other."""
    return ", ".join(f"{figures.percent(ratio)} {words}" for words, ratio in parts)
