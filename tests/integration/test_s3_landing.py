"""CUR 2.0 and CSV through a real S3 API: what the newest manifest names, month by month."""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.lake import Lake
from ingest.landing import Landed, land_source
from ingest.parquet import sha256_of
from ingest.settings import Workspace, load_settings
from ingest.source import configured
from tests.conftest import S3Server
from tests.contract.samples.aws_cur2 import deliver_month, lines, manifest_path
from tests.contract.samples.grid_hourly import HEADER

pytestmark = pytest.mark.slow
OCTOBER, NOVEMBER = "acme_aws__2025-10", "acme_aws__2025-11"


class Export:
    """An export in a bucket, the folder it is written from, and a workspace that reads it."""

    def __init__(self, server: S3Server, home: Path) -> None:
        self.server = server
        self.uri = f"{server.bucket('acme-billing')}/exports/acme"
        self.home = home
        self.local = home.parent / "as delivered"
        self.lake = Lake(Workspace(home).lake)
        self.configure(f'endpoint_url = "{server.endpoint_url}"')

    def configure(self, extra: str = "") -> None:
        table = f'[sources.acme_aws]\nkind = "aws_cur2"\nuri = "{self.uri}"\n{extra}\n'
        (self.home / "tonne.toml").write_text(table)

    def deliver(self, period: str, tables: Sequence[pa.Table]) -> None:
        deliver_month(self.local, period, tables, root=self.uri)
        self.server.upload(self.local, self.uri)

    def land(self) -> dict[str, Landed]:
        [source] = configured(load_settings(self.home), Workspace(self.home))
        return {one.slice_id: one for one in land_source(source, self.lake)}

    def costs(self, slice_id: str) -> list[float]:
        return [
            cost
            for manifest, _, path in self.lake.current_files("aws_cur2")
            if manifest.slice_id == slice_id
            for cost in pq.read_table(path)["line_item_unblended_cost"].to_pylist()
        ]


@pytest.fixture
def export(moto_s3: S3Server, home: Path) -> Export:
    return Export(moto_s3, home)


def test_every_file_that_a_manifest_names_lands_byte_for_byte(export: Export) -> None:
    # Above one chunk of a download, so that a file arrives in several.
    noise = {"identity_line_item_id": [Random(n).randbytes(64).hex() for n in range(60_000)]}
    large = lines("2025-10", rows=60_000, cost=1, **noise)
    export.deliver("2025-10", [large, lines("2025-10", cost=2), lines("2025-10", cost=3)])
    landed = export.land()[OCTOBER]
    assert (landed.status, landed.rows) == ("landed", 60_006)
    manifest = export.lake.manifest("aws_cur2", OCTOBER)
    assert manifest is not None
    delivered = {
        f"{export.uri}/{path.relative_to(export.local)}": sha256_of(path)
        for path in (export.local / "data").rglob("*.parquet")
    }
    assert {given.uri: given.sha256 for given in manifest.inputs} == delivered
    assert max(given.bytes for given in manifest.inputs) > 5_000_000
    files = export.lake.current_files("aws_cur2")
    assert sorted(sha256_of(path) for *_, path in files) == sorted(delivered.values())
    assert export.land()[OCTOBER].status == "unchanged"


def test_a_restated_month_replaces_the_first_and_leaves_the_others(export: Export) -> None:
    export.deliver("2025-10", [lines("2025-10", cost=cost) for cost in (1, 2, 3)])
    export.deliver("2025-11", [lines("2025-11", cost=5)])
    export.land()
    october = export.lake.manifest("aws_cur2", OCTOBER)
    # Fewer files than before: the surplus ones stay in the bucket and are no part of the bill.
    export.deliver("2025-10", [lines("2025-10", cost=9)])
    keys = export.server.client().list_objects_v2(Bucket="acme-billing")["Contents"]
    assert sum("BILLING_PERIOD=2025-10/acme-0" in key["Key"] for key in keys) == 3
    landed = export.land()
    assert landed[OCTOBER].status == "landed"
    assert landed[NOVEMBER].version == export.land()[NOVEMBER].version
    assert (export.costs(OCTOBER), export.costs(NOVEMBER)) == ([9] * 3, [5] * 3)
    assert october in export.lake.history("aws_cur2", OCTOBER)


def test_a_named_file_that_is_missing_quarantines_its_month_alone(export: Export) -> None:
    export.deliver("2025-10", [lines("2025-10", cost=1)])
    export.land()
    both = [lines("2025-10", cost=cost) for cost in (7, 8)]
    deliver_month(export.local, "2025-10", both, root=export.uri)
    next(export.local.rglob("*2025-10/acme-00002*")).unlink()
    export.server.upload(export.local, export.uri)
    export.deliver("2025-11", [lines("2025-11", cost=5)])
    landed = export.land()
    assert (landed[OCTOBER].status, landed[NOVEMBER].status) == ("quarantined", "landed")
    [refused] = export.lake.quarantined()
    assert refused.file == f"{export.uri}/metadata/BILLING_PERIOD=2025-10/acme-Manifest.json"
    assert refused.place == "dataFiles[2]"
    assert "does not exist" in refused.problem
    assert export.costs(OCTOBER) == [1] * 3
    export.deliver("2025-10", [lines("2025-10", cost=7), lines("2025-10", cost=8)])
    assert export.land()[OCTOBER].status == "landed"
    assert export.lake.quarantined() == []


def test_a_manifest_that_points_into_another_bucket_is_refused(export: Export) -> None:
    export.deliver("2025-10", [lines("2025-10")])
    path = manifest_path(export.local, "2025-10")
    for elsewhere in ("s3://other-bucket/x.parquet", f"{export.uri}/../other/x.parquet"):
        path.write_text(json.dumps({"dataFiles": [elsewhere]}))
        export.server.upload(export.local, export.uri)
        assert export.land()[OCTOBER].status == "quarantined"
        [refused] = export.lake.quarantined()
        assert "lies outside" in refused.problem


def test_a_month_or_a_bucket_that_is_gone_keeps_what_was_landed(export: Export) -> None:
    export.deliver("2025-10", [lines("2025-10", cost=1)])
    export.deliver("2025-11", [lines("2025-11", cost=5)])
    export.land()
    client = export.server.client()
    for key in client.list_objects_v2(Bucket="acme-billing")["Contents"]:
        if "2025-10" in key["Key"]:
            client.delete_object(Bucket="acme-billing", Key=key["Key"])
    landed = export.land()
    assert (landed[OCTOBER].status, landed[NOVEMBER].status) == ("kept_missing", "unchanged")
    export.uri = "s3://no-such-bucket/exports/acme"
    export.configure(f'endpoint_url = "{export.server.endpoint_url}"')
    landed = export.land()
    assert {one.status for one in landed.values()} == {"kept_missing"}
    assert all("no-such-bucket" in one.message for one in landed.values())
    assert (export.costs(OCTOBER), export.costs(NOVEMBER)) == ([1] * 3, [5] * 3)


def test_a_server_that_does_not_answer_keeps_what_was_landed(export: Export) -> None:
    export.deliver("2025-10", [lines("2025-10", cost=1)])
    export.land()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound and not listening: every connection is refused
        export.configure(f'endpoint_url = "http://127.0.0.1:{closed.getsockname()[1]}"')
        [landed] = export.land().values()
    assert (landed.slice_id, landed.status) == (OCTOBER, "kept_missing")
    assert "cannot be reached" in landed.message
    assert export.costs(OCTOBER) == [1] * 3


def test_the_endpoint_may_come_from_the_environment(
    export: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    export.deliver("2025-10", [lines("2025-10", cost=1)])
    export.configure()
    monkeypatch.setenv("AWS_ENDPOINT_URL", export.server.endpoint_url)
    assert export.land()[OCTOBER].status == "landed"


def test_a_period_of_a_thousand_deliveries_is_listed_whole(export: Export) -> None:
    client = export.server.client()
    for number in range(1001):  # a page of a listing holds a thousand
        key = f"exports/acme/metadata/BILLING_PERIOD=2025-10/{number:04d}/acme-Manifest.json"
        client.put_object(Bucket="acme-billing", Key=key, Body=b"{}")
    export.deliver("2025-10", [lines("2025-10", cost=1)])
    assert export.land()[OCTOBER].status == "landed"
    assert export.costs(OCTOBER) == [1] * 3


def test_a_grid_file_in_a_bucket_lands_like_one_on_disk(export: Export) -> None:
    body = HEADER + "DE,2025-10-01T00:00:00Z,300.5,direct,false\n"
    key = "grid/hours 2025.csv"
    export.server.client().put_object(Bucket="acme-billing", Key=key, Body=body.encode())
    table = f'[sources.grid]\nkind = "grid_hourly"\nuri = "s3://acme-billing/{key}"\n'
    endpoint = f'endpoint_url = "{export.server.endpoint_url}"\n'
    (export.home / "tonne.toml").write_text(table + endpoint)
    [landed] = export.land().values()
    assert (landed.slice_id, landed.status, landed.rows) == ("grid__hours~20~2025", "landed", 1)
    [kept] = export.lake.root.rglob("source/*.csv")
    assert kept.read_text() == body
