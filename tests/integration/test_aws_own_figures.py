"""AWS's own figures, from a bucket and from the API, through `tonne run`: staged once."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.bills import write_workspace
from tests.conftest import S3Server
from tests.contract.samples import aws_sustainability as api
from tests.contract.samples.aws_carbon import deliver_month, row
from tests.pipeline import must_run, warehouse
from tests.sustainability_api import endpoint_url

pytestmark = pytest.mark.slow

_TOTAL = "total_lbm_emissions_value"


def _settings(server: S3Server, uri: str, folder: Path) -> str:
    return f"""
[workspace]
name = "Own figures"
[sources.acme_carbon]
kind = "aws_carbon"
uri = "{uri}"
endpoint_url = "{server.endpoint_url}"
[sources.acme_ccft]
kind = "aws_sustainability"
uri = "aws://111122223333"
since = "2025-08"
endpoint_url = "{endpoint_url(folder)}"
"""


def _deliver(server: S3Server, home: Path, folder: Path) -> None:
    """September as an export of two model versions; September and October, and water, by API."""
    write_workspace(home, [])
    uri = f"{server.bucket('acme-carbon')}/exports/acme"
    local = folder / "as delivered"
    for version, value in (("v2.0.0", "0.016501"), ("v3.0.1", "0.026502")):
        first = row("2025-09", version=version, **{_TOTAL: value})
        second = row("2025-09", version=version, product_code="AmazonS3")
        deliver_month(local, "2025-09", [[first, second], []], version=version, root=uri)
    server.upload(local, uri)
    october = api.result("2025-10", TOTAL_LBM_CARBON_EMISSIONS=1.000001)
    api.tell(home, [api.result("2025-09"), october], [api.water(2025, 12.5)])
    (home / "tonne.toml").write_text(_settings(server, uri, api.folder_of(home)))


def test_an_export_in_a_bucket_and_the_api_meet_without_counting_twice(
    moto_s3: S3Server, home: Path, tmp_path: Path
) -> None:
    _deliver(moto_s3, home, tmp_path)
    environment = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
    must_run(home, "run", env=environment)
    with warehouse(home) as connection:
        told = connection.execute(
            "select activity_month, model_version, service_name, emissions_kgco2e, slice_id "
            "from staging.stg_aws__carbon_emissions where measure = 'total_location' order by all"
        ).fetchall()
        [(drunk,)] = connection.execute(
            "select sum(water_l) from staging.stg_aws__carbon_emissions"
        ).fetchall()
    september, october = date(2025, 9, 1), date(2025, 10, 1)
    assert [one[:4] for one in told] == [
        (september, "v2.0.0", "AmazonEC2", Decimal("16.501")),
        (september, "v2.0.0", "AmazonS3", Decimal("16.5")),
        (september, "v3.0.1", "AmazonEC2", Decimal("26.502")),
        (september, "v3.0.1", "AmazonS3", Decimal("16.5")),
        (october, "v3.0.1", "AmazonEC2", Decimal("1000.001")),
    ]
    assert {one[4] for one in told if one[0] == september} == {
        "acme_carbon__v2.0.0__2025-09",
        "acme_carbon__v3.0.1__2025-09",
    }
    assert drunk == Decimal(12500)
    assert "dbt was not started" in must_run(home, "run", env=environment)
