"""A run lands every month that changed, and no slice falls outside the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import Unreachable
from ingest.lake import Lake
from ingest.settings import SourceSettings, Workspace
from ingest.source import Fetched, SliceRef, Source
from orchestration.months import RANGE_END, RANGE_START, months_of, range_tags, this_month
from tests.unit.orchestration.landed_files import manifest, put


class _Offer(Source):
    """A source that offers the months it is given, all with signal v2."""

    kind = "offered"
    columns = {"amount": "double"}  # noqa: RUF012
    months: tuple[str, ...] = ()

    def slices(self) -> Iterator[SliceRef]:
        if not self.months:
            raise Unreachable("denied")
        for month in self.months:
            yield SliceRef(f"acme__{month}", (month,), "v2", "file:///x")

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        raise Unreachable(f"{ref.uri} into {into}")


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "lake")


def _offer(tmp_path: Path, *months: str) -> _Offer:
    source = _Offer("acme", SourceSettings(kind="offered", uri="x"), Workspace(tmp_path))
    source.months = months
    return source


def test_the_range_spans_all_months_that_changed(tmp_path: Path, lake: Lake) -> None:
    for month, signal in (("2025-09", "v2"), ("2025-10", "v1"), ("2025-11", "v2")):
        put(lake, manifest("offered", f"acme__{month}", version=signal, periods=(month,)))
    source = _offer(tmp_path, "2025-09", "2025-10", "2025-11", "2025-12")

    assert range_tags([source], lake) == {RANGE_START: "2025-10-01", RANGE_END: "2025-12-01"}


def test_a_month_that_is_not_listed_any_more_is_looked_at_to_warn_of_it(
    tmp_path: Path, lake: Lake
) -> None:
    for month in ("2025-09", "2025-10"):
        put(lake, manifest("offered", f"acme__{month}", version="v2", periods=(month,)))
    put(lake, manifest("offered", "other__2025-01", version="v2", periods=("2025-01",)))

    assert range_tags([_offer(tmp_path, "2025-10")], lake)[RANGE_START] == "2025-09-01"
    assert range_tags([_offer(tmp_path)], lake)[RANGE_END] == "2025-10-01"


def test_with_nothing_changed_the_running_month_is_looked_at(tmp_path: Path, lake: Lake) -> None:
    this = f"{this_month()}-01"

    assert range_tags([_offer(tmp_path)], lake) == {RANGE_START: this, RANGE_END: this}


def test_a_slice_older_than_the_calendar_belongs_to_its_first_month(
    tmp_path: Path, lake: Lake
) -> None:
    assert range_tags([_offer(tmp_path, "2018-03")], lake)[RANGE_START] == "2020-01-01"
    assert {"2018-03", "2020-01"} <= months_of(["2020-01-01"])
    assert "2018-03" not in months_of(["2020-02-01"])


def test_a_slice_dated_ahead_belongs_to_the_running_month() -> None:
    ahead = f"{int(this_month()[:4]) + 1}-12"

    assert ahead in months_of([f"{this_month()}-01"])
    assert months_of(["2025-10-01", "2025-11-01"]) == {"2025-10", "2025-11"}
