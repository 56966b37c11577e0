"""One suite that every source passes, whichever provider it speaks to.

A new source adds a module `samples/<kind>.py` that can deliver, restate, spoil, touch and withdraw
a small slice; nothing here is edited.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from ingest.errors import Unreachable
from ingest.lake import Lake, Manifest
from ingest.landing import Landed, land_source
from ingest.parquet import arrow_schema, sha256_of
from ingest.settings import Workspace, load_settings
from ingest.source import Source, configured, discover

KINDS = discover()
RESTATED = sorted(kind for kind, source in KINDS.items() if not source.is_immutable)
IMMUTABLE = sorted(kind for kind, source in KINDS.items() if source.is_immutable)


class Delivery:
    """A workspace with one source, its sample and its lake."""

    def __init__(self, home: Path, kind: str) -> None:
        self.home = home
        self.kind = kind
        self.sample: Any = importlib.import_module(f"tests.contract.samples.{kind}")
        home.mkdir(parents=True, exist_ok=True)
        (home / "tonne.toml").write_text(self.sample.SETTINGS)
        self.lake = Lake(Workspace(home).lake)

    def source(self) -> Source:
        """The source, as the workspace configures it now."""
        sources = configured(load_settings(self.home), Workspace(self.home))
        return next(source for source in sources if source.kind == self.kind)

    def land(self) -> Landed:
        """Land the source; what became of the sample's slice."""
        landed = {one.slice_id: one for one in land_source(self.source(), self.lake)}
        return landed[self.sample.SLICE]

    def current(self) -> Manifest:
        """The slice's current manifest."""
        manifest = self.lake.manifest(self.kind, self.sample.SLICE)
        assert manifest is not None
        return manifest

    def hashes(self, uri: str) -> set[str]:
        """Of the object at `uri`; of an answer over HTTP, of what is kept of all answers."""
        if not uri.startswith(("http", "aws:")):
            return {sha256_of(Path(uri.removeprefix("file://")))}
        current = self.current()
        folder = self.lake.slice_folder(self.kind, current.slice_id) / current.version / "source"
        return {sha256_of(path) for path in folder.rglob("*") if path.is_file()}

    def tree(self) -> dict[str, tuple[int, int]]:
        """Every file of the lake with its identity and time of change."""
        files = [path for path in self.lake.root.rglob("*") if path.is_file()]
        return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


@pytest.fixture(params=sorted(KINDS))
def delivery(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Delivery]:
    one = Delivery(tmp_path / "home", request.param)
    for name, value in getattr(one.sample, "ENVIRONMENT", {}).items():
        monkeypatch.setenv(name, value)
    one.sample.deliver(one.home, edition=0)
    yield one
    assert not list(one.lake.root.rglob(".tmp-*"))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_source_says_what_it_is(kind: str) -> None:
    source = KINDS[kind]
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", kind)
    assert source.__module__.split(".")[1] != "source"
    assert len(arrow_schema(source.columns)) == len(source.columns) > 0
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", column) for column in source.columns)
    assert source.contract_version >= 1


def test_slices_are_listed_alike_each_time(delivery: Delivery) -> None:
    first = list(delivery.source().slices())
    assert first == list(delivery.source().slices())
    assert len({ref.slice_id for ref in first}) == len(first) > 0
    for ref in first:
        assert re.fullmatch(r"[A-Za-z0-9_.~-]+", ref.slice_id)
        assert all(re.fullmatch(r"\d{4}-\d{2}", period) for period in ref.periods)


def test_every_slice_can_be_asked_for_and_a_gone_one_is_told(delivery: Delivery) -> None:
    source = delivery.source()
    for ref in source.slices():
        source.touch(ref)
        with pytest.raises(Unreachable):
            source.touch(replace(ref, uri=f"{ref.uri}-gone"))


def test_a_manifest_tells_the_truth_about_its_files(delivery: Delivery) -> None:
    landed = delivery.land()
    manifest = delivery.current()
    assert (landed.status, landed.version) == ("landed", manifest.version)
    assert manifest.rows == landed.rows > 0
    assert manifest.inputs
    assert (manifest.export, manifest.retired) == (delivery.source().name, False)
    for _, file, path in delivery.lake.current_files(delivery.kind):
        assert sha256_of(path) == file.sha256
        assert path.stat().st_size == file.bytes
        assert pq.read_metadata(path).num_rows == file.rows
        assert set(file.columns) & set(KINDS[delivery.kind].columns)
    for given in manifest.inputs:
        assert given.sha256 in delivery.hashes(given.uri)


def test_the_same_bytes_land_alike_in_another_workspace(delivery: Delivery, tmp_path: Path) -> None:
    delivery.land()
    other = Delivery(tmp_path / "other", delivery.kind)
    other.sample.deliver(other.home, edition=0)
    other.land()
    assert other.current().version == delivery.current().version
    assert [file.sha256 for file in other.current().files] == [
        file.sha256 for file in delivery.current().files
    ]


def test_landing_twice_fetches_and_writes_nothing(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery.land()
    before = delivery.tree()

    def fetch(*_: object) -> None:
        pytest.fail("an unchanged slice was fetched")

    monkeypatch.setattr(KINDS[delivery.kind], "fetch", fetch)
    assert delivery.land().status == "unchanged"
    assert delivery.tree() == before


def test_the_same_content_under_a_new_signal_only_moves_the_signal(delivery: Delivery) -> None:
    delivery.land()
    before = delivery.current()
    delivery.sample.touch(delivery.home)
    assert delivery.land().status == "unchanged"
    after = delivery.current()
    assert after.signal != before.signal
    assert after == before.model_copy(update={"signal": after.signal})


@pytest.mark.parametrize("delivery", RESTATED, indirect=True)
def test_a_restated_slice_replaces_the_first_which_stays_as_evidence(delivery: Delivery) -> None:
    first = delivery.land()
    delivery.sample.deliver(delivery.home, edition=1)
    second = delivery.land()
    assert second.status == "landed"
    assert second.version != first.version
    history = delivery.lake.history(delivery.kind, delivery.sample.SLICE)
    assert [manifest.version for manifest in history] == [first.version, second.version]
    assert all(delivery.lake.is_whole(manifest) for manifest in history)


@pytest.mark.parametrize("delivery", RESTATED, indirect=True)
def test_a_bad_delivery_is_quarantined_and_the_last_good_one_stays(delivery: Delivery) -> None:
    good = delivery.land()
    delivery.sample.spoil(delivery.home)
    landed = delivery.land()
    assert (landed.status, landed.version, landed.rows) == ("quarantined", good.version, good.rows)
    [refused] = delivery.lake.quarantined()
    assert refused.slice_id == delivery.sample.SLICE
    assert all((refused.file, refused.place, refused.problem, refused.remedy))
    assert delivery.current().version == good.version
    delivery.sample.deliver(delivery.home, edition=1)
    assert delivery.land().status == "landed"
    assert delivery.lake.quarantined() == []


@pytest.mark.parametrize("delivery", IMMUTABLE, indirect=True)
def test_what_never_changes_is_refused_when_it_does(delivery: Delivery) -> None:
    good = delivery.land()
    delivery.sample.spoil(delivery.home)
    assert delivery.land().status == "quarantined"
    delivery.sample.deliver(delivery.home, edition=1)
    landed = delivery.land()
    assert (landed.status, landed.version, landed.rows) == ("quarantined", good.version, good.rows)
    [refused] = delivery.lake.quarantined()
    assert "it was changed after it landed" in refused.message
    assert refused.remedy.endswith(f"{delivery.sample.SLICE}/{good.version} back")
    delivery.sample.deliver(delivery.home, edition=0)
    assert (delivery.land().status, delivery.lake.quarantined()) == ("unchanged", [])


@pytest.mark.parametrize("delivery", RESTATED, indirect=True)
def test_a_retired_slice_stays_away_until_it_is_restated(delivery: Delivery) -> None:
    good = delivery.land()
    tombstone = delivery.lake.retire(delivery.sample.SLICE)
    assert (tombstone.retired, tombstone.files, tombstone.rows) == (True, [], 0)
    assert tombstone.version == f"retired-{good.version}"
    assert delivery.land().status == "unchanged"
    delivery.sample.touch(delivery.home)
    delivery.land()
    assert delivery.current().retired
    assert delivery.lake.current_files(delivery.kind) == []
    delivery.sample.deliver(delivery.home, edition=1)
    assert delivery.land().status == "landed"
    assert not delivery.current().retired


def test_a_slice_that_is_no_longer_listed_keeps_its_last_version(delivery: Delivery) -> None:
    good = delivery.land()
    delivery.sample.withdraw(delivery.home)
    landed = delivery.land()
    assert (landed.status, landed.version) == ("kept_missing", good.version)
    assert delivery.sample.SLICE in landed.message
    assert delivery.current().version == good.version
