"""An agent's spool may be a bucket: written by the agent, landed by the warehouse."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ingest.lake import Lake
from ingest.landing import land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured
from tests.agents import Bench
from tests.conftest import S3Server
from tests.fake_powercap import FakePowercap, two_sockets

pytestmark = pytest.mark.slow


def test_samples_go_through_a_bucket(moto_s3: S3Server, home: Path, tmp_path: Path) -> None:
    uri = f"{moto_s3.bucket('acme-spool')}/hosts"
    bench = Bench(tmp_path / "bench")
    bench.folder.mkdir()
    bench.plan(loaded=time.time() - 1000)
    told = ["--endpoint-url", moto_s3.endpoint_url, "--region", moto_s3.region]
    with FakePowercap(bench.powercap, two_sockets()):
        agent = bench.start("--interval", "0.1", "--duration", "1.5", "--spool", uri, *told)
        _, errors = agent.communicate(timeout=60)
    assert agent.returncode == 0, errors
    assert bench.journals == []

    table = f'[sources.hosts]\nkind = "agent_samples"\nuri = "{uri}"\n'
    (home / "tonne.toml").write_text(f'{table}endpoint_url = "{moto_s3.endpoint_url}"\n')
    [source] = configured(load_settings(home), Workspace(home))
    landed = land_source(source, Lake(Workspace(home).lake))
    assert {one.status for one in landed} == {"landed"}
    assert sum(one.rows for one in landed) >= 10 * 39


def test_what_an_absent_bucket_refused_is_delivered_by_the_next_start(
    moto_s3: S3Server, tmp_path: Path
) -> None:
    bench = Bench(tmp_path)
    bench.plan(loaded=time.time() - 1000)
    told = ["--endpoint-url", moto_s3.endpoint_url, "--region", moto_s3.region]
    FakePowercap(bench.powercap, two_sockets())
    agent = bench.start("--once", "--spool", "s3://acme-late/hosts", *told)
    _, errors = agent.communicate(timeout=60)
    assert agent.returncode == 1
    assert "s3://acme-late/hosts" in errors
    assert "the next start delivers" in errors
    assert len(bench.journals) == 1

    moto_s3.bucket("acme-late")
    agent = bench.start("--once", "--spool", "s3://acme-late/hosts", *told)
    out, errors = agent.communicate(timeout=60)
    assert agent.returncode == 0, errors
    assert "Delivered 78 samples" in out
    assert bench.journals == []
