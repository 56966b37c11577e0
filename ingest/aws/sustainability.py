"""AWS's own figures asked from its sustainability API: a slice per month, water per calendar year.

Belongs here: the kind, what is asked and when it changed. Does not: credentials (session.py), what
an answer holds (sustainability_answers.py). The API tells the newest model version of each month
only; carbon exports (carbon_export.py) keep the earlier ones.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field

from ingest import parquet
from ingest.aws import session
from ingest.aws.sustainability_answers import (
    COLUMNS,
    DIMENSIONS,
    Result,
    canonical,
    rows_of,
    table_of,
)
from ingest.aws.sustainability_questions import QUESTIONS, Question, bounds_of, months_of
from ingest.errors import Unreachable
from ingest.manifests import LakeInput
from ingest.settings import SourceSettings
from ingest.source import Fetched, FetchedFile, SliceRef, Source

_PAGE = 5000


class SustainabilitySettings(SourceSettings):
    """`uri` is aws:// and the account that is asked; `since` the first month (YYYY-MM)."""

    uri: str = Field(pattern=r"^aws://\d{12}$")
    profile: str | None = None
    since: str = Field(default="2022-01", pattern=r"^\d{4}-(0[1-9]|1[0-2])$")
    water: bool = True


class Sustainability(Source):
    """What the API tells about every account that the credentials may see."""

    kind = "aws_sustainability"
    columns = COLUMNS
    settings = SustainabilitySettings
    listing_reads: ClassVar[bool] = True
    config: SustainabilitySettings

    def slices(self) -> Iterator[SliceRef]:
        """A slice per finished month, and per finished year of water, that AWS has figures for.

        The signal is a hash over the answer; nothing cheaper tells that AWS restated a month.
        """
        now = datetime.now(UTC)
        ends = {"emissions": datetime(now.year, now.month, 1), "water": datetime(now.year, 1, 1)}
        month = datetime.strptime(self.config.since, "%Y-%m")
        starts = {"emissions": month, "water": datetime(month.year, 1, 1)}
        for name, question in QUESTIONS.items():
            if starts[name] >= ends[name] or (name == "water" and not self.config.water):
                continue
            digests: dict[str, Any] = {}
            for result in self._results(question, starts[name], ends[name]):
                digest = digests.setdefault(question.of(result), hashlib.sha256())
                digest.update(json.dumps(result, sort_keys=True, default=str).encode())
            for period, digest in sorted(digests.items()):
                yield SliceRef(
                    slice_id=f"{self.name}__{name}__{period}",
                    periods=months_of(period),
                    signal=digest.hexdigest(),
                    uri=f"{self.config.uri}/{name}/{period}",
                )

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Ask for the one month or year; the answer is kept in an order of its own."""
        name, period = ref.uri.rsplit("/", 2)[1:]
        question = QUESTIONS[name]
        start, end = bounds_of(period)
        rows = [
            row
            for result in self._results(question, start, end)
            if question.of(result) == period
            for row in rows_of(result, ref.uri, asked=self.config.uri.removeprefix("aws://"))
        ]
        if not rows:
            raise Unreachable(f"{ref.uri} has no figures any more; its last version is kept.")
        content = canonical(rows)
        kept = into / "source" / f"{name}-{period}.jsonl"
        kept.parent.mkdir(parents=True)
        kept.write_bytes(content)
        target = into / "0.parquet"
        parquet.write(target, table_of(content))
        file = FetchedFile(target, period if period in ref.periods else None)
        told = LakeInput(
            uri=ref.uri, bytes=len(content), sha256=hashlib.sha256(content).hexdigest()
        )
        return Fetched((file,), (told,), len(rows))

    def _results(self, question: Question, start: datetime, end: datetime) -> Iterator[Result]:
        """Every result of the half-open time from `start` to `end`, page by page."""
        with session.asking(self.config.uri, question.permission):
            pages = iter(
                self._api.get_paginator(question.operation).paginate(
                    TimePeriod={"Start": start, "End": end},
                    GroupBy=list(DIMENSIONS),
                    Granularity=question.granularity,
                    PaginationConfig={"PageSize": _PAGE},
                    **question.types,
                )
            )
        while True:
            with session.asking(self.config.uri, question.permission):
                page = next(pages, None)
            if page is None:
                return
            yield from page["Results"]

    @cached_property
    def _api(self) -> Any:
        return session.client(
            "sustainability", self.config, profile=self.config.profile, region="us-east-1"
        )
