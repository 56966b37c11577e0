"""The spool: Parquet files of samples, a folder per host and UTC day, local or in a bucket.

Belongs here: names in the spool, a journal to its file there. Does not: when that happens
(delivery.py), reading the spool (telemetry/agent_samples.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from ingest.objects import Place
from ingest.source import slice_name
from ingest.telemetry.agent import journal
from ingest.telemetry.samples import DayOfSamples

_KEY = re.compile(r"([A-Za-z0-9_.~-]+)/(\d{4}-\d{2}-\d{2})/(\d{6})\.(\d{6})-[0-9a-f]+\.parquet")
LONGEST_FILE_S = 3600
"""No file holds samples of more than this, so that the neighbours of a day are few."""


@dataclass(frozen=True)
class SpoolFile:
    """What the key of a file says: whose samples, from when on (UTC)."""

    key: str
    host: str
    started: datetime

    @property
    def day(self) -> date:
        """The day whose folder holds it."""
        return self.started.date()


def parsed(key: str) -> SpoolFile | None:
    """What a key in the spool says; None of whatever else lies there."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    text = f"{match[2]}T{match[3]}.{match[4]}"
    return SpoolFile(key, match[1], datetime.strptime(text, "%Y-%m-%dT%H%M%S.%f"))


def deliver(path: Path, place: Place, host_id: str) -> int:
    """Put the journal at `path` into the spool, then remove it; how many samples it held.

    A crash between the two delivers the same bytes under the same name again.

    Raises:
        Unreachable: the spool cannot be written; the journal stays.
    """
    read = journal.read(path)
    started = journal.started(path)
    samples = DayOfSamples(started.date())
    for series, (moments, values) in read.samples.items():
        samples.add(series, pa.array(moments, pa.int64()).cast(pa.timestamp("us")), values)
    if samples.rows:
        made = path.with_suffix(".parquet")
        samples.write(made)
        mark = path.stem.rpartition("-")[2]
        key = f"{slice_name(host_id)}/{started:%Y-%m-%d}/{started:%H%M%S.%f}-{mark}.parquet"
        place.put(key, made.read_bytes())
        made.unlink()
    path.unlink()
    return samples.rows
