"""Raw samples pulled from Prometheus' API: a slice per UTC day and preset.

Belongs here: the kind, which days are on offer, a day's pieces one after the other. Does not: HTTP
(client.py), rows (rows.py).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import ClassVar

from ingest import crash
from ingest.errors import BadInput
from ingest.lake import Lake
from ingest.manifests import LakeInput
from ingest.parquet import sha256_of
from ingest.source import Fetched, SliceRef, Source
from ingest.telemetry.prometheus.answers import Malformed
from ingest.telemetry.prometheus.client import Client
from ingest.telemetry.prometheus.counts import Counts, counts_of, signal_of, standing
from ingest.telemetry.prometheus.pieces import Piece, Waiting, kept_form, packed, pieces_of
from ingest.telemetry.prometheus.preset import Preset, presets_by_name
from ingest.telemetry.prometheus.rows import Rows
from ingest.telemetry.prometheus.settings import PrometheusSettings
from ingest.telemetry.prometheus.windows import Window, in_small_enough, parts_of_slice, selector
from ingest.telemetry.samples import COLUMNS

_LOG = logging.getLogger("tonne.prometheus")
_COUNTS_HOLD_S = 600.0
"""For the steps of one run; a process that stands for days, as a schedule's does, counts anew."""
_REMEDY = "Point uri at the API of Prometheus itself, or at one that answers alike"


class PrometheusSamples(Source):
    """A server at `uri`; the days of the last `lookback_days` that it still holds samples of.

    A day that was landed and is older stays on offer as it was landed, and asks nothing.
    """

    kind = "prometheus_samples"
    feeds_energy = True
    columns = COLUMNS
    settings = PrometheusSettings
    listing_reads: ClassVar[bool] = True
    config: PrometheusSettings

    def slices(self) -> Iterator[SliceRef]:
        """A slice per day and preset; its signal counts the samples, so late ones change it.

        Today is on offer too: its count grows, and it is landed again until it is over.
        """
        today = datetime.now(UTC).date()
        days = [today - timedelta(days=back) for back in range(self.config.lookback_days, -1, -1)]
        landed = {one.slice_id: one for one in Lake(self.workspace.lake).manifests(self.kind)}
        for preset in self.config.presets:
            prefix = f"{self.name}__{preset}__"
            asked = {f"{prefix}{day}": day for day in days}
            older = sorted(one for one in landed if one.startswith(prefix) and one not in asked)
            for slice_id in older:
                yield self._ref(slice_id, landed[slice_id].signal)
            mark = self.config.content_mark(preset)
            for slice_id, day in asked.items():
                held = landed[slice_id].signal if slice_id in landed else None
                counts = self._counts(preset, day)
                if counts.day:
                    yield self._ref(slice_id, standing(held, signal_of(counts, mark)))
                elif held is not None:
                    yield self._ref(slice_id, held)

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Ask piece by piece; pieces that an earlier, broken run had are not asked for again."""
        _, name, text = ref.slice_id.rsplit("__", 2)
        preset, day = presets_by_name()[name], date.fromisoformat(text)
        rows = Rows(preset, self.config, day, into)
        waiting = Waiting(self.workspace.state / "prometheus", ref.slice_id, ref.signal)
        waiting.begin()
        kept = into / "source" / "samples.jsonl.gz"
        kept.parent.mkdir(parents=True)
        with kept.open("wb") as out:
            out.write(packed([json.dumps(self.config.reading, sort_keys=True)]))
            for piece, content in self._pieces(preset, day, waiting, ref.slice_id):
                out.write(content)
                rows.add(piece, content, ref.uri)
        rows.finish()
        self._log(into, rows, day)
        waiting.end()
        told = LakeInput(uri=ref.uri, bytes=kept.stat().st_size, sha256=sha256_of(kept))
        return Fetched(tuple(rows.files), (told,), rows.rows)

    def _pieces(
        self, preset: Preset, day: date, waiting: Waiting, slice_id: str
    ) -> Iterator[tuple[Piece, bytes]]:
        wanted = list(
            pieces_of(
                self._counts(preset.name, day).whole,
                parts_of_slice(day),
                longest_ms=self.config.chunk_minutes * 60_000,
                samples=self.config.samples_per_request,
            )
        )
        for done, piece in enumerate(wanted, start=1):
            content = waiting.get(piece)
            if content is None:
                content = b"".join(self._answers(piece))
                waiting.put(piece, content)
                crash.point("after_answer")
                _LOG.info("%s: %d of %d answers.", slice_id, done, len(wanted))
            yield piece, content

    def _answers(self, piece: Piece) -> Iterator[bytes]:
        one = selector(piece.metric, self.config.matchers)

        def ask(window: Window) -> bytes:
            found = self._client.ask(window.raw(one), window.at_ms)
            return kept_form(replace(piece, window=window), found)

        try:
            for _, content in in_small_enough(piece.window, ask):
                yield content
        except Malformed as error:
            place = f"{piece.metric} from {piece.window.from_ms} ms"
            raise BadInput(self.config.uri, place, error.message, _REMEDY) from None

    def _counts(self, preset: str, day: date) -> Counts:
        asked = {
            one.name: selector(one.name, self.config.matchers)
            for one in presets_by_name()[preset].metrics
            if one.name not in self.config.skip_metrics
        }
        key, now = (preset, day), monotonic()
        if key not in self._counted or now - self._counted[key][0] > _COUNTS_HOLD_S:
            self._counted[key] = now, counts_of(self._client.ask, asked, day)
        return self._counted[key][1]

    @cached_property
    def _counted(self) -> dict[tuple[str, date], tuple[float, Counts]]:
        return {}

    def _ref(self, slice_id: str, signal: str) -> SliceRef:
        day = slice_id[-10:]
        return SliceRef(slice_id, (day[:7],), signal, f"{self._client.uri}#{slice_id}")

    def _log(self, into: Path, rows: Rows, day: date) -> None:
        """What the slice holds, for whoever doubts it, beside the bytes that were answered."""
        after = parts_of_slice(day)[2].to_ms
        log = {
            "is_provisional": datetime.now(UTC).timestamp() * 1000 < after,
            "rows": rows.rows,
            "blank_readings": rows.blanks,
        }
        (into / "source" / "log.json").write_text(json.dumps(log, indent=1, sort_keys=True))

    @cached_property
    def _client(self) -> Client:
        return Client(self.config)
