"""Writes the registers and the settings of the made-up company's workspace.

Belongs here: inputs/*.csv and tonne.toml. Does not: bills (`cur2.py`) and intensities (`grid.py`).
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest.demo import company
from ingest.demo.company import ACCOUNTS, TAG_TEAM, TEAMS

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

_PRICES: tuple[Row, ...] = (
    ("price_id", "kind", "currency", "price_year", "price_per_tco2e", "valid_from", "valid_to"),
    ("shadow-2025", "shadow", "EUR", 2025, 120, "2025-01-01", ""),
    ("fee-2025", "fee", "EUR", 2025, 25, "2025-01-01", "2026-01-01"),
)

_SETTINGS = """\
# Workspace of a made-up company. Every bill and every intensity in it is invented.
[workspace]
name = "{name}"
keep_source = true
{sources}
[sources.grid]
kind = "grid_hourly"
uri = "inputs/grid"
"""

_SOURCE = """
# CUR 2.0 export, hourly, with resource ids
[sources.{name}]
kind = "aws_cur2"
uri = "{uri}"
"""


def write_registers(inputs: Path) -> list[Path]:
    """Writes the entity, teams, attribution rules and carbon prices as CSV."""
    teams: list[Row] = [("team_id", "team_name", "cost_center")]
    teams += [(team.team_id, team.name, team.cost_center) for team in TEAMS]
    registers: dict[str, Iterable[Row]] = {
        "entities": _ENTITIES,
        "teams": teams,
        "attribution_rules": _RULES,
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


def write_settings(home: Path, exports: dict[str, str], endpoint_url: str | None = None) -> Path:
    """Writes tonne.toml.

    Args:
        home: the workspace.
        exports: source name to the URI of its export (a URI, or a path relative to `home`).
        endpoint_url: an S3 endpoint other than AWS's own; plain http is then allowed.
    """
    extra = f'endpoint_url = "{endpoint_url}"\nallow_http = true\n' if endpoint_url else ""
    sources = "".join(_SOURCE.format(name=n, uri=uri) + extra for n, uri in exports.items())
    path = home / "tonne.toml"
    path.write_text(_SETTINGS.format(name=company.NAME, sources=sources), encoding="utf-8")
    return path
