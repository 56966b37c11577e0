"""Which samples a day takes, whatever the server thinks of the ends of a window."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ingest.lake import Lake
from ingest.telemetry.prometheus import samples_source
from ingest.workspace import Workspace
from tests.known_counters import Known
from tests.landed_samples import landed_day
from tests.prometheus_front import Answer, Answerer, Shelf, of_shelf, standing
from tests.prometheus_homes import land, settings, source_in

TODAY = datetime.now(UTC).date()
DAY = TODAY - timedelta(days=2)
METRIC = "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION"
LABELS = {"UUID": "GPU-1", "Hostname": "n1"}
SLICE = f"rack__dcgm__{DAY}"


def at(hours: float, day: date = DAY) -> float:
    """A moment so many hours after the day began, in seconds since 1970."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() + hours * 3600


def gpu(*hours: float, uuid: str = "GPU-1") -> Shelf:
    """A GPU that counted as many mJ as hours passed."""
    labels = {"__name__": METRIC, **LABELS, "UUID": uuid}
    return [(labels, [(at(hour), str(hour + 1000)) for hour in hours])]


def closed_windows(shelf: Shelf) -> Answerer:
    """As Prometheus 2 does: the sample at the window's beginning comes along."""

    def answer(form: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        wider = form["query"]
        for length in (3_600_000, 86_400_000, 60_000, 1_800_000):
            wider = wider.replace(f"[{length}ms]", f"[{length + 1}ms]")
        return of_shelf(shelf)({**form, "query": wider}, headers)

    return answer


def hours_landed(home: Path, uuid: str = "GPU-1") -> list[float]:
    """The hours of the day at which a sample landed."""
    labels = {**LABELS, "UUID": uuid}
    [series] = landed_day(home, DAY).of(Known("", "dcgm", METRIC, labels, [], uuid, None))
    return [(moment / 1000 - at(0)) / 3600 for moment, _ in series.samples]


@pytest.mark.parametrize("kind", [of_shelf, closed_windows])
def test_a_day_takes_its_own_samples_and_one_neighbour_on_each_side(
    kind: Callable[[Shelf], Answerer], home: Path
) -> None:
    noon = 12 - 1 / 3_600_000  # a ms early
    shelf = gpu(-1.5, -0.75, -0.25, 0, 0.5, 1, 1.5, noon, 12, 23, 23.5, 24, 24.25, 25, 26)
    with standing(kind(shelf)) as front:
        land(home, settings(front.uri, "dcgm", chunk_minutes=30, lookback_days=2))
    expected = [-0.25, 0, 0.5, 1, 1.5, noon, 12, 23, 23.5, 24]
    assert hours_landed(home) == pytest.approx(expected, abs=1e-9)


def test_a_series_without_a_sample_in_the_day_brings_no_neighbour_before(home: Path) -> None:
    shelf = gpu(1, 2) + gpu(-0.5, uuid="GPU-gone") + gpu(-0.5, 24.5, uuid="GPU-away")
    with standing(of_shelf(shelf)) as front:
        land(home, settings(front.uri, "dcgm", lookback_days=2))
    assert len(landed_day(home, DAY).series) == 2
    assert hours_landed(home, "GPU-away") == [-0.5, 24.5]


def test_a_day_that_only_its_neighbours_have_is_absent(home: Path) -> None:
    with standing(of_shelf(gpu(-0.5, 24.5))) as front:
        landed = land(home, settings(front.uri, "dcgm", lookback_days=5))
    assert SLICE not in landed
    assert len(landed) == 2


def test_late_samples_bring_a_day_again_and_forgotten_ones_leave_it(home: Path) -> None:
    with standing(of_shelf(gpu(1, 2))) as front:
        text = settings(front.uri, "dcgm", lookback_days=5)
        assert land(home, text)[SLICE].rows == 2
        front.answer = of_shelf(gpu(1, 1.5, 2))
        assert land(home, text)[SLICE].rows == 3
        front.answer = of_shelf(gpu(2))
        assert (land(home, text)[SLICE].status, land(home, text)[SLICE].rows) == ("unchanged", 3)
        front.answer = of_shelf([])
        assert land(home, text)[SLICE].status == "unchanged"


def test_a_forgotten_neighbour_leaves_the_day_as_it_landed(home: Path) -> None:
    with standing(of_shelf(gpu(-0.5, 1, 2))) as front:
        text = settings(front.uri, "dcgm", lookback_days=2)
        assert land(home, text)[SLICE].rows == 3
        front.answer = of_shelf(gpu(1, 2))
        assert (land(home, text)[SLICE].status, land(home, text)[SLICE].rows) == ("unchanged", 3)


def test_an_old_day_stays_without_being_asked_for(home: Path) -> None:
    with standing(of_shelf(gpu(1, 2))) as front:
        assert land(home, settings(front.uri, "dcgm", lookback_days=5))[SLICE].status == "landed"
        front.asked = []
        landed = land(home, settings(front.uri, "dcgm", lookback_days=1))
    assert (landed[SLICE].status, landed[SLICE].message) == ("unchanged", "")
    assert len(front.asked) == 2  # yesterday and today


def test_a_running_day_is_provisional_and_lands_again(home: Path) -> None:
    hours = (datetime.now(UTC).timestamp() - at(0, TODAY)) / 3600 + 48
    with standing(of_shelf(gpu(48, 48 + (hours - 48) / 2))) as front:
        text = settings(front.uri, "dcgm", lookback_days=1)
        assert land(home, text)[f"rack__dcgm__{TODAY}"].rows == 2
        assert log_of(home, f"rack__dcgm__{TODAY}")["is_provisional"]
        front.answer = of_shelf(gpu(48, 48 + (hours - 48) / 2, hours))
        assert land(home, text)[f"rack__dcgm__{TODAY}"].rows == 3


def test_a_process_that_stands_for_days_counts_a_day_anew(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(samples_source, "monotonic", lambda: now[0])
    with standing(of_shelf(gpu(1, 2))) as front:
        source, _ = source_in(home, settings(front.uri, "dcgm", lookback_days=2))
        first = [one.signal for one in source.slices()]
        front.answer = of_shelf(gpu(1, 2, 3))
        assert [one.signal for one in source.slices()] == first  # the same run asks once
        now[0] = 3600.0
        assert [one.signal for one in source.slices()] != first


def test_blank_readings_land_as_null_and_are_counted(home: Path) -> None:
    codes = ["NaN", "9223372036854775794", "140737488355329.0", "2147483633", "+Inf"]
    values = [(at(1 + i / 10), code) for i, code in enumerate([*codes, "5"])]
    with standing(of_shelf([({"__name__": METRIC, **LABELS}, values)])) as front:
        land(home, settings(front.uri, "dcgm", lookback_days=5))
    [series] = landed_day(home, DAY).series
    assert [value for _, value in series.samples] == [None] * 5 + [5.0]
    assert log_of(home, SLICE) == {
        "blank_readings": {METRIC: 5},
        "is_provisional": False,
        "rows": 6,
    }


def test_other_settings_make_other_rows_of_the_same_answers(home: Path) -> None:
    with standing(of_shelf(gpu(1, 2))) as front:
        land(home, settings(front.uri, "dcgm", lookback_days=5))
        landed = land(home, settings(front.uri, "dcgm", lookback_days=5, host_label="UUID"))
    assert landed[SLICE].status == "landed"
    assert landed_day(home, DAY).series[0].columns["host_id"] == "GPU-1"


def log_of(home: Path, slice_id: str) -> dict[str, object]:
    """What a slice's log says."""
    lake = Lake(Workspace(home).lake)
    current = lake.manifest("prometheus_samples", slice_id)
    assert current is not None
    folder = lake.slice_folder("prometheus_samples", slice_id) / current.version
    log: dict[str, object] = json.loads((folder / "source/log.json").read_text())
    return log
