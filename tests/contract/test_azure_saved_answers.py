"""Answers of Carbon Optimization that somebody saved in a folder: landed for real."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from ingest.lake import Lake
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured

_SUBSCRIPTION = "1caaa5a3-2b66-438e-8ab4-bce37d518c5d"
_SLICE = f"acme__{_SUBSCRIPTION}__2025-10"
_SETTINGS = f"""
[sources.acme]
kind = "azure_carbon"
uri = "answers"
subscriptions = ["{_SUBSCRIPTION.upper()}"]
"""


@pytest.fixture
def answers(home: Path) -> Path:
    """A month of two pages in the first scope, in a workspace that names it."""
    (home / "tonne.toml").write_text(_SETTINGS)
    folder = home / "answers" / "2025-10"
    folder.mkdir(parents=True)
    _save(folder / "Scope1.json", ("vm1", 1.5))
    _save(folder / "Scope1-2.json", ("vm2", 0.25))
    _save(folder / "Scope2.json", ("vm1", 0.0))
    _save(folder / "Scope3.json", ("vm1", 3.0), ("vm2", 4.0))
    return folder


def _save(path: Path, *items: tuple[str, Any], decision: str = "Allowed") -> None:
    value = [
        {"itemName": name, "latestMonthEmissions": kg, "subscriptionId": _SUBSCRIPTION}
        for name, kg in items
    ]
    seen = [{"subscriptionId": _SUBSCRIPTION, "decision": decision}]
    path.write_text(json.dumps({"value": value, "subscriptionAccessDecisionList": seen}))


def _land(home: Path) -> dict[str, Landed]:
    [source] = [
        one
        for one in configured(load_settings(home), Workspace(home))
        if one.kind == "azure_carbon"
    ]
    return {one.slice_id: one for one in land_source(source, Lake(Workspace(home).lake))}


def _figures(home: Path) -> set[tuple[str, str, float]]:
    lake = Lake(Workspace(home).lake)
    rows = [
        row
        for _, _, path in lake.current_files("azure_carbon")
        for row in pq.read_table(path).to_pylist()
    ]
    return {
        (row["scope"], row["item_name"], row["latest_month_emissions"])
        for row in rows
        if row["item_name"]
    }


@pytest.mark.usefixtures("answers")
def test_every_page_of_every_scope_lands(home: Path) -> None:
    assert _land(home)[_SLICE].status == "landed"
    assert _figures(home) == {
        ("Scope1", "vm1", 1.5), ("Scope1", "vm2", 0.25), ("Scope2", "vm1", 0.0),
        ("Scope3", "vm1", 3.0), ("Scope3", "vm2", 4.0),
    }  # fmt: skip
    assert _land(home)[_SLICE].status == "unchanged"


def test_an_answer_saved_anew_replaces_the_month(home: Path, answers: Path) -> None:
    _land(home)
    _save(answers / "Scope2.json", ("vm1", 7.0))
    assert _land(home)[_SLICE].status == "landed"
    assert ("Scope2", "vm1", 7.0) in _figures(home)
    assert ("Scope2", "vm1", 0.0) not in _figures(home)


def test_a_scope_that_nobody_saved_is_no_zero(home: Path, answers: Path) -> None:
    _land(home)
    (answers / "Scope3.json").unlink()
    said = " ".join(one.message for one in _land(home).values())
    assert "lacks the answer for Scope3" in said
    assert ("Scope3", "vm2", 4.0) in _figures(home)


def test_a_file_that_is_no_answer_is_named(home: Path, answers: Path) -> None:
    (answers / "Scope2.json").write_text('{"error": {"code": "TooManyRequests"}}')
    said = " ".join(one.message for one in _land(home).values())
    assert "2025-10/Scope2.json is no answer of Carbon Optimization" in said
    assert not _figures(home)


def test_a_denied_subscription_is_kept_as_denied(home: Path, answers: Path) -> None:
    for scope in ("Scope1", "Scope1-2", "Scope2", "Scope3"):
        _save(answers / f"{scope}.json", decision="Denied")
    assert _land(home)[_SLICE].status == "landed"
    assert not _figures(home)


def test_an_answer_without_its_last_page_is_no_whole_month(home: Path, answers: Path) -> None:
    _land(home)
    first = answers / "Scope1.json"
    first.write_text(json.dumps(json.loads(first.read_text()) | {"skipToken": "bmV4dA=="}))
    assert _land(home)[_SLICE].status == "unchanged"
    (answers / "Scope1-2.json").unlink()
    said = " ".join(one.message for one in _land(home).values())
    assert "2025-10 lacks the last page of Scope1" in said
    assert ("Scope1", "vm2", 0.25) in _figures(home)
