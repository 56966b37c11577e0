"""The made-up company's registers, settings and grid files."""

from __future__ import annotations

import csv
import json
import tomllib
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ingest.demo import DemoCompany, write_company
from ingest.demo.grid import write_grid

GRID_HEADER = "em_zone,hour_at,value_gco2e_per_kwh,boundary,is_estimated"
HOURS = {"2025-09": 720, "2025-10": 744, "2025-11": 720, "2025-12": 744, "2026-01": 744}


def _register(home: Path, name: str) -> list[dict[str, str]]:
    with (home / "inputs" / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def _grid(home: Path) -> pl.DataFrame:
    files = sorted((home / "inputs" / "grid").iterdir())
    return pl.concat([pl.read_csv(f, try_parse_dates=True) for f in files])


def test_settings_name_sources_that_exist(small: DemoCompany) -> None:
    settings = tomllib.loads((small.home / "tonne.toml").read_text())
    assert settings["workspace"] == {"name": "Lumenfold GmbH (fictional)", "keep_source": True}
    assert {n: s["kind"] for n, s in settings["sources"].items()} == {
        "lumenfold_aws": "aws_cur2",
        "labs_aws": "aws_cur2",
        "lumenfold_aws_carbon": "aws_carbon",
        "lumenfold_gcp": "gcp_billing",
        "lumenfold_gcp_footprint": "gcp_carbon",
        "lumenfold_azure": "azure_cost",
        "lumenfold_azure_carbon": "azure_carbon",
        "grid": "grid_hourly",
    }
    folders = [s[key] for s in settings["sources"].values() for key in ("uri", "amortized_uri")
               if key in s]  # fmt: skip
    assert len(folders) == 9
    assert all((small.home / folder).is_dir() for folder in folders)


def test_there_is_one_entity(small: DemoCompany) -> None:
    (entity,) = _register(small.home, "entities")
    assert entity["country_iso2"] == "DE"
    assert entity["scope3_energy_basis"] in {"location", "market"}


def test_attribution_rules_have_unique_priorities_and_known_teams(small: DemoCompany) -> None:
    rules = _register(small.home, "attribution_rules")
    teams = {team["team_id"] for team in _register(small.home, "teams")}
    assert {rule["kind"] for rule in rules} == {"tag", "namespace", "resource", "account"}
    assert len({rule["priority"] for rule in rules}) == len(rules)
    assert {rule["team_id"] for rule in rules} == teams


def test_every_attribution_rule_meets_a_line_of_a_bill(
    small: DemoCompany,
    bill: pl.DataFrame,
    google: list[dict[str, Any]],
    actual: list[dict[str, str]],
) -> None:
    resources = {r for r in bill["line_item_resource_id"] if r}
    named = [row["resource"] for row in google if row["resource"]]
    resources |= {one["global_name"] or one["name"] for one in named}
    resources |= {row["ResourceId"].lower() for row in actual}
    tags = {(k, v) for row in bill["resource_tags"].to_list() for k, v in row.items()}
    tags |= {(label["key"], label["value"]) for row in google for label in row["labels"]}
    tags |= {pair for row in actual for pair in json.loads(f"{{{row['tags']}}}").items()}
    accounts = set(bill["line_item_usage_account_id"])
    accounts |= {row["project"]["id"] for row in google if row["project"]}
    accounts |= {row["SubscriptionId"] for row in actual}
    for rule in _register(small.home, "attribution_rules"):
        pattern = rule["pattern"]
        met = {
            "tag": (rule["tag_key"], pattern) in tags,
            "namespace": ("aws_eks_namespace", pattern) in tags,
            "account": pattern in accounts,
            "resource": any(fnmatchcase(r, pattern) for r in resources),
        }
        assert met[rule["kind"]], rule["rule_id"]


def test_carbon_prices_are_a_shadow_price_and_a_fee(small: DemoCompany) -> None:
    assert {p["kind"] for p in _register(small.home, "carbon_prices")} == {"shadow", "fee"}


def test_a_grid_file_holds_one_zone_and_year_in_utc(small: DemoCompany) -> None:
    path = small.home / "inputs" / "grid" / "DE_2025.csv"
    lines = path.read_text().splitlines()
    assert lines[0] == GRID_HEADER
    zone, hour, value, boundary, estimated = lines[1].split(",")
    assert (zone, hour, boundary) == ("DE", "2025-09-01T00:00:00Z", "direct")
    assert float(value) > 0
    assert estimated in {"true", "false"}
    assert {line.split(",")[1][:4] for line in lines[1:]} == {"2025"}


def test_one_zone_misses_too_many_hours_of_one_month_and_nothing_else_is_missing(
    small: DemoCompany,
) -> None:
    grid = _grid(small.home)
    period = pl.col("hour_at").dt.strftime("%Y-%m")
    counts = grid.group_by("em_zone", period=period).agg(hours=pl.col("hour_at").n_unique())
    gaps = {(z, p): hours for z, p, hours in counts.rows() if hours != HOURS[p]}
    assert counts.height == 7 * len(HOURS)
    assert list(gaps) == [("IN-WE", "2025-11")]
    assert gaps["IN-WE", "2025-11"] < 0.95 * 720


def test_intensities_follow_the_sun_and_stay_plausible(small: DemoCompany) -> None:
    grid = _grid(small.home)
    assert grid["value_gco2e_per_kwh"].is_between(60, 900).all()
    german = (
        grid.filter(pl.col("em_zone") == "DE")
        .group_by(hour=pl.col("hour_at").dt.hour())
        .agg(pl.col("value_gco2e_per_kwh").mean())
    )
    by_hour = dict(german.rows())
    assert by_hour[12] < 0.92 * by_hour[3]


def test_on_aws_alone_there_are_no_rules_and_zones_of_the_others(tmp_path: Path) -> None:
    write_company(tmp_path, lines=2_000, clouds=("aws",), own_figures=False)
    rules = {rule["rule_id"] for rule in _register(tmp_path, "attribution_rules")}
    assert "account-research" in rules
    assert not rules & {"label-search", "account-ml", "subscription-data"}
    zones = {file.name.split("_")[0] for file in (tmp_path / "inputs" / "grid").iterdir()}
    assert zones == {"DE", "IN-WE", "US-MIDA-PJM", "US-NW-PACW"}
    assert [folder.name for folder in (tmp_path / "clouds").iterdir() if folder.is_dir()] == ["aws"]


def test_other_clouds_than_the_three_are_refused(tmp_path: Path) -> None:
    for clouds in (("gcp",), ("aws", "oci")):
        with pytest.raises(ValueError, match="the clouds are aws, and gcp and azure"):
            write_company(tmp_path, lines=2_000, clouds=clouds)


def test_the_same_seed_gives_the_same_weather(tmp_path: Path) -> None:
    texts = Counter(
        "".join(f.read_text() for f in write_grid(tmp_path / name, ["2025-10"], seed))
        for name, seed in (("a", 7), ("b", 7), ("c", 8))
    )
    assert sorted(texts.values()) == [1, 2]


def test_what_is_charged_names_prices_and_teams_that_exist(small: DemoCompany) -> None:
    teams = {team["team_id"] for team in _register(small.home, "teams")}
    prices = {price["price_id"] for price in _register(small.home, "carbon_prices")}
    assert {one["price_id"] for one in _register(small.home, "chargeback_policies")} <= prices
    assert {one["team_id"] for one in _register(small.home, "shared_teams")} <= teams
    assert {one["subject_ids"] for one in _register(small.home, "budgets")} <= teams
