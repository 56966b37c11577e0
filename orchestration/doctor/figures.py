"""What the published figures show: factors that stand in, and cost that nothing covers.

Belongs here: findings about the published file. Does not: the lake, or a provider.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import duckdb

from orchestration.doctor import zone_months
from orchestration.doctor.finding import Finding
from orchestration.doctor.seed_files import rows_of
from orchestration.published_file import open_published

_RUNGS = """
select provider, region_id, intensity_level, market_basis, sum(energy_kwh) as kwh
from marts.rpt_ghg__inventory_energy group by all order by all
"""
_UNMAPPED = """
select reason, string_agg(distinct service_name, ', ' order by service_name) as services,
    string_agg(distinct region_id, ', ' order by region_id) as regions, sum(row_count)::bigint
from marts.rpt_audit__unmapped_usage group by all order by all
"""
_UNCOVERED = """
select coalesce(no_emission_reason, 'no rate'), billing_currency, sum(effective_cost),
    sum(row_count)::bigint
from marts.rpt_audit__coverage where coverage_class = 'uncovered' group by all order by all
"""
_UNBOOKED = """
select service_name, sub_account_id, first_activity_month, -unbooked_kgco2e
from marts.rpt_audit__unbooked_corrections order by all
"""
_NO_MODEL = "service without an energy model"
_DOCUMENTED = frozenset({"capacity_proxy", "instance_proxy"})
"""Stand-ins by choice, with a range: nobody publishes what is behind them."""
_WORDS = {
    "mix": "its country's generation mix times direct fuel factors",
    "lifecycle": "a lifecycle factor",
    "world": "the world's mean mix",
}


def findings(published: Path) -> Iterator[Finding]:
    """Everything that the published marts say about their own factors and coverage."""
    if not published.exists():
        remedy = "Run `tonne run`"
        yield Finding("breach", "nothing is published", f"{published}", remedy)
        return
    with open_published(published) as connection:
        yield from _regions(connection)
        yield from _unmapped(connection)
        yield from zone_months.findings(connection)
        for reason, currency, cost, count in connection.execute(_UNCOVERED).fetchall():
            yield Finding(
                "breach",
                f"cost without an evidence tier: {cost:,.2f} {currency} in {count:,} lines "
                f"({reason})",
                "marts.rpt_audit__coverage",
                "Name the line type in seeds/cloud/line_item_types.csv, or add the currency's "
                "rates with `tonne factors refresh fx_monthly`",
            )
        for service, account, month, kg in connection.execute(_UNBOOKED).fetchall():
            yield Finding(
                "note",
                f"refunds exceed its spend on record, which begins in {month:%Y-%m}: {kg:,.3f} "
                "kgCO2e of them reduce nothing",
                f"service {service}, account {account}",
                "Land the months before, if that is what they refund",
            )


def _regions(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    country = {
        (row["provider"], row["region_id"]): row["country_iso2"]
        for row in rows_of("cloud/cloud_regions.csv")
    }
    placeholders: dict[str, float] = defaultdict(float)
    for provider, region, level, basis, kwh in connection.execute(_RUNGS).fetchall():
        if level in _WORDS:
            yield Finding(
                "breach" if level == "world" else "note",
                f"its grid factor is {_WORDS[level]} ({kwh:,.0f} kWh)",
                f"region {provider} {region}",
                "Add the region to seeds/cloud/cloud_regions.csv"
                if level == "world"
                else "Load an official direct factor as a row of seeds/grid/factors.csv",
            )
        if basis == "location_placeholder" and country.get((provider, region)):
            placeholders[country[provider, region]] += float(kwh)
    yield from _residual_mixes(placeholders)


def _residual_mixes(placeholders: dict[str, float]) -> Iterator[Finding]:
    sources = {
        row["country_iso2"]: row["source"] for row in rows_of("grid/residual_mix_status.csv")
    }
    for country, kwh in sorted(placeholders.items()):
        name = sources.get(country, "the country's residual mix")
        yield Finding(
            "breach",
            f"residual mix published and not loaded: {kwh:,.0f} kWh carry the location figure "
            "under market",
            f"country {country}",
            f"Load your own copy of {name} into seeds/grid/factors.csv, as rows of factor family "
            "residual_mix, and set the country to loaded in seeds/grid/residual_mix_status.csv",
        )


def _unmapped(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    for reason, services, regions, count in connection.execute(_UNMAPPED).fetchall():
        if reason == _NO_MODEL:
            yield Finding(
                "note",
                f"{count:,} lines count by their spend, as no energy model is held",
                f"services {services}",
                "Add a row to seeds/cloud/service_resource_kinds.csv",
            )
        elif set(str(reason).split(",")) <= _DOCUMENTED:
            yield Finding(
                "note",
                f"{count:,} lines have a size by judgement, for nobody publishes one",
                f"services {services}; regions {regions}",
                "Better a size that its provider states, if there is one: "
                "seeds/hardware/capacity_units.csv and instance_type_proxies.csv",
            )
        else:
            yield Finding(
                "breach",
                f"{count:,} lines take a stand-in: {str(reason).replace('_', ' ')}",
                f"services {services}; regions {regions}",
                "Add what is unknown to the catalogue (seeds/hardware, seeds/cloud); "
                "marts.rpt_audit__unmapped_usage lists it with its cost",
            )
