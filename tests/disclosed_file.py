"""A small published file of disclosures: a made-up company, its frameworks, a hostile name in each.

Belongs here: rows as the disclosure marts hold them, written under the columns that all share. Does
not: the marts' own SQL; any report.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import duckdb

YEAR, BASE, TARGET, LATER = 2025, 2022, 2030, 2027
SCRIPT, FORMULA, BROKEN = "<script>alert(1)</script>", "=cmd()", "two\nlines"
LEI = "529900T8BM49AURSDO55"

_DDL = """
create table marts.{name} (
    entity_id varchar, framework varchar, framework_version varchar, requirement varchar,
    datapoint_id varchar, line_no integer, line_code varchar, label varchar, year_role varchar,
    fiscal_year integer, reported_fiscal_year integer, concept_key varchar, breakdown_kind varchar,
    breakdown_value varchar, value decimal(38, 9), unit varchar, omitted_reason varchar,
    previous_value decimal(38, 9), is_restated boolean, decimals integer, xbrl_qname varchar,
    xbrl_dimensions varchar{further}
)
"""
_GROUND = f"""
create schema marts;
create table marts.published_run as select 'run-7' as run_id, timestamp '2026-02-05 06:07:08' as
    published_at, 'f00dfeed' as fingerprint, '0.1.0' as tool_version, 0::bigint as
    quarantined_slices;
create table marts.dim_entity as select 'e' as entity_id, 'Example & Söhne <GmbH>' as entity_name,
    'DE' as country_iso2, 1 as fiscal_year_start_month, 'EUR' as reporting_currency,
    'operational_control' as consolidation_approach, 'location' as scope3_energy_basis,
    'AR6' as gwp_target, '{LEI}' as lei;
create table marts.dim_framework as
select * from (values
    ('esrs', 'esrs_2023', 'ESRS Set 1, E1', 'in_force', date '2024-01-01', date '2024-01-01',
        'Governs fiscal years 2024 to 2026.', 'Delegated Regulation (EU) 2023/2772',
        date '2026-11-21'),
    ('sec', '2024', 'S-K Item 1505 style', 'not_in_force', null, null,
        'Stayed; rescission proposed.', 'Release 33-11275', date '2026-11-21'))
    as t(framework, framework_version, title, status, in_force_from, mandatory_from, note, source,
        checked_on);
create table marts.rpt_audit__coverage_of_nothing as select 'e' as entity_id, 1 as value;
"""


@dataclass(frozen=True)
class Cell:
    """One row of a disclosure mart; what is not named is what most rows have."""

    line: tuple[int, str, str]
    value: str | None
    concept: str | None = None
    role: str = "n"
    year: int = YEAR
    unit: str = "tCO2e"
    framework: tuple[str, str] = ("esrs", "esrs_2023")
    requirement: str = "E1-6"
    datapoint: str | None = None
    breakdown: tuple[str, str | None] = ("none", None)
    omitted: str | None = None
    previous: str | None = None
    decimals: int | None = 0
    qname: str | None = None
    axes: Mapping[str, str] | None = None

    def row(self) -> list[object]:
        """The columns in their order."""
        number, code, label = self.line
        return [
            "e", *self.framework, self.requirement, self.datapoint or code, number, code, label,
            self.role, YEAR, self.year, self.concept or code, *self.breakdown, self.value,
            self.unit, self.omitted, self.previous, self.previous is not None, self.decimals,
            self.qname, json.dumps(self.axes) if self.axes else None,
        ]  # fmt: skip


@dataclass
class DisclosedFile:
    """Writes the file: marts by name, further tables as statements."""

    marts: Mapping[str, Sequence[Cell]]
    extra: list[str] = field(default_factory=list[str])

    def write(self, folder: Path) -> Path:
        """The file below `folder`."""
        path = folder / "marts.duckdb"
        with duckdb.connect() as connection:
            connection.execute(f"attach '{path}' as published; use published")
            connection.execute(_GROUND)
            for name, cells in self.marts.items():
                connection.execute(_DDL.format(name=name, further=", note varchar"))
                for cell in cells:
                    marks = ", ".join("?" * (len(cell.row()) + 1))
                    connection.execute(
                        f"insert into marts.{name} values ({marks})", [*cell.row(), FORMULA]
                    )
            for statement in self.extra:
                connection.execute(statement)
        return path


_AXIS = "esrs:Scope3GHGEmissionsCategoryGHGProtocolAxis"
_S3 = "esrs:GrossScope3GreenhouseGasEmissions"
_MEMBERS = {
    1: "Category1PurchasedGoodsAndServicesMember",
    2: "Category2CapitalGoodsMember",
    3: "Category3FuelAndEnergyrelatedActivitiesMember",
}
_YEARS = (("n", YEAR, Decimal(1)), ("n_minus_1", YEAR - 1, Decimal("1.05")),
          ("base", BASE, Decimal("1.25")))  # fmt: skip
# Rounded one by one the parts of the year sum to 12,520 where the total rounds to 12,521.
_GROSS = {
    "S1": ("Gross Scope 1", "120.400000001", "GrossScope1GreenhouseGasEmissions"),
    "S2_LOCATION": ("Gross location-based Scope 2", "3400.4",
                    "GrossLocationBasedScope2GreenhouseGasEmissions"),
    "S2_MARKET": ("Gross market-based Scope 2", "1200.4",
                  "GrossMarketBasedScope2GreenhouseGasEmissions"),
    "S3_TOTAL": ("Total gross Scope 3", "9000.4", "GrossScope3GreenhouseGasEmissions"),
    "TOTAL_LOCATION": ("Total, location-based", "12521.200000001",
                       "LocationBasedGreenhouseGasEmissions"),
    "TOTAL_MARKET": ("Total, market-based", "10321.200000001",
                     "MarketBasedGreenhouseGasEmissions"),
}  # fmt: skip
_CATEGORIES = {1: "5000.4", 2: "3000.25", 3: "999.75"}
_ENERGY = {
    "ENERGY_TOTAL": ("Energy of own operations", "10000.4",
                     "EnergyConsumptionRelatedToOwnOperations"),
    "ENERGY_FOSSIL": ("Fossil", "4000.4", "EnergyConsumptionFromFossilSources"),
    "ENERGY_NUCLEAR": ("Nuclear", "1000", "EnergyConsumptionFromNuclearSources"),
    "ENERGY_RENEWABLE": ("Renewable", "5000", "EnergyConsumptionFromRenewableSources"),
}  # fmt: skip


def emissions() -> Iterator[Cell]:
    """E1-6: the table of AR 48 in three years, a target, line 1.1, a restated comparative."""
    for role, year, ratio in _YEARS:
        for number, (code, (label, value, name)) in enumerate(_GROSS.items(), 1):
            scaled = f"{Decimal(value) * ratio:.9f}"
            restated = "10800.5" if (code, role) == ("TOTAL_MARKET", "n_minus_1") else None
            yield Cell((number * 20, code, label), scaled, role=role, year=year, previous=restated,
                       datapoint=f"E1-6_{number:02}", qname=f"esrs:{name}")  # fmt: skip
        for category in range(1, 16):
            yield _category(category, role, year, ratio)
    yield Cell((81, "S3_01_1", "of which cloud and data-centre services"), "4200.123456789",
               qname=_S3, axes={_AXIS: "esrs:Category11CloudComputingAndDataCentreServicesMember"},
               )  # fmt: skip
    total = _GROSS["TOTAL_MARKET"]
    for year, aimed in ((LATER, "8000"), (TARGET, "6000")):
        yield Cell((120, "TOTAL_MARKET", total[0]), aimed, role="target", year=year,
                   datapoint="E1-6_06", qname=f"esrs:{total[2]}")  # fmt: skip


def _category(number: int, role: str, year: int, ratio: Decimal) -> Cell:
    code = f"S3_{number:02}"
    line = (80 + number, code, f"Category {number}")
    value = _CATEGORIES.get(number)
    if value is None:
        return Cell(line, None, role=role, year=year, omitted="screened: not relevant", qname=_S3)
    return Cell(line, f"{Decimal(value) * ratio:.9f}", role=role, year=year, qname=_S3,
                axes={_AXIS: f"esrs:{_MEMBERS[number]}"})  # fmt: skip


def energy() -> Iterator[Cell]:
    """E1-5 and the intensity, in units of their own."""
    for number, (code, (label, value, name)) in enumerate(_ENERGY.items(), 1):
        yield Cell((number, code, label), value, unit="MWh", requirement="E1-5",
                   qname=f"esrs:{name}")  # fmt: skip
    share = "PercentageOfContractualInstrumentsScope2GHGEmissions"
    yield Cell((9, "INSTRUMENTS_SHARE", "Contractual instruments"), "0.653", unit="ratio",
               requirement="E1-6.1", decimals=2, qname=f"esrs:{share}")  # fmt: skip
    per = "GHGEmissionsIntensityMarketbasedTotalGHGEmissionsPerNetRevenue"
    yield Cell((10, "INTENSITY_MARKET", "Intensity"), "25.803", unit="tCO2e/million money",
               requirement="E1-6.1", decimals=2, qname=f"esrs:{per}")  # fmt: skip


def breakdowns() -> Iterator[Cell]:
    """Scope 1 by control, gas and country; the last has no axis that we name."""
    for kind, value, tonnes in (
        ("control", "consolidated_group", "100.4"), ("gas", "co2", "120"), ("country", "DE", "20"),
    ):  # fmt: skip
        yield Cell((1, "S1", "Gross Scope 1"), tonnes, breakdown=(kind, value),
                   qname="esrs:GrossScope1GreenhouseGasEmissions")  # fmt: skip


def hostile() -> Iterator[Cell]:
    """A framework in which every text is a formula, markup or broken."""
    for number, text in enumerate((SCRIPT, FORMULA, BROKEN), 1):
        yield Cell((number, text, text), "1.5", concept="S1", framework=("sec", "2024"),
                   requirement=text, omitted=text, breakdown=("site", text))  # fmt: skip


def standard() -> DisclosedFile:
    """The file that most tests read."""
    return DisclosedFile(
        {
            "rpt_esrs__ghg_emissions": list(emissions()),
            "rpt_esrs__energy": list(energy()),
            "rpt_esrs__breakdowns": list(breakdowns()),
            "rpt_sec__item_1505": list(hostile()),
        }
    )


def with_total(market: str) -> DisclosedFile:
    """The same with another total of the year, market-based."""
    file = standard()
    rows = [
        replace(one, value=market) if (one.line[1], one.role) == ("TOTAL_MARKET", "n") else one
        for one in emissions()
    ]
    return DisclosedFile({**file.marts, "rpt_esrs__ghg_emissions": rows})
