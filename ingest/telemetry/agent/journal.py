"""The journal: every sample on disk the moment it was taken, until its Parquet is in the spool.

Belongs here: appending, and reading back what a killed agent left. Does not: Parquet, the spool.
A killed agent loses the sample that it was writing, at most; its last line may be torn.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.telemetry.samples import Series

SUFFIX = ".journal"
_NAME = "%Y-%m-%dT%H%M%S.%f"

Sample = tuple[Series, int, float | None]
"""A series, microseconds since 1970, the value."""


@dataclass(frozen=True)
class Journaled:
    """What a journal holds: for each series its moments (microseconds) and values."""

    path: Path
    samples: dict[Series, tuple[list[int], list[float | None]]]
    torn_lines: int


class Journal:
    """A new journal in the folder `state`, for samples from `started_us` on."""

    def __init__(self, state: Path, started_us: int) -> None:
        started = datetime.fromtimestamp(started_us / 1_000_000, UTC)
        self.day = started.date()
        self.path = state / f"{started:{_NAME}}-{secrets.token_hex(4)}{SUFFIX}"
        self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o640)
        self._numbers: dict[Series, int] = {}
        self._is_torn = False

    def add(self, samples: Sequence[Sample]) -> None:
        """Append the samples of one moment.

        Raises:
            OSError: the disk is full or broken; what was half written is passed over later.
        """
        lines: list[str] = [""] if self._is_torn else []
        told: list[tuple[int, int, float | None]] = []
        for series, at, value in samples:
            number = self._numbers.get(series)
            if number is None:
                number = self._numbers[series] = len(self._numbers)
                lines.append(json.dumps({"number": number, "series": asdict(series)}))
            told.append((number, at, value))
        lines.append(json.dumps(told, separators=(",", ":")))
        content = ("\n".join(lines) + "\n").encode()
        try:
            self._is_torn = os.write(self._file, content) != len(content)
        except OSError:
            self._is_torn = True
        if self._is_torn:
            # What was defined in these lines may not be there: define it again.
            self._numbers = {}
            raise OSError(f"{self.path} cannot be written: is the disk full?")

    def close(self) -> None:
        """Make what was written survive a power cut."""
        os.fsync(self._file)
        os.close(self._file)


def waiting(state: Path) -> list[Path]:
    """The journals in `state`, oldest first."""
    return sorted(state.glob(f"*{SUFFIX}"))


def started(path: Path) -> datetime:
    """When a journal was begun, in UTC."""
    return datetime.strptime(path.name.rpartition("-")[0], _NAME)


def read(path: Path) -> Journaled:
    """The samples of a journal; lines that are torn or damaged are counted and passed over."""
    samples: dict[Series, tuple[list[int], list[float | None]]] = {}
    numbered: dict[int, Series] = {}
    torn = 0
    for line in _lines(path):
        try:
            said: Any = json.loads(line)
            if isinstance(said, dict):
                numbered[said["number"]] = Series(**said["series"])
                continue
            for number, at, value in said:
                moments, values = samples.setdefault(numbered[number], ([], []))
                moments.append(int(at))
                values.append(value)
        except (ValueError, TypeError, KeyError):
            torn += 1
    return Journaled(path, samples, torn)


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for line in file:
            if line.strip():
                yield line if line.endswith(b"\n") else b"torn"
