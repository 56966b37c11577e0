"""VictoriaMetrics answers the same questions: what lands of it is what was scraped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import victoria_metrics
from tests.known_rack import rack
from tests.landed_samples import expected_samples, landed_day, reduced_j
from tests.prometheus_homes import land

pytestmark = pytest.mark.slow
DAY = datetime.now(UTC).date() - timedelta(days=4)


def test_every_known_counter_lands_as_scraped_with_its_energy(tmp_path: Path, home: Path) -> None:
    known = rack(DAY)
    with victoria_metrics.running(tmp_path, known) as server:
        found = land(home, server.settings("dcgm", "kepler", "node_exporter"))
    assert {one.status for one in found.values()} == {"landed"}
    landed = landed_day(home, DAY)
    assert len(landed.series) == len(known)
    for one in known:
        [series] = landed.of(one)
        assert series.samples == expected_samples(one, DAY), one.name
        if one.day_j:
            assert reduced_j(series, DAY) == pytest.approx(one.day_j, rel=1e-4), one.name
