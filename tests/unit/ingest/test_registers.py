"""The registers: what a row may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.lake import Lake, Quarantined
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured

ENTITIES = (
    "entity_id,entity_name,country_iso2,fiscal_year_start_month,reporting_currency,"
    "consolidation_approach,scope3_energy_basis,gwp_target"
)
ENTITY = "acme,Acme,DE,1,EUR,operational_control,location,AR6"
RULES = "rule_id,priority,kind,tag_key,pattern,team_id,valid_from,valid_to"
PRICES = "price_id,kind,currency,price_year,price_per_tco2e,valid_from,valid_to"
TEAMS = "team_id,team_name,cost_center"


def land(home: Path, stem: str, *lines: str) -> Landed:
    (home / "tonne.toml").write_text("")
    (home / "inputs").mkdir(exist_ok=True)
    (home / f"inputs/{stem}.csv").write_text("".join(f"{line}\n" for line in lines))
    [source] = configured(load_settings(home), Workspace(home))
    [landed] = land_source(source, Lake(home / "lake"))
    return landed


def refusal(home: Path, stem: str, *lines: str) -> Quarantined:
    assert land(home, stem, *lines).status == "quarantined"
    [refused] = Lake(home / "lake").quarantined()
    assert refused.file.endswith(f"inputs/{stem}.csv")
    return refused


@pytest.mark.parametrize(
    ("stem", "lines"),
    [
        ("entities", (ENTITIES, ENTITY)),
        ("teams", (TEAMS, "shop,Shop,", "ops,Ops,4711")),
        ("teams", (TEAMS,)),
        (
            "attribution_rules",
            (
                RULES,
                "r1,10,tag,user_team,shop,shop,,",
                "r2,20,account,,012345678901,ops,2025-01-01,2025-07-01",
                "r3,30,namespace,,web,shop,,",
                "r4,40,resource,,arn:aws:s3:::shop-*,shop,,",
            ),
        ),
        (
            "carbon_prices",
            (
                PRICES,
                "fee,fee,EUR,2025,80,2025-01-01,2026-01-01",
                "fee,fee,EUR,2026,90.5,2026-01-01,",
            ),
        ),
    ],
)
def test_a_register_lands(home: Path, stem: str, lines: tuple[str, ...]) -> None:
    landed = land(home, stem, *lines)
    assert (landed.slice_id, landed.status, landed.rows) == (stem, "landed", len(lines) - 1)


@pytest.mark.parametrize(
    ("stem", "lines", "place", "words"),
    [
        ("entities", (ENTITIES,), "after line 1", "there are 0 rows"),
        ("entities", (ENTITIES, ENTITY, ENTITY), "line 3", "there are 2 rows"),
        *[
            ("entities", (ENTITIES, ENTITY.replace(good, bad)), f"line 2, column {column}", words)
            for good, bad, column, words in (
                ("DE", "Germany", "country_iso2", "two capitals"),
                (",1,", ",0,", "fiscal_year_start_month", "1 to 12"),
                (",1,", ",13,", "fiscal_year_start_month", "1 to 12"),
                (",1,", ",April,", "fiscal_year_start_month", "whole number"),
                ("EUR", "€", "reporting_currency", "currency code"),
                ("operational_control", "control", "consolidation_approach", "equity_share"),
                ("location", "both", "scope3_energy_basis", "location, market"),
                ("AR6", "AR7", "gwp_target", "AR6"),
            )
        ],
        ("teams", (TEAMS, "a,A,", "b,B,", "a,C,"), "line 4, column team_id", "on line 2 already"),
        ("teams", (TEAMS, "a,,"), "line 2, column team_name", "empty"),
        *[
            ("attribution_rules", (RULES, "r1,10,tag,user_team,shop,shop,,", line), place, words)
            for line, place, words in (
                ("r1,20,account,,1,a,,", "line 3, column rule_id", "on line 2 already"),
                ("r2,10,account,,1,a,,", "line 3, column priority", "on line 2 already"),
                ("r2,20,team,,1,a,,", "line 3, column kind", "account, namespace, resource, tag"),
                ("r2,20,tag,,1,a,,", "line 3, column tag_key", "needs the key"),
                ("r2,20,account,team,1,a,,", "line 3, column tag_key", "has no tag"),
                ("r2,20,tag,team,web-*,a,,", "line 3, column pattern", "matched exactly"),
                (
                    "r2,20,account,,1,a,2025-02-01,2025-02-01",
                    "line 3, column valid_to",
                    "not after",
                ),
                ("r2,first,account,,1,a,,", "line 3, column priority", "whole number"),
            )
        ],
        *[
            ("carbon_prices", (PRICES, "fee,fee,EUR,2025,80,2025-01-01,", line), place, words)
            for line, place, words in (
                (
                    "fee,fee,EUR,2025,90,2025-01-01,",
                    "line 3, column valid_from",
                    "on line 2 already",
                ),
                ("p,tax,EUR,2025,90,2025-01-01,", "line 3, column kind", "fee, shadow"),
                ("p,fee,Euro,2025,90,2025-01-01,", "line 3, column currency", "currency code"),
                ("p,fee,EUR,25,90,2025-01-01,", "line 3, column price_year", "four digits"),
                ("p,fee,EUR,2025,-1,2025-01-01,", "line 3, column price_per_tco2e", "negative"),
                ("p,fee,EUR,2025,90,,", "line 3, column valid_from", "empty"),
            )
        ],
    ],
)
def test_a_row_that_breaks_a_rule_is_named(
    home: Path, stem: str, lines: tuple[str, ...], place: str, words: str
) -> None:
    refused = refusal(home, stem, *lines)
    assert refused.place == place
    assert words in refused.message


def test_a_register_that_is_taken_away_keeps_its_rows_and_loses_its_refusal(home: Path) -> None:
    land(home, "teams", TEAMS, "a,A,")
    refusal(home, "teams", TEAMS, "a,,")
    (home / "inputs/teams.csv").unlink()
    [source] = configured(load_settings(home), Workspace(home))
    lake = Lake(home / "lake")
    assert [one.status for one in land_source(source, lake)] == ["kept_missing"]
    assert lake.quarantined() == []
    assert [manifest.rows for manifest in lake.current()] == [1]
