"""Samples pulled from a real Prometheus are the scraped ones, and hold the energy that was used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError

import pytest

from ingest.landing import land_slice
from ingest.settings import Workspace
from ingest.telemetry.prometheus.windows import HOUR_MS, day_window
from tests import prometheus_homes
from tests.known_counters import Known, open_metrics
from tests.known_rack import rack
from tests.landed_samples import Landed, landed_day, reduced_j
from tests.prometheus_front import Answer, passing_to, refused, standing
from tests.prometheus_server import PrometheusServer, running

pytestmark = pytest.mark.slow
DAY: date = datetime.now(UTC).date() - timedelta(days=4)
PRESETS = ("dcgm", "kepler", "node_exporter")
KNOWN = rack(DAY)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrometheusServer]:
    with running(tmp_path_factory.mktemp("prometheus"), open_metrics(KNOWN)) as one:
        yield one


@pytest.fixture(scope="module")
def landed(server: PrometheusServer, tmp_path_factory: pytest.TempPathFactory) -> Landed:
    home = tmp_path_factory.mktemp("home")
    assert set(land(home, server.settings(*PRESETS)).values()) == {"landed"}
    return landed_day(home, DAY)


def land(home: Path, text: str) -> dict[str, str]:
    """Land as the settings `text` say; what became of each slice."""
    return {slice_id: one.status for slice_id, one in prometheus_homes.land(home, text).items()}


def land_the_day(home: Path, text: str) -> str:
    """Land nothing but the day by DCGM."""
    source, lake = prometheus_homes.source_in(home, text)
    [ref] = [one for one in source.slices() if one.slice_id == f"rack__dcgm__{DAY}"]
    return land_slice(source, ref, lake).status


def expected(one: Known) -> list[tuple[int, float | None]]:
    """The samples of the day that ought to land, with one before it and one after."""
    own = day_window(DAY)
    read = [(at, None if float(text) > 1e14 else float(text)) for at, text in one.samples]
    before = [pair for pair in read if own.from_ms - HOUR_MS <= pair[0] < own.from_ms]
    after = [pair for pair in read if own.to_ms <= pair[0] < own.to_ms + HOUR_MS]
    return [*before[-1:], *(pair for pair in read if own.holds(pair[0])), *after[:1]]


@pytest.mark.parametrize("one", KNOWN, ids=lambda one: one.name)
def test_what_lands_is_what_was_scraped(landed: Landed, one: Known) -> None:
    [series] = landed.of(one)
    assert series.samples == expected(one)
    assert series.columns["exporter"] == one.preset
    assert series.columns["device_id"] == one.device


@pytest.mark.parametrize("one", [one for one in KNOWN if one.day_j], ids=lambda one: one.name)
def test_differences_of_landed_samples_meet_the_known_energy(landed: Landed, one: Known) -> None:
    [series] = landed.of(one)
    assert reduced_j(series, DAY) == pytest.approx(one.day_j, rel=1e-4)


@pytest.mark.parametrize(("name", "least"), [("200 W", 0.004), ("437 W", 0.03), ("800 W", 0.08)])
def test_what_increase_answers_is_wrong_where_the_samples_are_right(
    server: PrometheusServer, landed: Landed, name: str, least: float
) -> None:
    one = next(one for one in KNOWN if one.name == name)
    [told] = server.ask(f"increase({one.selector}[1d])", day_window(DAY).to_ms / 1000)
    assert one.day_j is not None
    assert float(told["value"][1]) < one.day_j * (1 - least)
    assert reduced_j(landed.of(one)[0], DAY) == pytest.approx(one.day_j, rel=1e-4)


def test_the_rows_of_a_shared_board_name_one_board(landed: Landed) -> None:
    rows = [one for one in landed.series if one.columns["device_id"] == "GPU-mig"]
    assert len(rows) == 3
    assert {one.columns["slice_profile"] for one in rows} == {"1g.10gb"}
    assert {one.columns["pod"] for one in rows} == {"a-0", "b-0", None}
    assert len({tuple(one.samples) for one in rows}) == 1
    assert len({one.columns["series_id"] for one in rows}) == 3


def test_both_generations_of_labels_name_host_pod_and_state(landed: Landed) -> None:
    known = {one.name: landed.of(one)[0].columns for one in KNOWN}
    of_pod = ("host_id", "namespace", "pod", "container")
    assert [known["gap"][name] for name in of_pod] == ["n-gpu", "ml", "train-1", "main"]
    assert [known["reloaded"][name] for name in of_pod] == ["n-gpu", "ml", "train-0", "main"]
    assert known["terminated"]["workload_state"] == "terminated"
    assert known["200 W"]["host_id"] == "n-200"
    assert known["40 W"]["parent_device_id"] == "package-0"
    assert known["two sockets"]["max_range"] == pytest.approx(2 * 262143.328850)
    assert known["200 W"]["sample_interval_s"] == 15


def test_small_answers_and_a_strict_server_bring_the_same_samples(
    landed: Landed, tmp_path: Path, home: Path
) -> None:
    limit = "--query.max-samples=300"
    with running(tmp_path, open_metrics(KNOWN), limit) as strict:
        with pytest.raises(HTTPError, match="422"):
            strict.ask("node_rapl_dram_joules_total[200m]", day_window(DAY).to_ms / 1000)
        more = {"chunk_minutes": 200, "samples_per_request": 50_000}
        assert set(land(home, strict.settings(*PRESETS, **more)).values()) == {"landed"}
    again = landed_day(home, DAY)
    assert [one.samples for one in again.series] == [one.samples for one in landed.series]


def test_a_broken_run_goes_on_where_it_stopped(
    server: PrometheusServer, landed: Landed, home: Path
) -> None:
    through = passing_to(server.uri)

    def breaks(form: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        if len(front.raw) > 20:
            return refused(502, "internal", "the server restarts")
        return through(form, headers)

    with standing(breaks) as front:
        settings = PrometheusServer(front.uri).settings("dcgm", tries=1)
        assert land_the_day(home, settings) == "kept_missing"
        had = front.raw[:20]
        front.answer, front.asked = through, []
        assert land_the_day(home, settings) == "landed"
        assert len(had) == 20
        assert set(had).isdisjoint(front.raw)
        assert len(set(front.raw)) == len(front.raw)
    again = landed_day(home, DAY)
    dcgm = [one.samples for one in landed.series if one.columns["exporter"] == "dcgm"]
    assert [one.samples for one in again.series] == dcgm
    assert list(Workspace(home).state.rglob("*.jsonl.gz")) == []


def test_late_samples_bring_a_day_again_and_forgotten_ones_do_not(
    server: PrometheusServer, tmp_path: Path, home: Path
) -> None:
    slice_id = f"rack__dcgm__{DAY}"
    fewer = [one for one in KNOWN if one.name != "gap"]
    with running(tmp_path, open_metrics(fewer)) as early:
        assert land(home, early.settings("dcgm"))[slice_id] == "landed"
        assert len(landed_day(home, DAY).series) == 6
        assert land(home, server.settings("dcgm"))[slice_id] == "landed"
        assert len(landed_day(home, DAY).series) == 7
        assert land(home, server.settings("dcgm"))[slice_id] == "unchanged"
        assert land(home, early.settings("dcgm"))[slice_id] == "unchanged"
    assert len(landed_day(home, DAY).series) == 7


def test_days_without_samples_are_absent(server: PrometheusServer, home: Path) -> None:
    days = [DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)]
    found = land(home, server.settings("node_exporter", lookback_days=60))
    assert sorted(found) == [f"rack__node_exporter__{day}" for day in days]
