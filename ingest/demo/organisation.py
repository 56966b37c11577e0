"""Writes the registers of the made-up company's workspace.

Belongs here: inputs/*.csv. Does not: tonne.toml (`sources.py`), bills, intensities (`grid.py`).
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest.demo import company
from ingest.demo.azure import needs as azure
from ingest.demo.company import ACCOUNTS, LABEL_TEAM, TAG_TEAM, TEAMS
from ingest.demo.gcp import needs as gcp
from ingest.demo.plan import CLOUDS

Row = Sequence[object]

_ENTITIES: tuple[Row, ...] = (
    ("entity_id", "entity_name", "country_iso2", "fiscal_year_start_month", "reporting_currency",
     "consolidation_approach", "scope3_energy_basis", "gwp_target"),
    (company.ENTITY_ID, company.NAME, "DE", 1, "EUR", "operational_control", "location", "AR6"),
)  # fmt: skip

_RULES: tuple[Row, ...] = (
    ("rule_id", "priority", "kind", "tag_key", "pattern", "team_id", "valid_from", "valid_to"),
    *(
        (f"tag-{team.team_id}", 10 + i, "tag", TAG_TEAM, team.team_id, team.team_id, "", "")
        for i, team in enumerate(TEAMS)
    ),
    ("namespace-serving", 20, "namespace", "", "search-serving", "search", "", ""),
    # the ingestion nodes changed hands in December
    ("namespace-ingestion-until-november", 21, "namespace", "", "ingestion", "platform", "",
     "2025-12-01"),
    ("namespace-ingestion", 22, "namespace", "", "ingestion", "data", "2025-12-01", ""),
    ("namespace-system", 23, "namespace", "", "kube-system", "platform", "", ""),
    ("resource-lake", 30, "resource", "", "lumenfold-lake-*", "data", "", ""),
    ("resource-nat", 31, "resource", "", "*:natgateway/*", "platform", "", ""),
    ("account-research", 90, "account", "", ACCOUNTS["research"].account_id, "training", "", ""),
)  # fmt: skip

_LABELLED = ("search", "training", "platform", "data", "web")
"""The teams that label what they run outside AWS."""

_LABEL_RULES: tuple[Row, ...] = tuple(
    (f"label-{team}", 40 + i, "tag", LABEL_TEAM, team, team, "", "")
    for i, team in enumerate(_LABELLED)
)
_GOOGLE_RULES: tuple[Row, ...] = (
    ("resource-front", 50, "resource", "", "front", "web", "", ""),
    ("account-ml", 91, "account", "", gcp.ML.project_id, "training", "", ""),
    ("account-data", 92, "account", "", gcp.DATA.project_id, "data", "", ""),
)
_AZURE_RULES: tuple[Row, ...] = (
    ("resource-logs", 60, "resource", "", "*/workspaces/log-lumenfold", "platform", "", ""),
    ("subscription-data", 93, "account", "", azure.DATA.subscription_id, "data", "", ""),
)

_PRICES: tuple[Row, ...] = (
    ("price_id", "kind", "currency", "price_year", "price_per_tco2e", "valid_from", "valid_to"),
    ("shadow-2025", "shadow", "EUR", 2025, 120, "2025-01-01", ""),
    ("fee-2025", "fee", "EUR", 2025, 25, "2025-01-01", "2026-01-01"),
)


def write_registers(inputs: Path, clouds: Sequence[str] = CLOUDS) -> list[Path]:
    """Writes the entity, teams, attribution rules for `clouds` and carbon prices as CSV."""
    rules = list(_RULES)
    rules += _LABEL_RULES if {"gcp", "azure"} & set(clouds) else ()
    rules += _GOOGLE_RULES if "gcp" in clouds else ()
    rules += _AZURE_RULES if "azure" in clouds else ()
    teams: list[Row] = [("team_id", "team_name", "cost_center")]
    teams += [(team.team_id, team.name, team.cost_center) for team in TEAMS]
    registers: dict[str, Iterable[Row]] = {
        "entities": _ENTITIES,
        "teams": teams,
        "attribution_rules": rules,
        "carbon_prices": _PRICES,
    }
    inputs.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, rows in registers.items():
        path = inputs / f"{name}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        written.append(path)
    return written
