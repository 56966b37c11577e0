"""CPU utilisation of EC2 instances, asked from CloudWatch: a slice per day.

Belongs here: the kind, and which days are asked for. Does not: asking (cloudwatch_points.py),
credentials (session.py), the checks on rows (utilisation.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field

from ingest.aws import session
from ingest.aws.cloudwatch_points import METRIC, Point, listed_instances, points_of
from ingest.lake import Lake
from ingest.manifests import LakeInput
from ingest.settings import SourceSettings
from ingest.source import Fetched, SliceRef, Source
from ingest.utilisation import COLUMNS, Months, batch_of

_BATCH_ROWS = 32 * 1024


class CloudWatchSettings(SourceSettings):
    """`uri` is aws://ACCOUNT/REGION, `since` a day; `settle_days` long a day may still change."""

    uri: str = Field(pattern=r"^aws://\d{12}/[a-z0-9-]+$")
    profile: str | None = None
    since: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    period_seconds: int = Field(default=3600, ge=60, le=86_400)
    settle_days: int = Field(default=3, ge=1)


class CloudWatch(Source):
    """Instances that CloudWatch lists: those that sent anything in the last two weeks.

    A day that is older than `settle_days` and landed is not asked for again: its instances may be
    gone from the list by then, and would be gone from the day.
    """

    kind = "aws_cloudwatch"
    columns = COLUMNS
    settings = CloudWatchSettings
    listing_reads: ClassVar[bool] = True
    config: CloudWatchSettings

    def slices(self) -> Iterator[SliceRef]:
        """A slice per finished day; its signal is a hash over the answer until it settles."""
        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        day = datetime.fromisoformat(self.config.since)
        lake = Lake(self.workspace.lake)
        while day < today:
            text = f"{day:%Y-%m-%d}"
            slice_id = f"{self.name}__{text}"
            landed = lake.manifest(self.kind, slice_id)
            if landed is not None and today - day > timedelta(days=self.config.settle_days):
                signal = landed.signal
            else:
                answer = json.dumps([sorted(self._instances), list(self._points(day))])
                signal = hashlib.sha256(answer.encode()).hexdigest()
            uri = f"{self.config.uri}/{text}"
            yield SliceRef(slice_id, (text[:7],), signal, uri)
            day += timedelta(days=1)

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Ask for the one day; a day without a point brings nothing."""
        points = sorted(self._points(datetime.fromisoformat(ref.uri.rsplit("/", 1)[-1])))
        content = "".join(json.dumps(point) + "\n" for point in points).encode()
        kept = into / "source" / "points.jsonl"
        kept.parent.mkdir(parents=True)
        kept.write_bytes(content)
        told = LakeInput(
            uri=ref.uri, bytes=len(content), sha256=hashlib.sha256(content).hexdigest()
        )
        with Months(into, ref.uri) as months:
            for first in range(0, len(points), _BATCH_ROWS):
                some = points[first : first + _BATCH_ROWS]
                rows = [self._row(*point) for point in some]
                months.add(batch_of(rows), lambda row, at=some: f"{at[row][0]}, {at[row][1]}")
        return Fetched(months.files(), (told,), months.rows)

    def _row(
        self, instance: str, start: str, percent: float, count: float | None
    ) -> dict[str, Any]:
        return {
            "provider": "aws",
            "resource_id": instance,
            "interval_start": datetime.fromisoformat(start),
            "interval_seconds": self.config.period_seconds,
            "cpu_utilisation": percent / 100,
            "sample_count": None if count is None else int(count),
            "metric_name": METRIC,
            "metric_source": "cloudwatch",
        }

    @cached_property
    def _instances(self) -> list[str]:
        return listed_instances(self._api, self.config.uri)

    def _points(self, day: datetime) -> Iterator[Point]:
        period = self.config.period_seconds
        return points_of(self._api, self._instances, day, period=period, uri=self.config.uri)

    @cached_property
    def _api(self) -> Any:
        region = self.config.uri.rsplit("/", 1)[-1]
        config = self.config.model_copy(update={"region": region})
        return session.client("cloudwatch", config, profile=self.config.profile, region=region)
