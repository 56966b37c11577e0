"""Every layout of AWS's bills in a real bucket: keys with slashes, colons and dots."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ingest.lake import Lake
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured
from tests.conftest import S3Server
from tests.contract.samples import aws_cur, aws_cur2, aws_cur2_csv

pytestmark = pytest.mark.slow

PERIOD = aws_cur.PERIOD
_EXECUTION = "2025-10-02T13:14:43.337Z-6b622448-daaa-439c-92f1-afc727f1e0a3"


class Bucket:
    """A bucket, the folder it is written from, and a workspace that reads a part of it."""

    def __init__(self, server: S3Server, home: Path) -> None:
        self.server = server
        self.uri = server.bucket("acme-bills")
        self.home = home
        self.local = home.parent / "as delivered"
        self.lake = Lake(Workspace(home).lake)

    def land(self, kind: str, folder: str) -> Landed:
        self.server.upload(self.local, self.uri)
        shutil.rmtree(self.local)
        (self.home / "tonne.toml").write_text(
            f'[sources.bill]\nkind = "{kind}"\nuri = "{self.uri}/{folder}"\n'
            f'endpoint_url = "{self.server.endpoint_url}"\n'
        )
        [source] = configured(load_settings(self.home), Workspace(self.home))
        [landed] = land_source(source, self.lake)
        return landed

    def rename(self, *keys: str) -> None:
        """Let the report's manifest name other keys."""
        path = aws_cur.manifest_path(self.local, PERIOD)
        path.write_text(json.dumps({**json.loads(path.read_text()), "reportKeys": keys}))


@pytest.fixture
def bucket(moto_s3: S3Server, home: Path) -> Bucket:
    return Bucket(moto_s3, home)


@pytest.mark.parametrize("assembly", [None, "22c2f225-78e0"], ids=["overwrite", "create_new"])
def test_a_report_is_found_by_the_keys_of_its_bucket(bucket: Bucket, assembly: str | None) -> None:
    aws_cur.deliver_month(bucket.local, PERIOD, [aws_cur.rows(PERIOD)] * 2, assembly=assembly)
    landed = bucket.land("aws_cur", "acme/report")
    assert (landed.slice_id, landed.status, landed.rows) == ("bill__2025-10", "landed", 6)


@pytest.mark.parametrize("before", ["/", "s3://acme-bills/"])
def test_a_key_may_begin_with_a_slash_or_name_its_bucket(bucket: Bucket, before: str) -> None:
    aws_cur.deliver_month(bucket.local, PERIOD, [aws_cur.rows(PERIOD)])
    folder = f"acme/report/{aws_cur.folder_of(PERIOD)}"
    bucket.rename(f"{before}{folder}/report-00001.csv.gz")
    assert bucket.land("aws_cur", "acme/report").status == "landed"


@pytest.mark.parametrize(
    "key",
    [
        "s3://other/acme/report/{period}/report-00001.csv.gz",
        "acme/report/{period}/../../../other/report-00001.csv.gz",
        "acme/another/{period}/report-00001.csv.gz",
        "/acme/report2/{period}/report-00001.csv.gz",
        "{period}/report-00001.csv.gz",
    ],
)
def test_a_key_outside_the_report_is_refused(bucket: Bucket, key: str) -> None:
    aws_cur.deliver_month(bucket.local, PERIOD, [aws_cur.rows(PERIOD)])
    bucket.rename(key.format(period=aws_cur.folder_of(PERIOD)))
    assert bucket.land("aws_cur", "acme/report").status == "quarantined"
    [refused] = bucket.lake.quarantined()
    assert (refused.place, "lies outside" in refused.problem) == ("reportKeys[1]", True)


def test_a_report_at_the_root_of_its_bucket_is_read(bucket: Bucket) -> None:
    aws_cur.deliver_month(bucket.local, PERIOD, [aws_cur.rows(PERIOD)])
    shutil.move(bucket.local / "acme" / "report", bucket.local / "report")
    path = bucket.local / "report" / aws_cur.folder_of(PERIOD) / "report-Manifest.json"
    path.write_text(path.read_text().replace("acme/report", "/report"))
    assert bucket.land("aws_cur", "report").status == "landed"


def test_an_export_in_create_new_mode_has_colons_in_its_keys(bucket: Bucket) -> None:
    aws_cur2_csv.deliver(bucket.local, [[aws_cur2_csv.row()] * 2], execution=_EXECUTION)
    path = aws_cur2.manifest_path(bucket.local, PERIOD)
    root = f"file://{bucket.local.resolve()}"
    path.write_text(path.read_text().replace(root, f"{bucket.uri}/acme"))
    shutil.copytree(bucket.local, bucket.local / "acme")
    landed = bucket.land("aws_cur2", "acme")
    assert (landed.status, landed.rows) == ("landed", 2)
