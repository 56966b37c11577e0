"""The build keys of the slices: a key that a table does not hold is a slice to compute.

Belongs here: what a slice's key is made of. Does not: SQL, files of the dbt project (model_graph)
or what is done about a key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.lake import Manifest
from orchestration.model_graph import Ingredients, ModelGraph, digest_of

_KEY_CHARACTERS = 32


@dataclass(frozen=True)
class SliceVersion:
    """What one incremental model should hold for one slice; a row of raw.slice_versions."""

    model: str
    slice_id: str
    source: str
    period: str
    slice_version: str
    build_key: str


@dataclass(frozen=True)
class Contracts:
    """The raw contracts by kind, and the kinds that are computed slice by slice.

    Slices of `usage_kinds` are billed usage, those of `energy_kinds` samples of measured energy.
    """

    columns: Mapping[str, Mapping[str, str]]
    usage_kinds: frozenset[str]
    energy_kinds: frozenset[str] = frozenset()

    @property
    def sliced_kinds(self) -> frozenset[str]:
        """The kinds whose slices have a build key each; all others stand beside them."""
        return self.usage_kinds | self.energy_kinds


def slice_versions(
    graph: ModelGraph, current: Sequence[Manifest], contracts: Contracts
) -> list[SliceVersion]:
    """One row per incremental model and current slice with rows of a kind that the model reads."""
    ingredients = {model: graph.ingredients(model) for model in graph.incremental_models()}
    keys = _Keys(ingredients, current, contracts)
    return [
        SliceVersion(
            model=model,
            slice_id=manifest.slice_id,
            source=manifest.kind,
            period=",".join(manifest.periods),
            slice_version=manifest.version,
            build_key=keys.key(model, manifest),
        )
        for model in sorted(ingredients)
        for manifest in sorted(current, key=lambda one: one.slice_id)
        if keys.computes(model, manifest)
    ]


class _Keys:
    """The keys of one state of the lake and the project."""

    def __init__(
        self,
        ingredients: Mapping[str, Ingredients],
        current: Sequence[Manifest],
        contracts: Contracts,
    ) -> None:
        self._ingredients = ingredients
        self._contracts = contracts
        self._sliced = [one for one in current if one.kind in contracts.sliced_kinds]
        self._beside = [one for one in current if one.kind not in contracts.sliced_kinds]
        self._wholes: dict[str, str] = {}
        self._known: dict[tuple[str, str], str] = {}

    def key(self, model: str, manifest: Manifest) -> str:
        """The build key of one slice in one model."""
        place = (model, manifest.slice_id)
        if place not in self._known:
            made = self._ingredients[model]
            parts = [f"slice {manifest.kind} {manifest.slice_id} {manifest.version}"]
            parts += [f"model {made.digest}"]
            parts += [f"contract {kind} {self._contract(kind)}" for kind in sorted(made.kinds)]
            parts += sorted(self._versions_beside(made.kinds, manifest.periods))
            parts += [f"upstream {name} {self._upstream(name, manifest)}" for name in made.upstream]
            self._known[place] = digest_of(parts)[:_KEY_CHARACTERS]
        return self._known[place]

    def computes(self, model: str, manifest: Manifest) -> bool:
        """Whether the slice is current, has rows, and is of a kind that the model is made from."""
        return manifest.kind in self._kinds(model) and not manifest.retired and manifest.rows > 0

    def _kinds(self, model: str) -> frozenset[str]:
        """The sliced kinds that a model reads, itself or through the models upstream of it."""
        made = self._ingredients[model]
        own = made.kinds & self._contracts.sliced_kinds
        return own.union(*(self._kinds(name) for name in made.upstream))

    def _upstream(self, model: str, manifest: Manifest) -> str:
        """The key of the slice in a model upstream; of a model without it, every key it has."""
        if manifest.kind in self._kinds(model):
            return self.key(model, manifest)
        if model not in self._wholes:
            keys = [self.key(model, one) for one in self._sliced if self.computes(model, one)]
            self._wholes[model] = digest_of(sorted(keys))
        return self._wholes[model]

    def _contract(self, kind: str) -> str:
        return str(list(self._contracts.columns.get(kind, {}).items()))

    def _versions_beside(self, kinds: frozenset[str], periods: Sequence[str]) -> Iterator[str]:
        """The files that a slice of `periods` meets: registers whole, series by their months.

        A series counts with the months beside too: a line may begin or end in another month, by
        its own span or by the provider's idea of a month.
        """
        window = {near for period in periods for near in months_beside(period)}
        for manifest in self._beside:
            if manifest.kind not in kinds or manifest.retired:
                continue
            for file in manifest.files:
                if file.period is None or not window or file.period in window:
                    content = manifest.version if file.period is None else file.sha256
                    yield f"beside {manifest.kind} {manifest.slice_id} {file.period} {content}"


def months_beside(period: str) -> tuple[str, str, str]:
    """The month before `period` (YYYY-MM), itself, and the month after."""
    return (shifted(period, -1), period, shifted(period, 1))


def shifted(month: str, count: int) -> str:
    """The month (YYYY-MM) `count` months after `month`."""
    year, index = divmod(int(month[:4]) * 12 + int(month[5:7]) - 1 + count, 12)
    return f"{year:04}-{index + 1:02}"
