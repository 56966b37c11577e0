"""The lake at one moment: what a build starts from.

Belongs here: one reading of the manifests, taken under the writer's lock. Does not: dbt, keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.lake import Lake, Manifest, Quarantined
from ingest.source import Source
from orchestration.fingerprints import Contracts
from orchestration.raw_views import LandedFile


@dataclass(frozen=True)
class LakeState:
    """Current manifests, every version, and what stands in quarantine."""

    current: tuple[Manifest, ...]
    history: tuple[Manifest, ...]
    quarantined: tuple[Quarantined, ...]
    files: Mapping[str, tuple[LandedFile, ...]]

    def facts(self) -> Iterator[str]:
        """Everything here that a published figure or a report of loads may depend on."""
        for one in self.current:
            yield f"current {one.kind} {one.slice_id} {one.version}"
        for one in self.history:
            yield f"version {one.kind} {one.slice_id} {one.version}"
        for refused in self.quarantined:
            yield f"quarantined {refused.kind} {refused.slice_id} {refused.problem}"


def read(lake: Lake) -> LakeState:
    """Read every manifest of the lake."""
    current = tuple(sorted(lake.current(), key=lambda one: (one.kind, one.slice_id)))
    history = tuple(version for one in current for version in lake.history(one.kind, one.slice_id))
    files: dict[str, tuple[LandedFile, ...]] = {}
    for one in current:
        landed = tuple(
            LandedFile(lake.path_of(one, file), file.schema_fingerprint, file.columns)
            for file in one.files
        )
        files[one.kind] = files.get(one.kind, ()) + landed
    quarantined = sorted(lake.quarantined(), key=lambda one: (one.kind, one.slice_id))
    return LakeState(current, history, tuple(quarantined), files)


def contracts_of(kinds: Mapping[str, type[Source]]) -> Contracts:
    """The raw contract of every kind that exists, landed or not."""
    return Contracts(
        columns={kind: dict(source.columns) for kind, source in kinds.items()},
        usage_kinds=frozenset(kind for kind, source in kinds.items() if source.feeds_usage),
        energy_kinds=frozenset(kind for kind, source in kinds.items() if source.feeds_energy),
    )
