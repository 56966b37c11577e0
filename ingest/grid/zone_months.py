"""Series of a publisher's API by zone and month: what is asked again, and what becomes a slice.

Belongs here: which months are asked, their signal, one point per moment, the kept bytes. Does not:
any one publisher's questions or fields.
"""

from __future__ import annotations

import hashlib
import json
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, ClassVar

import pyarrow as pa
from pydantic import Field

from ingest import parquet
from ingest.arrow import Table
from ingest.errors import BadInput, Unreachable
from ingest.grid.spans import MONTH, Span, month_span, months_of, months_since
from ingest.http_api import HttpApi, Limit, credential
from ingest.lake import Lake
from ingest.manifests import LakeInput, Manifest
from ingest.settings import SourceSettings
from ingest.source import Fetched, FetchedFile, SliceRef, Source, slice_name

Row = Mapping[str, Any]
ZONE = r"^[A-Za-z0-9_.-]+$"
_NOT_ASKED = "settled before it was landed"


class ZoneMonthSettings(SourceSettings):
    """`zones` in the publisher's spelling, months from `since` to `until` (YYYY-MM).

    A month older than `settle_months` is not asked again; raise it for a run to have older months
    asked again.
    """

    zones: list[Annotated[str, Field(pattern=ZONE)]] = Field(min_length=1)
    since: str = Field(pattern=MONTH)
    until: str | None = Field(default=None, pattern=MONTH)
    settle_months: int = Field(default=3, ge=1)


class ZoneMonths(Source):
    """A slice is one zone in one finished month, replaced as a whole where any of it is revised.

    Within the settle window the signal is a hash over the answers. An older month is asked once:
    only when it is landed, so that a long history goes on where it stopped.
    """

    settings: ClassVar[type[SourceSettings]] = ZoneMonthSettings
    listing_reads: ClassVar[bool] = True
    key: ClassVar[tuple[str, ...]]
    """The columns that name a point; the first holds its start."""
    limit: ClassVar[Limit]
    """How often its owner lets it be asked."""
    secrets: ClassVar[tuple[str, ...]] = ()
    """The environment variables that hold what it is asked with."""
    config: ZoneMonthSettings

    @abstractmethod
    def ask(self, zone: str, span: Span) -> Iterator[bytes]:
        """Every answer about `zone` that the whole of `span` takes, in order.

        Raises:
            Unreachable: there is none.
        """

    @abstractmethod
    def rows_of(self, answer: bytes, zone: str, name: str) -> Iterator[Row]:
        """The rows of one answer, called `name` in messages; moments are ISO 8601 texts in UTC.

        Raises:
            BadInput: it is not what the API promises.
            Unreachable: it says that there is nothing.
        """

    def lasting(self, answer: bytes) -> bytes:
        """What of an answer tells a change: without marks that differ each time it is asked."""
        return answer

    @cached_property
    def api(self) -> HttpApi:
        """The API at `uri`, or at `endpoint_url` where one is set."""
        needs = f"Look whether {' and '.join(self.secrets) or 'the address'} is right, and whether "
        remedy = f"{needs}what it stands for has the zone and its history."
        base, plain = self.config.endpoint_url or self.config.uri, self.config.allow_http
        return HttpApi(base, limit=self.limit, remedy=remedy, allow_http=plain)

    def secret(self, variable: str) -> str:
        """What the environment `variable` holds.

        Raises:
            Unreachable: nothing.
        """
        return credential(variable, f"source {self.name} ({self.kind})")

    def slices(self) -> Iterator[SliceRef]:
        """One slice per zone and finished month."""
        for variable in self.secrets:
            self.secret(variable)
        lake = Lake(self.workspace.lake)
        for zone in sorted(set(self.config.zones)):
            for month in months_of(self.config.since, self.config.until):
                slice_id = f"{self.name}__{slice_name(zone)}__{month}"
                signal = self._signal(zone, month, lake.manifest(self.kind, slice_id))
                yield SliceRef(slice_id, (month,), signal, self._uri(zone, month))

    def _signal(self, zone: str, month: str, landed: Manifest | None) -> str:
        if months_since(month) > self.config.settle_months:
            return _NOT_ASKED if landed is None else landed.signal
        digest = hashlib.sha256()
        try:
            for answer in self.ask(zone, month_span(month)):
                digest.update(self.lasting(answer))
        except Unreachable as error:
            if error.why in ("unanswered", "no_credentials"):
                raise
            return f"refused ({error.why})"  # one zone must not stop the others; fetch says why
        return digest.hexdigest()

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Ask for one zone and month, and write its points in an order of their own.

        Raises:
            Unreachable: nothing is published of it; what was landed stays.
            BadInput: a point cannot be, or stands there twice with two values.
        """
        zone, _, month = ref.uri.rpartition("#")[2].rpartition("/")
        points = self._points(ref.uri, zone, month_span(month))
        if not points:
            raise Unreachable(
                f"{ref.uri} holds no value: the zone is not known there or the month not "
                "published. Compare its spelling with the publisher's list.",
                "absent",
            )
        rows = [points[key] for key in sorted(points)]
        content = "".join(json.dumps(row, sort_keys=True) + "\n" for row in rows).encode()
        kept = into / "source" / "points.jsonl"
        kept.parent.mkdir(parents=True)
        kept.write_bytes(content)
        target = into / "0.parquet"
        parquet.write(target, self._table(rows))
        digest = hashlib.sha256(content).hexdigest()
        told = LakeInput(uri=ref.uri, bytes=len(content), sha256=digest)
        return Fetched((FetchedFile(target, month),), (told,), len(rows))

    def _points(self, uri: str, zone: str, span: Span) -> dict[tuple[str, ...], Row]:
        """The points that begin within `span`; neighbouring answers may both hold their border."""
        points: dict[tuple[str, ...], Row] = {}
        for answer in self.ask(zone, span):
            for row in self.rows_of(answer, zone, uri):
                if not span.start <= datetime.fromisoformat(row[self.key[0]]) < span.end:
                    continue
                key = tuple(str(row[column]) for column in self.key)
                if points.setdefault(key, row) != row:
                    problem = "it stands there twice, with two values"
                    raise BadInput(uri, ", ".join(key), problem, "Ask again later, or report it")
        return points

    def _table(self, rows: list[Row]) -> Table:
        moments = [name for name, kind in self.columns.items() if kind == "timestamp"]
        typed = [
            {**row, **{name: _moment(row[name]) for name in moments if name in row}} for row in rows
        ]
        return pa.Table.from_pylist(typed, schema=parquet.arrow_schema(self.columns))

    def _uri(self, zone: str, month: str) -> str:
        return f"{self.config.uri.rstrip('/')}#{zone}/{month}"


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
