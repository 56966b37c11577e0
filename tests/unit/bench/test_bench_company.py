"""The company that the benchmark measures, and the arithmetic over what it measured."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from bench.bars import STAGING_NOISE, bars, figures
from bench.company import Company
from bench.floor import main as write_floor
from bench.models import ModelRun
from bench.process import Usage
from bench.trial import Change, Repetition, Trial
from ingest.lake import Lake

LINES = 24_000
KINDS = {"aws_cur2": 14_400, "gcp_billing": 6_000, "azure_cost": 3_600}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    made = Company(tmp_path_factory.mktemp("bench") / "home", "mixed", lambda _: None)
    assert made.write(LINES) == LINES
    made.land()
    return made


def _landed(company: Company) -> dict[str, dict[str, str]]:
    lake = Lake(company.workspace.lake)
    return {kind: {one.slice_id: one.version for one in lake.manifests(kind)} for kind in KINDS}


@pytest.mark.slow
def test_the_floor_groups_every_line_of_three_clouds_in_one_pass(
    company: Company, tmp_path: Path
) -> None:
    write_floor(company.workspace.lake, tmp_path / "floor.duckdb", over_nothing=False)
    with duckdb.connect(str(tmp_path / "floor.duckdb")) as floor:
        found = floor.execute(
            "select split_part(split_part(filename, '/raw/', 2), '/', 1) as kind, "
            "sum(line_item_count) from floor group by all"
        ).fetchall()
    assert {kind: int(lines) for kind, lines in found} == KINDS


@pytest.mark.slow
def test_a_changed_month_lands_one_slice_of_each_cloud_anew(company: Company) -> None:
    before = _landed(company)
    company.change_month("2025-06")
    company.land()
    after = _landed(company)
    for kind in KINDS:
        [changed] = [one for one in after[kind] if after[kind][one] != before[kind][one]]
        assert "2025-06" in changed


def _trial(google: float) -> Trial:
    used = Usage(2.0, 2.0, 1)
    run = ModelRun(Usage(3.0, 3.0, 1), {})
    least = Usage(1.0, 1.0, 1)
    change = Change(ModelRun(least, {}), ModelRun(used, {}), 80_000)
    repetition = Repetition(least, run, least, used, (change,))
    rounds = ({"aws": 1.0, "gcp": google}, {"aws": 2.0, "gcp": 2.0 * google})
    return Trial("mixed", 1_000_000, (repetition,), rounds)


@pytest.mark.parametrize("more", [-0.01, 0.01])
def test_a_staging_that_is_dearer_than_that_of_aws_misses_its_bar(more: float) -> None:
    of = figures(_trial(1 + STAGING_NOISE + more))
    [bar] = [bar for bar in bars(of) if "gcp" in bar.about]
    assert of.staging_ratios["gcp"] == pytest.approx(1 + STAGING_NOISE + more)
    assert bar.is_held == (more < 0)


def test_one_strange_run_after_a_change_does_not_decide() -> None:
    cpu = [10.0, 14.0, 11.0, 11.0, 14.0, 11.0, 11.0, 12.0]
    runs = [ModelRun(Usage(seconds, 0.0, 1), {}) for seconds in cpu]
    pairs = zip(runs[::2], runs[1::2], strict=True)
    changes = tuple(Change(idle, changed, 400_000) for idle, changed in pairs)
    start, full = Usage(11.0, 0.0, 1), ModelRun(Usage(21.0, 0.0, 1), {})
    repetition = Repetition(start, full, Usage(0.0, 0.0, 1), Usage(5.0, 0.0, 1), changes)
    of = figures(Trial("aws", 5_000_000, (repetition,), ({"aws": 1.0},)))
    assert of.changed_share == pytest.approx(0.5 / 10.0)
    assert of.changed_lines == 400_000
