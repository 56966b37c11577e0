"""The rows of a fiscal year from April, for the tests of the inventory.

Belongs here: rows that can be added up by hand. Does not: their columns, which are the contracts'.
"""

from collections.abc import Mapping

_LINES: tuple[Mapping[str, object], ...] = (
    {"component": "electricity", "s3_subcategory": "1.1", "location": 4, "market": 1.5}
    | {"hourly": 5, "kwh": 8000, "incomplete": 2000, "tier": 4},
    {"component": "hardware", "s3_subcategory": "1.1", "location": 1, "market": 1, "hourly": 1}
    | {"tier": 4},
    {"component": "other", "s3_subcategory": "1.1", "location": 2, "market": 2, "hourly": 2}
    | {"tier": 5},
    {"component": "other", "s3_subcategory": None, "location": 0.5, "market": 0.5, "hourly": 0.5}
    | {"tier": 5},
)
_MONTHS = ("2025-03-01", "2025-04-01", "2026-02-01")
"""The last month of fiscal year 2025, and two of 2026."""

_ENERGY = (
    ("eu-central-1", "country", "direct", "residual_mix", True, 6000, 3, 0.5),
    ("ap-x-1", "lifecycle", "lifecycle", "location_placeholder", False, 2000, 1, 1),
)
_FACTORS = (
    (
        "grid",
        "DE 2024",
        0.363,
        "kgCO2e per kWh",
        "Umweltbundesamt",
        "2025",
        "DL-DE-BY-2.0",
        6000,
        3,
    ),
    ("grid", "=cmd()", 0.5, "kgCO2e per kWh", "<b>Somebody</b>", None, None, 2000, 1),
    (
        "spend",
        "518210",
        0.0924,
        "kgCO2e per USD",
        "US EPA",
        "v1.3.0",
        "public domain",
        None,
        2.5,
    ),
)


def statements(*, basis: str = "market", start_month: int = 4) -> list[str]:
    """The inserts; each month holds the same lines. Published on 10 February 2026."""
    found = [
        f"update marts.dim_entity set fiscal_year_start_month = {start_month}, "
        f"scope3_energy_basis = '{basis}', gwp_target = 'AR6'",
        "update marts.published_run set published_at = '2026-02-10 00:00:00'",
        "delete from marts.rpt_audit__coverage",
        "insert into marts.rpt_audit__not_estimated (activity_month, provider, carbon_bucket, "
        "region_id, component) values ('2025-04-01', 'aws', 'AmazonEC2', 'r', 'facility')",
    ]
    for month in _MONTHS:
        year = 2025 if month < "2025-04" else 2026
        found.append(
            "insert into marts.rpt_audit__coverage (activity_month, provider, billing_currency, "
            "evidence_tier, coverage_class, row_count, effective_cost, energy_kwh, "
            f"kgco2e_location) values ('{month}', 'aws', 'USD', 4, 'estimated', 10, 99, 8000, 5000)"
        )
        found += [_line(year, month, basis, one) for one in _LINES]
        found += [_energy(year, month, *one) for one in _ENERGY]
    found += [_factor(*one) for one in _FACTORS]
    return found


def _line(year: int, month: str, basis: str, one: Mapping[str, object]) -> str:
    columns = (
        "fiscal_year, activity_month, entity_id, scope, s3_category, s3_subcategory, component, "
        "evidence_tier, stated_method, energy_kwh, market_incomplete_energy_kwh, location_tco2e, "
        "location_hourly_tco2e, market_tco2e, stated_tco2e"
    )
    values = [year, month, "e", 3, 1, one["s3_subcategory"], one["component"], one["tier"], basis]
    values += [one.get("kwh"), one.get("incomplete"), one["location"], one["hourly"]]
    values += [one["market"], one[basis]]
    return f"insert into marts.rpt_ghg__inventory ({columns}) values {_row(values)}"


def _energy(year: int, month: str, region: str, *rest: object) -> str:
    columns = (
        "fiscal_year, activity_month, provider, region_id, intensity_level, boundary, "
        "market_basis, is_market_complete, energy_kwh, electricity_location_tco2e, "
        "electricity_market_tco2e"
    )
    row = _row([year, month, "aws", region, *rest])
    return f"insert into marts.rpt_ghg__inventory_energy ({columns}) values {row}"


def _factor(*values: object) -> str:
    columns = (
        "fiscal_year, factor_role, factor_id, value, unit, publisher, edition, licence, "
        "energy_kwh, tco2e"
    )
    row = _row([2026, *values])
    return f"insert into marts.rpt_ghg__inventory_factors ({columns}) values {row}"


def _row(values: list[object]) -> str:
    return "(" + ", ".join(_literal(value) for value in values) + ")"


def _literal(value: object) -> str:
    if value is None:
        return "null"
    return f"'{value}'" if isinstance(value, str) else str(value)
