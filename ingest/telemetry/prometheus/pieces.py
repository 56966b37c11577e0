"""Pieces of a slice as they were answered, kept until the slice is whole: a broken run goes on.

Belongs here: what is asked in one piece, the bytes kept of an answer. Does not: rows.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ingest import durable
from ingest.telemetry.prometheus.answers import Malformed
from ingest.telemetry.prometheus.windows import Window

_MINUTE_MS = 60_000
Part = Literal["before", "day", "after"]
_PARTS: tuple[Part, ...] = ("before", "day", "after")
_WANTED = {"before": slice(-1, None), "day": slice(None), "after": slice(0, 1)}


@dataclass(frozen=True)
class Piece:
    """One metric in one window of a part of the slice: the hour before the day, it, the one after.

    Of a series the last sample before the day and the first after it are enough.
    """

    metric: str
    window: Window
    part: Part

    @property
    def file_name(self) -> str:
        """Where its answer waits."""
        return f"{self.metric}.{self.window.from_ms}.{self.window.to_ms}.jsonl.gz"


def pieces_of(
    counts: Mapping[str, int], parts: tuple[Window, ...], *, longest_ms: int, samples: int
) -> Iterator[Piece]:
    """What to ask for, in the order of metrics and time: about `samples` at once, no longer."""
    whole_ms = sum(part.ms for part in parts)
    for metric, count in counts.items():
        wanted_ms = whole_ms * samples // max(count, 1)
        for name, part in zip(_PARTS, parts, strict=True):
            for window in part.divided(max(min(longest_ms, wanted_ms), _MINUTE_MS)):
                yield Piece(metric, window, name)


def kept_form(piece: Piece, answer: list[dict[str, Any]]) -> bytes:
    """The samples of an answer that are in the piece, a series per line, packed.

    The order of an answer is the server's own affair: lines and labels are sorted here.

    Raises:
        Malformed: a series is not what a range selector answers.
    """
    lines: list[str] = []
    for one in answer:
        try:
            labels = dict(sorted(one["metric"].items()))
            values = [pair for pair in one["values"] if piece.window.holds(round(pair[0] * 1000))]
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise Malformed(f"a series without samples of its own ({error!r})") from error
        if values:
            lines.append(json.dumps({"metric": labels, "values": values[_WANTED[piece.part]]}))
    return packed(sorted(lines))


def packed(lines: Sequence[str]) -> bytes:
    """Lines as a member of a packed file: members stand one after the other."""
    return gzip.compress("".join(f"{line}\n" for line in lines).encode(), 6, mtime=0)


def series_in(kept: bytes) -> Iterator[tuple[dict[str, str], list[tuple[float, str | None]]]]:
    """Labels and samples of each series in the kept bytes of a piece."""
    for line in gzip.decompress(kept).splitlines():
        one = json.loads(line)
        yield one["metric"], one["values"]


class Waiting:
    """The folder where answers of a slice wait until all are there; `signal` names the edition."""

    def __init__(self, root: Path, slice_id: str, signal: str) -> None:
        self._slice = root / slice_id
        self._folder = self._slice / hashlib.sha256(signal.encode()).hexdigest()[:16]

    def begin(self) -> None:
        """Drop what waits of other editions."""
        for other in self._slice.glob("*"):
            if other != self._folder:
                shutil.rmtree(other, ignore_errors=True)

    def get(self, piece: Piece) -> bytes | None:
        """The kept bytes of a piece, if they wait."""
        try:
            return (self._folder / piece.file_name).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, piece: Piece, kept: bytes) -> None:
        """Keep the bytes of a piece."""
        durable.write_atomically(self._folder / piece.file_name, kept)

    def end(self) -> None:
        """Nothing waits any more."""
        shutil.rmtree(self._slice, ignore_errors=True)
