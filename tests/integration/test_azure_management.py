"""Azure's management plane with its real SDKs: exports, their runs, reports where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.azure.management import NoCredential, cost_client
from ingest.errors import Unreachable
from ingest.lake import Lake
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured
from orchestration.commands.exports import command
from tests.azure_plane import Plane, plane
from tests.contract.samples.azure_cost import row, text_of

_SCOPE = "subscriptions/ed570627-0265-4620-bb42-bae06bcfa914"
_EXPORT = {
    "id": "x",
    "name": "daily",
    "properties": {
        "format": "Csv",
        "deliveryInfo": {
            "destination": {
                "container": "msexports",
                "rootFolderPath": "/cost",
                "resourceId": "/subscriptions/s/providers/Microsoft.Storage/storageAccounts/acme",
            }
        },
        "definition": {
            "type": "ActualCost",
            "timeframe": "MonthToDate",
            "dataSet": {"granularity": "Daily", "configuration": {"dataVersion": "2024-08-01"}},
        },
    },
}
_RUNS = [
    {
        "id": number,
        "properties": {
            "status": status,
            "submittedTime": f"2025-11-0{number}T06:00:00Z",
            "startDate": "2025-10-01T00:00:00Z",
            "endDate": "2025-10-31T00:00:00Z",
            "manifestFile": "cost/daily/20251001-20251031/x/manifest.json",
        },
    }
    for number, status in ((1, "Completed"), (2, "NewDataNotAvailable"))
]


@pytest.fixture
def azure() -> Iterator[Plane]:
    found = plane()
    found.reset()
    found.exports, found.runs = [_EXPORT], _RUNS
    yield found
    found.reset()


def _said(azure: Plane, *arguments: str) -> str:
    done = CliRunner().invoke(
        command, ["azure", _SCOPE, "--address", azure.address, *arguments], standalone_mode=False
    )
    if done.exception:
        raise done.exception
    return done.output


def test_an_export_is_shown_with_what_reads_it(azure: Plane) -> None:
    said = _said(azure)
    assert "daily: ActualCost 2024-08-01, MonthToDate" in said
    assert 'kind = "azure_cost"' in said
    assert 'uri = "az://acme/msexports/cost/daily"' in said


def test_the_runs_are_shown_newest_first_and_an_empty_one_says_so(azure: Plane) -> None:
    first, second = _said(azure, "--runs", "daily").splitlines()
    assert first.startswith("2025-11-02 06:00  NewDataNotAvailable  2025-10-01 to 2025-10-31")
    assert first.endswith("there was nothing to deliver")
    assert second.endswith("cost/daily/20251001-20251031/x/manifest.json")


def test_a_run_is_started_on_demand(azure: Plane) -> None:
    assert "daily runs now" in _said(azure, "--start", "daily")
    assert azure.asked[-1][0].endswith("/exports/daily/run")


def test_an_export_that_is_not_there_is_not_started(azure: Plane) -> None:
    with pytest.raises(Exception, match="has no export nightly"):
        _said(azure, "--start", "nightly")
    assert not any(path.endswith("/run") for path, _ in azure.asked)


def test_a_denial_names_the_role(azure: Plane) -> None:
    azure.status = 403
    with pytest.raises(Unreachable, match="Cost Management Reader") as refused:
        _said(azure)
    assert refused.value.why == "denied"


def test_no_token_ever_travels_without_encryption() -> None:
    with pytest.raises(Unreachable, match="use https://"):
        cost_client("http://management.example.com")
    with pytest.raises(Unreachable, match="no token is sent"):
        NoCredential().get_token("scope")


def _land(home: Path, azure: Plane, **more: int) -> list[Landed]:
    lines = "".join(f"{key} = {value}\n" for key, value in more.items())
    (home / "tonne.toml").write_text(
        f'[sources.acme]\nkind = "azure_cost"\nuri = "{azure.address}/{_SCOPE}"\n{lines}'
    )
    [source] = configured(load_settings(home), Workspace(home))
    return land_source(source, Lake(Workspace(home).lake))


def test_without_an_export_a_month_is_asked_for_as_a_report(azure: Plane, home: Path) -> None:
    month = f"{datetime.now(UTC):%Y-%m}"
    azure.reports = {
        "ActualCost": [text_of([row(month)]), text_of([row(month, Cost="1")])],
        "AmortizedCost": [text_of([row(month)])],
    }
    [landed] = _land(home, azure, months=1)
    assert (landed.slice_id, landed.status, landed.rows) == (f"acme__{month}", "landed", 3)
    manifest = Lake(Workspace(home).lake).manifest("azure_cost", f"acme__{month}")
    assert manifest is not None
    assert {Path(file.path).name[:6] for file in manifest.files} == {"actual", "amorti"}
    assert all("sig=" not in one.uri for one in manifest.inputs)


def test_a_report_is_asked_for_once_a_day(azure: Plane, home: Path) -> None:
    month = f"{datetime.now(UTC):%Y-%m}"
    azure.reports = {"ActualCost": [text_of([row(month)])]}
    _land(home, azure, months=1)
    asked = len(azure.asked)
    [again] = _land(home, azure, months=1)
    assert (again.status, len(azure.asked)) == ("unchanged", asked)


def test_a_month_without_cost_brings_nothing(azure: Plane, home: Path) -> None:
    assert {one.status for one in _land(home, azure)} == {"retired"}
    assert Lake(Workspace(home).lake).current_files("azure_cost") == []


def test_a_report_that_is_denied_takes_nothing_away(azure: Plane, home: Path) -> None:
    month = f"{datetime.now(UTC):%Y-%m}"
    azure.reports = {"ActualCost": [text_of([row(month)])]}
    azure.status = 403
    [landed] = _land(home, azure, months=1)
    assert landed.status == "kept_missing"
    assert "Cost Management Reader" in landed.message
