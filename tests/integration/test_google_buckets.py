"""A bucket of Google Cloud Storage: its XML interface is S3's language, so moto can answer it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import S3Server
from tests.contract.google_files import as_parquet
from tests.contract.landed_rows import LandedRows
from tests.contract.samples.gcp_billing import row

pytestmark = pytest.mark.slow


def _bill(home: Path, server: S3Server, uri: str) -> LandedRows:
    keys = {"uri": uri, "endpoint_url": server.endpoint_url}
    return LandedRows(home, "gcp_billing", "google", keys)


def _put(server: S3Server, key: str, cost: float) -> None:
    content = as_parquet([row(cost=cost, credits=[("DISCOUNT", -0.25)])])
    # Nobody signs a request to a store on the loopback.
    server.client().put_object(Bucket="exports", Key=key, Body=content, ACL="public-read")


def test_extracts_in_a_bucket_land_day_by_day(moto_s3: S3Server, home: Path) -> None:
    moto_s3.bucket("exports")
    for day in ("2025-10-05", "2025-10-06"):
        _put(moto_s3, f"billing/{day}/part 0.parquet", 1.0)
    bill = _bill(home, moto_s3, "gs://exports/billing")
    assert {one.status for one in bill.land().values()} == {"landed"}
    _put(moto_s3, "billing/2025-10-06/part 0.parquet", 3.0)
    assert {name: one.status for name, one in bill.land().items()} == {
        "google__2025-10-05": "unchanged",
        "google__2025-10-06": "landed",
    }
    assert bill.rows("sum(cost + credits_amount)::varchar", "count(*)") == [("3.500000000000", 2)]
    inputs = [one.uri for slice_ in bill.lake.manifests("gcp_billing") for one in slice_.inputs]
    assert inputs[0] == "gs://exports/billing/2025-10-05/part 0.parquet"


def test_an_absent_bucket_keeps_what_was_landed(moto_s3: S3Server, home: Path) -> None:
    moto_s3.bucket("exports")
    _put(moto_s3, "billing/2025-10-05/part.parquet", 1.0)
    _bill(home, moto_s3, "gs://exports/billing").land()
    bill = _bill(home, moto_s3, "gs://nowhere/billing")
    assert {one.status for one in bill.land().values()} == {"kept_missing"}
    assert bill.rows("count(*)") == [(1,)]


def test_a_store_elsewhere_is_not_asked_without_encryption(home: Path) -> None:
    keys = {"uri": "gs://exports/billing", "endpoint_url": "http://storage.example.org"}
    bill = LandedRows(home, "gcp_billing", "google", keys)
    [refused] = bill.land().values()
    assert "would carry the bill unencrypted" in (refused.message or "")
