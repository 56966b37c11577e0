"""Registers of what the made-up company discloses beside its books: every figure is invented.

Belongs here: rows of the registers of disclosure. Does not: prices (`organisation.py`), contracts
(`onprem/asset_registers.py`).
"""

from collections.abc import Iterable
from pathlib import Path

from ingest.demo.register_file import Row, write_register

_SOURCE = "invented for the demonstration"
_BASE = 2022

_PRIOR: dict[str, tuple[float, float]] = {
    "S1": (0.9, 0.6),
    "S2_LOCATION": (16.4, 13.1),
    "S2_MARKET": (15.1, 11.8),
    "S3_01": (24.3, 21.7),
    "S3_01_1": (22.8, 20.4),
    "S3_02": (6.2, 5.4),
    "S3_03": (3.4, 2.6),
    "S3_06": (8.1, 7.4),
    "S3_07": (11.6, 10.9),
    "S3_08": (0.4, 0.3),
}
"""Tonnes of the base year and of the year before, which these books did not keep."""

_NOT_RELEVANT: dict[int, str] = {
    9: "services are delivered over networks",
    10: "nothing is sold that is processed further",
    11: "what is sold is hosted by the company itself: its energy stands in Scope 2 and category 1",
    12: "no goods are sold",
    13: "nothing is leased out",
    14: "there are no franchises",
    15: "no investments are held",
}


def write_disclosure_registers(inputs: Path, year: int) -> list[Path]:
    """Writes the registers of disclosure for a statement of `year`.

    Args:
        inputs: the folder of registers of the workspace.
        year: the fiscal year that the books keep.
    """
    registers: dict[str, Iterable[Row]] = {
        "disclosure_policy": _policy(),
        "framework_elections": _elections(year),
        "revenues": _revenues(year),
        "prior_inventories": _prior(year),
        "scope3_screening": _screening(),
        "recalculations": _changes(year),
        "targets": _targets(),
        "target_levers": _levers(),
        "carbon_credits": _credits(year),
    }
    return [write_register(inputs / f"{name}.csv", rows) for name, rows in registers.items()]


def _policy() -> list[Row]:
    return [("base_year", "restatement_threshold"), (_BASE, 0.05)]


def _elections(year: int) -> list[Row]:
    header = ("fiscal_year", "framework", "framework_version", "reliefs")
    return [header, *((one, "esrs", "esrs_2023", "") for one in (year - 1, year))]


def _revenues(year: int) -> list[Row]:
    return [
        ("fiscal_year", "revenue_total", "revenue_used", "revenue_other", "currency"),
        (year - 1, 38_400_000, 38_400_000, 0, "EUR"),
        (year, 41_250_000, 40_000_000, 1_250_000, "EUR"),
    ]


def _prior(year: int) -> list[Row]:
    """The years before the books, and of `year` what no bill and no meter can tell."""
    stated = [
        (one, key, value, "tCO2e", _SOURCE)
        for index, one in enumerate((_BASE, year - 1))
        for key, values in _PRIOR.items()
        for value in (values[index],)
    ]
    return [
        ("fiscal_year", "concept_key", "value", "unit", "source"),
        *stated,
        (year, "S1_ETS_SHARE", 0, "ratio", _SOURCE),
        (year, "S3_06", 7.9, "tCO2e", _SOURCE),
        (year, "S3_07", 11.2, "tCO2e", _SOURCE),
    ]


def _screening() -> list[Row]:
    excluded = (4, "excluded", "freight of hardware is below 1 % of Scope 3")
    included = [(category, "included", "") for category in (1, 2, 3, 5, 6, 7, 8)]
    others = [(category, "not_relevant", reason) for category, reason in _NOT_RELEVANT.items()]
    return [("s3_category", "status", "reason"), *sorted([*included, excluded, *others])]


def _changes(year: int) -> list[Row]:
    """A meter that was misread is more than 5 % of its scopes; a company that was bought is less."""
    misread = "a meter of the base year was misread"
    return [
        ("change_id", "kind", "scope_set", "s3_category", "method", "fiscal_year", "delta_tco2e",
         "reason"),
        ("meter-location", "error", 2, "", "location", year, 1.1, misread),
        ("meter-market", "error", 2, "", "market", year, 1.1, misread),
        ("labs-bought", "structural", 3, 1, "na", year, 0.9, "the clouds of a company bought"),
        ("growth", "organic", 3, 1, "na", year, 5, "more customers"),
    ]  # fmt: skip


def _targets() -> list[Row]:
    return [
        ("target_id", "scope_set", "method", "base_year", "base_tco2e", "target_year",
         "target_tco2e", "science_based"),
        ("own-2030", "1+2", "market", _BASE, 17.1, 2030, 8.0, "true"),
        ("own-2035", "1+2", "market", _BASE, 17.1, 2035, 2.5, "true"),
        ("chain-2030", "3", "location", _BASE, 54.0, 2030, 40.5, "false"),
    ]  # fmt: skip


def _levers() -> list[Row]:
    """The levers of the value chain leave a part open, which the report tells."""
    return [
        ("target_id", "year", "lever", "tco2e"),
        ("own-2030", 2030, "energy_efficiency", -1.6),
        ("own-2030", 2030, "renewables", -7.5),
        ("own-2035", 2035, "fuel_switching", -0.5),
        ("own-2035", 2035, "renewables", -5.0),
        ("chain-2030", 2030, "energy_efficiency", -6.0),
        ("chain-2030", 2030, "material_efficiency", -3.2),
    ]


def _credits(year: int) -> list[Row]:
    return [
        ("credit_id", "registry", "serial_from", "serial_to", "standard", "project_type",
         "country_iso2", "in_european_union", "corresponding_adjustment", "tco2e", "cancelled_on",
         "planned_year", "contracted"),
        ("biochar", "a registry that does not exist", "FIC-0001", "FIC-0009", "fictional standard",
         "removal", "FI", "true", "false", 9, f"{year}-11-20", "", ""),
        ("cookstoves", "a registry that does not exist", "FIC-0100", "FIC-0102",
         "fictional standard", "reduction", "KE", "false", "true", 3, f"{year}-12-04", "", ""),
        ("later", "", "", "", "fictional standard", "removal", "", "", "", 20, "", year + 5,
         "true"),
    ]  # fmt: skip
