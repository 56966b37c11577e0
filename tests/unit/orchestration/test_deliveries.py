"""A delivery is noticed by its cheap signal and asks for one run, once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dagster as dg
import pytest

from ingest import quarantine
from ingest.errors import BadInput, Unreachable
from ingest.lake import Lake
from ingest.landing import land_slice
from ingest.settings import SourceSettings, Workspace
from ingest.source import Fetched, SliceRef, Source
from orchestration.dbt_project import Project
from orchestration.deliveries import Delivery, key_of, offers
from orchestration.delivery_sensor import delivery_sensor
from orchestration.months import RANGE_END, RANGE_START
from orchestration.progress import LoggedProgress
from orchestration.workroom import Workroom
from tests.unit.orchestration.landed_files import manifest, put


class _Offer(Source):
    """Offers the signals that it is given, by month."""

    kind = "offered"
    columns = {"amount": "double"}  # noqa: RUF012
    signals: dict[str, str] = {}  # noqa: RUF012

    def slices(self) -> Iterator[SliceRef]:
        if not self.signals:
            raise Unreachable("s3://bucket is denied", "denied")
        for month, signal in self.signals.items():
            yield SliceRef(f"{self.name}__{month}", (month,), signal, "file:///x")

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        raise Unreachable(f"{ref.uri} into {into}")


@pytest.fixture
def room(tmp_path: Path) -> Workroom:
    workspace = Workspace(tmp_path)
    progress = LoggedProgress(logging.getLogger("test"))
    room = Workroom(workspace, Project(workspace, tmp_path), progress)
    source = _Offer("acme", SourceSettings(kind="offered", uri="x"), workspace)
    room.__dict__["sources"] = [source]
    return room


def _offer(room: Workroom, **signals: str) -> None:
    (source,) = room.sources
    assert isinstance(source, _Offer)
    source.signals = {
        name.replace("_", "-").removeprefix("m"): one for name, one in signals.items()
    }


def _evaluated(room: Workroom) -> dg.RunRequest | dg.SkipReason:
    (context, sensor) = (dg.build_sensor_context(), delivery_sensor(room, "main_job"))
    found = sensor(context)
    assert isinstance(found, dg.RunRequest | dg.SkipReason)
    return found


def _requested(room: Workroom) -> dg.RunRequest:
    found = _evaluated(room)
    assert isinstance(found, dg.RunRequest)
    return found


def _land(lake: Lake, month: str, signal: str) -> None:
    put(lake, manifest("offered", f"acme__{month}", version=signal, periods=(month,)))


def test_a_delivery_asks_for_one_run_over_its_months(room: Workroom) -> None:
    _land(room.lake, "2025-10", "v1")
    _offer(room, m2025_10="v1", m2025_11="v1", m2025_12="v1")

    request = _requested(room)

    assert request.tags[RANGE_START] == "2025-11-01"
    assert request.tags[RANGE_END] == "2025-12-01"
    assert request.tags["tonne/deliveries"] == "2"


def test_what_waits_has_one_key_however_often_it_is_seen(room: Workroom) -> None:
    _offer(room, m2025_10="v1", m2025_11="v1")
    first = _requested(room).run_key
    _offer(room, m2025_11="v1", m2025_10="v1")

    assert first
    assert _requested(room).run_key == first


def test_each_new_signal_is_a_new_key(room: Workroom) -> None:
    _offer(room, m2025_10="v1")
    first = _requested(room).run_key
    _offer(room, m2025_10="v2")

    assert _requested(room).run_key != first


def test_a_delivery_that_returns_to_earlier_bytes_is_new() -> None:
    at_first = Delivery("acme", "acme__2025-10", "v1", ("2025-10",))
    again = Delivery("acme", "acme__2025-10", "v1", ("2025-10",), before="2025-11-03T04:05:06Z")

    assert key_of([at_first]) != key_of([again])


def test_what_is_landed_asks_for_nothing(room: Workroom) -> None:
    _land(room.lake, "2025-10", "v1")
    _offer(room, m2025_10="v1")

    reason = _evaluated(room)

    assert isinstance(reason, dg.SkipReason)
    assert reason.skip_message == "Nothing new is offered"


def test_a_contract_that_reads_more_asks_for_what_is_landed(
    room: Workroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    _land(room.lake, "2025-10", "v1")
    _offer(room, m2025_10="v1")
    monkeypatch.setattr(_Offer, "contract_version", 2)

    assert _requested(room).tags[RANGE_START] == "2025-10-01"


def test_a_landed_file_that_is_gone_asks_for_its_month(room: Workroom) -> None:
    _land(room.lake, "2025-10", "v1")
    _offer(room, m2025_10="v1")
    for file in room.lake.root.rglob("*.parquet"):
        file.unlink()

    assert _requested(room).tags[RANGE_START] == "2025-10-01"


def test_two_deliveries_of_one_slice_are_no_quiet_run(
    room: Workroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    _land(room.lake, "2025-10", "v1")
    both = [SliceRef("acme__2025-10", ("2025-10",), "v1", f"file:///{at}") for at in "xy"]
    monkeypatch.setattr(_Offer, "slices", lambda _: iter(both))

    found = offers(room.sources[0], room.lake)

    assert not found.has_nothing_new
    assert "file:///x and file:///y are both slice acme__2025-10" in found.problem


def test_an_earlier_delivery_put_back_in_place_of_a_refused_one_is_asked_for(
    room: Workroom,
) -> None:
    _land(room.lake, "2025-10", "v1")
    _offer(room, m2025_10="v1")
    refused = SliceRef("acme__2025-10", ("2025-10",), "v2", "file:///x")
    problem = BadInput("x", "line 1", "is no bill", "Deliver it again")
    quarantine.refuse(room.sources[0], refused, room.lake, problem)

    assert not offers(room.sources[0], room.lake).has_nothing_new

    land_slice(room.sources[0], replace(refused, signal="v1"), room.lake)
    assert offers(room.sources[0], room.lake).has_nothing_new


def test_a_denied_listing_says_why_and_asks_for_nothing(room: Workroom) -> None:
    _land(room.lake, "2025-10", "v1")

    reason = _evaluated(room)

    assert isinstance(reason, dg.SkipReason)
    assert "s3://bucket is denied" in str(reason.skip_message)
    assert offers(room.sources[0], room.lake).missing_periods == ("2025-10",)
