"""Writes the registers of the made-up company's workspace.

Belongs here: inputs/*.csv. Does not: tonne.toml (`sources.py`), bills, intensities (`grid.py`).
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest.demo import chargeback, company
from ingest.demo.attribution import rules_of
from ingest.demo.company import TEAMS
from ingest.demo.plan import CLOUDS
from ingest.demo.register_file import Row, write_register

_ENTITIES: tuple[Row, ...] = (
    ("entity_id", "entity_name", "country_iso2", "fiscal_year_start_month", "reporting_currency",
     "consolidation_approach", "scope3_energy_basis", "gwp_target"),
    (company.ENTITY_ID, company.NAME, "DE", 1, "EUR", "operational_control", "location", "AR6"),
)  # fmt: skip

_PRICES: tuple[Row, ...] = (
    ("price_id", "kind", "currency", "price_year", "price_per_tco2e", "valid_from", "valid_to",
     "scheme_type", "perimeter", "scopes_covered", "assumptions"),
    ("shadow-2025", "shadow", "EUR", 2025, 120, "2025-01-01", "", "capex_shadow_price", "", "", ""),
    ("fee-2025", "fee", "EUR", 2025, 25, "2025-01-01", "2026-01-01", "internal_fee",
     "statements of all teams", "2;3", "invented for the demonstration"),
)  # fmt: skip


def write_registers(
    inputs: Path, clouds: Sequence[str] = CLOUDS, *, own_sites: bool = False
) -> list[Path]:
    """Writes the entity, teams, rules for `clouds`, prices and the terms of the chargeback."""
    teams: list[Row] = [("team_id", "team_name", "cost_center")]
    teams += [(team.team_id, team.name, team.cost_center) for team in TEAMS]
    registers: dict[str, Iterable[Row]] = {
        "entities": _ENTITIES,
        "teams": teams,
        "attribution_rules": rules_of(clouds, own_sites=own_sites),
        "carbon_prices": _PRICES,
        "chargeback_policies": chargeback.POLICIES,
        "shared_teams": chargeback.SHARED,
        "budgets": chargeback.budgets(own_sites=own_sites),
    }
    return [write_register(inputs / f"{name}.csv", rows) for name, rows in registers.items()]
