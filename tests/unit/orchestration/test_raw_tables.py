"""raw.slices tells the whole load history, refused deliveries included."""

from __future__ import annotations

from typing import Any

from ingest.lake import Quarantined
from orchestration.fingerprints import SliceVersion
from orchestration.lake_state import LakeState
from orchestration.raw_tables import raw_tables
from tests.unit.orchestration.landed_files import manifest


def _refused(slice_id: str) -> Quarantined:
    return Quarantined(
        kind="bill",
        slice_id=slice_id,
        export="acme",
        file="bill.csv",
        place="line 3",
        problem="the row has 4 cells",
        remedy="Deliver it again",
        signal="x",
        at="2025-11-04T00:00:00Z",
        inputs=["file:///bill.csv"],
    )


def _slices(state: LakeState) -> list[dict[str, Any]]:
    return raw_tables(state, [], "")["slices"].to_pylist()


def test_every_version_is_a_row_and_one_is_current() -> None:
    first = manifest("bill", "acme__2025-10", version="v1", periods=("2025-10",))
    second = manifest("bill", "acme__2025-10", version="v2", periods=("2025-10",))

    rows = _slices(LakeState((second,), (first, second), (), {}))

    assert [(row["slice_version"], row["is_current"]) for row in rows] == [
        ("v1", False),
        ("v2", True),
    ]
    assert rows[1]["periods"] == "2025-10"
    assert str(rows[1]["fetched_at"]) == "2025-11-03 04:05:06"


def test_a_refused_delivery_shows_on_the_version_that_stays_current() -> None:
    one = manifest("bill", "acme__2025-10")

    rows = _slices(LakeState((one,), (one,), (_refused("acme__2025-10"),), {}))

    assert [(row["is_quarantined"], row["slice_version"]) for row in rows] == [(True, "v1")]
    assert "line 3" in rows[0]["quarantine_problem"]


def test_a_slice_that_never_landed_well_has_a_row_too() -> None:
    rows = _slices(LakeState((), (), (_refused("acme__2025-11"),), {}))

    assert [(row["slice_id"], row["slice_version"], row["is_current"]) for row in rows] == [
        ("acme__2025-11", None, False)
    ]


def test_a_new_refusal_and_a_new_version_change_what_would_be_published() -> None:
    one, two = manifest("bill", "s", version="v1"), manifest("bill", "s", version="v2")
    calm = set(LakeState((one,), (one,), (), {}).facts())

    assert set(LakeState((one,), (one,), (_refused("s"),), {}).facts()) != calm
    assert set(LakeState((two,), (one, two), (), {}).facts()) != calm


def test_the_build_is_not_done_when_it_is_planned() -> None:
    versions = [SliceVersion("daily", "s", "bill", "2025-10", "v1", "k")]

    tables = raw_tables(LakeState((), (), (), {}), versions, "fingerprint")

    assert tables["build"].to_pylist()[0]["is_built"] is False
    assert tables["slice_versions"].to_pylist()[0]["build_key"] == "k"
