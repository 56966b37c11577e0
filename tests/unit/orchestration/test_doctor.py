"""The doctor says what makes a figure wrong or missing, where, and what helps."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from ingest import stores
from ingest.lake import Lake
from ingest.landing import land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured
from orchestration.cli import tonne
from orchestration.doctor import exports, landed, places
from orchestration.doctor.examination import examine
from orchestration.doctor.finding import Finding
from tests import bills
from tests.azure_plane import plane
from tests.conftest import S3Server
from tests.unit.orchestration.landed_homes import landed_bill, lines


def _of_export(workspace: Workspace) -> list[Finding]:
    (bill,) = [
        one
        for one in configured(load_settings(workspace.home), workspace)
        if one.kind == "aws_cur2"
    ]
    return list(exports.findings(bill, Lake(workspace.lake)))


def _losses(workspace: Workspace) -> set[str]:
    return {one.what.partition(":")[0] for one in _of_export(workspace)}


def _s3_findings(home: Path, uri: str, server: S3Server) -> list[Finding]:
    (home / "tonne.toml").write_text(
        f'[sources.acme]\nkind = "aws_cur2"\nuri = "{uri}"\n'
        f'endpoint_url = "{server.endpoint_url}"\nregion = "{server.region}"\n'
    )
    workspace = Workspace(home)
    (source,) = configured(load_settings(home), workspace)
    return list(places.findings(source))


@pytest.fixture
def denying_s3(moto_s3: S3Server) -> Iterator[S3Server]:
    """The S3 server, from now on refusing everybody who has no user in it."""
    yield moto_s3
    _deny(moto_s3, "inf")


def _deny(server: S3Server, after: str) -> None:
    request = urllib.request.Request(
        f"{server.endpoint_url}/moto-api/reset-auth",
        data=after.encode(),
        headers={"Content-Type": "text/plain"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=10):
        pass


def _delivered(server: S3Server, folder: Path) -> str:
    bucket = server.bucket("bills")
    bills.deliver(folder, lines())
    server.upload(folder, bucket)
    return f"{bucket}/exports/{bills.EXPORT}"


@pytest.mark.slow
def test_a_source_that_can_be_read_has_no_finding(
    home: Path, tmp_path: Path, moto_s3: S3Server
) -> None:
    assert _s3_findings(home, _delivered(moto_s3, tmp_path / "out"), moto_s3) == []


@pytest.mark.slow
def test_a_denied_bucket_is_told_with_the_permissions_it_takes(
    home: Path, tmp_path: Path, denying_s3: S3Server
) -> None:
    uri = _delivered(denying_s3, tmp_path / "out")
    _deny(denying_s3, "0")

    (found,) = _s3_findings(home, uri, denying_s3)

    assert found.severity == "breach"
    assert found.what.startswith("listing: denied.")
    assert "s3:ListBucket" in found.remedy


@pytest.mark.slow
def test_an_absent_bucket_is_told_from_a_denied_one(home: Path, moto_s3: S3Server) -> None:
    (found,) = _s3_findings(home, "s3://nobody-has-this/exports/x", moto_s3)

    assert found.what.startswith("listing: bucket or folder does not exist.")
    assert "uri" in found.remedy


@pytest.mark.slow
def test_missing_credentials_are_told_from_denied_ones(
    home: Path, moto_s3: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)

    (found,) = _s3_findings(home, "s3://bills/exports/x", moto_s3)

    assert found.what.startswith("listing: no credentials.")
    assert "aws sso login" in found.remedy


def test_nobody_at_the_endpoint_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setitem(stores.RETRIES, "max_retries", 0)

    (found,) = _s3_findings(home, "s3://bills/exports/x", S3Server("http://127.0.0.1:9"))

    assert found.what.startswith("listing: nobody answers.")


def test_an_export_with_everything_loses_nothing(home: Path) -> None:
    workspace = landed_bill(home, lines(team="search", line_item_net_unblended_cost=1.0))

    assert _of_export(workspace) == []


@pytest.mark.parametrize(
    ("columns", "lost"),
    [
        pytest.param({"line_item_resource_id": None}, "no resource ids", id="no resource ids"),
        pytest.param({"product_region_code": None}, "no region codes", id="no region codes"),
        pytest.param({"hours": 24}, "daily or monthly grain", id="daily grain"),
        pytest.param({"product_instance_type": None}, "no instance types", id="no types"),
        pytest.param({"team": None}, "no tags", id="no tags"),
        pytest.param(
            {"line_item_product_code": "AmazonEKS"}, "no split-cost data", id="no split cost"
        ),
    ],
)
def test_a_setting_that_loses_carbon_is_read_off_the_newest_slice(
    home: Path, columns: dict[str, object], lost: str
) -> None:
    workspace = landed_bill(home, lines(**{"team": "search", **columns}))

    assert lost in _losses(workspace)


def test_settings_that_cannot_be_read_are_the_only_finding(home: Path) -> None:
    (home / "tonne.toml").write_text("[sources.acme]\nkind = 'nothing'\nuri = 'x'\n")

    (found,) = examine(Workspace(home))

    assert found.severity == "breach"
    assert "'nothing' is not a kind" in found.what


def test_the_command_exits_4_with_a_breach_and_speaks_json(home: Path) -> None:
    landed_bill(home, lines())

    done = CliRunner().invoke(
        tonne, ["--home", str(home), "doctor", "--format", "json"], standalone_mode=False
    )

    rows = json.loads(done.stdout)
    assert done.return_value == 4
    assert {"severity", "what", "where", "remedy"} == set(rows[0])
    assert any(row["what"] == "nothing is published" for row in rows)


def test_a_file_of_another_version_is_a_finding_and_no_traceback(home: Path) -> None:
    workspace = landed_bill(home, lines())
    workspace.published.parent.mkdir()
    with duckdb.connect() as connection:
        connection.execute(f"attach '{workspace.published}' as old")
        connection.execute("create schema old.marts")

    assert any("of another version" in one.what for one in examine(workspace))


def test_what_a_provider_denies_to_show_is_a_breach_and_no_zero(home: Path) -> None:
    azure = plane()
    azure.reset()
    azure.decisions["s1"] = {"decision": "Denied", "denialReason": "role required"}
    settings = f'kind = "azure_carbon"\nuri = "{azure.address}"\nsubscriptions = ["s1", "s2"]\n'
    (home / "tonne.toml").write_text(f"[sources.acme]\n{settings}")
    workspace = Workspace(home)
    [source] = configured(load_settings(home), workspace)
    land_source(source, Lake(workspace.lake))
    found = [one for one in landed.findings([source], Lake(workspace.lake)) if "denies" in one.what]
    assert [one.where for one in found] == ["slice acme__s1__2025-10"]
    assert found[0].severity == "breach"
    assert list(places.findings(source)) == []
    azure.reset()
