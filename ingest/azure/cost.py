"""Azure's cost details, actual and amortized: the bill, one slice per month.

Both tell one month's cost; a slice holds one of them or both, and each line knows which it is of.
Belongs here: the kind, what makes a slice, fetching it. Does not: layouts (export_folder.py), files
(cost_file.py), which of the two gives which cost (staging).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.azure import cost_report
from ingest.azure.cost_columns import COLUMNS
from ingest.azure.cost_file import SUFFIXES, Told
from ingest.azure.cost_halves import CostSettings, Half, copy, type_of
from ingest.azure.cost_pair import Kept, check_count, write_month
from ingest.azure.deliveries import Delivery
from ingest.azure.export_folder import deliveries
from ingest.azure.manifest import REDELIVER
from ingest.errors import BadInput, Unreachable
from ingest.lake import Lake
from ingest.manifests import LakeInput
from ingest.objects import only_key, open_place
from ingest.parquet import sha256_of
from ingest.source import Fetched, SliceRef, Source, slice_name


class AzureCost(Source):
    """The folder of an export, or of two: actual and amortized of the same scope."""

    kind = "azure_cost"
    columns = COLUMNS
    contract_version = 3
    feeds_usage = True
    settings = CostSettings
    config: CostSettings

    def slices(self) -> Iterator[SliceRef]:
        """One slice per month, one per file where no folder names a month."""
        if cost_report.is_scope(self.config.uri):
            yield from cost_report.slices(self.name, self.config)
            return
        for stem, halves in self._halves().items():
            months = sorted({half.delivery.month for half in halves if half.delivery.month})
            yield SliceRef(
                slice_id=f"{self.name}__{slice_name(stem)}",
                periods=tuple(months),
                signal=self._signal(halves),
                uri=halves[0].place.uri_of(halves[0].delivery.key),
            )

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Copy the files of the month and write each as typed Parquet."""
        if cost_report.is_scope(self.config.uri):
            return cost_report.fetch(ref, self.config, into)
        halves = self._found(ref)
        if len(halves) == 1:
            self._refuse_to_part(ref)
        types: dict[str, int | None] = {}
        kept: list[Kept] = []
        inputs = self._reading(into)
        for half in halves:
            half.delivery.check(half.place)
            cost_type, is_stated = type_of(half, self.config)
            name = half.place.uri_of(half.delivery.key)
            if cost_type in types:
                problem = f"both folders hold {cost_type} cost, which would count twice"
                remedy = "Let uri be the actual and amortized_uri the amortized export of one scope"
                raise BadInput(name, "the type of cost", problem, remedy)
            told = Told(
                name, cost_type, period=half.delivery.month,
                date_format=self.config.date_format, is_stated=is_stated,
            )  # fmt: skip
            types[cost_type] = copy(half, told, into / "source" / cost_type, kept, inputs)
        written = write_month(kept, into, redeliver=REDELIVER)
        for cost_type, stated in types.items():
            check_count(ref.uri, stated, written.rows[cost_type], REDELIVER)
        self._found(ref)
        return Fetched(written.files, tuple(inputs), written.rows.total())

    def _halves(self) -> dict[str, list[Half]]:
        """The deliveries of each slice, those of `uri` first."""
        found: dict[str, list[Half]] = {}
        for number, uri in enumerate(filter(None, (self.config.uri, self.config.amortized_uri))):
            config = self.config.model_copy(update={"uri": uri})
            place = open_place(config, self.workspace.home, files=SUFFIXES)
            alone = only_key(config, SUFFIXES)
            if alone is not None:
                stem = alone.rsplit(".", 1)[0]
                listed = [Delivery(None, stem, files=(place.head(alone),))]
            else:
                listed = deliveries(place, SUFFIXES)
            for one in listed:
                found.setdefault(one.stem, []).append(Half(place, one, number == 1))
        return dict(sorted(found.items()))

    def touch(self, ref: SliceRef) -> None:
        """Hold that a month may be read; a report is only known once it is written."""
        if not cost_report.is_scope(self.config.uri):
            super().touch(ref)

    def _signal(self, halves: list[Half]) -> str:
        said = (self.config.cost_type, self.config.date_format)
        return " ".join([*(half.delivery.signal for half in halves), *filter(None, said)])

    def _reading(self, into: Path) -> list[LakeInput]:
        """How the settings say that files are to be read: an input like any file."""
        said = self.config.model_dump_json(include={"cost_type", "date_format"}, exclude_none=True)
        if said == "{}":
            return []
        path = into / "source" / "reading.json"
        path.parent.mkdir(parents=True)
        path.write_text(said)
        place = f"{self.workspace.settings_file}#sources.{self.name}"
        return [LakeInput(uri=place, bytes=len(said), sha256=sha256_of(path))]

    def _refuse_to_part(self, ref: SliceRef) -> None:
        """Absence is no tombstone: a month that was landed of both types stays of both.

        Raises:
            Unreachable: one of the two is not listed any more.
        """
        before = Lake(self.workspace.lake).manifest(self.kind, ref.slice_id)
        files = before.files if before and self.config.amortized_uri else []
        if len({Path(file.path).name.partition("-")[0] for file in files}) > 1:
            raise Unreachable(
                f"{ref.uri}: only one of actual and amortized cost is listed of a month that was "
                "landed of both; what is landed stays."
            )

    def _found(self, ref: SliceRef) -> list[Half]:
        """The slice as it lies there now.

        Raises:
            Unreachable: it is not what was listed.
        """
        for stem, halves in self._halves().items():
            is_same = ref.slice_id == f"{self.name}__{slice_name(stem)}"
            if is_same and ref.signal == self._signal(halves):
                return halves
        raise Unreachable(f"{ref.uri} was delivered anew while it was read; the next run takes it.")
