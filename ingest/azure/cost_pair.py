"""The files of one month, of one type of cost or of both, as typed Parquet.

Belongs here: whether actual and amortized stand side by side, which decides what each line gives.
Does not: fetching files, or what is in one (cost_file.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.azure.cost_file import Told, check_not_empty, write_months
from ingest.errors import BadInput
from ingest.source import FetchedFile


@dataclass(frozen=True)
class Kept:
    """A fetched file, what is known of it, and the rows that a manifest states for it, if any."""

    path: Path
    told: Told
    rows: int | None = None


@dataclass(frozen=True)
class Written:
    """What became of the files of a month: Parquet, and rows by type of cost."""

    files: tuple[FetchedFile, ...]
    rows: Counter[str]


def write_month(kept: Sequence[Kept], into: Path, *, redeliver: str) -> Written:
    """Write the files `kept` to Parquet in `into`.

    A month that only one type of cost has lines of is no pair: these lines tell both costs alone.

    Raises:
        BadInput: a file cannot be read, breaks the contract, or has other than its stated rows;
            `redeliver` is what helps then.
    """
    for one in kept:
        check_not_empty(one.path, one.told.name)
    types = {one.told.cost_type for one in kept}
    written = _write(kept, into, is_paired=len(types) > 1, redeliver=redeliver)
    if len(types) > 1 and not all(written.rows[one] for one in types):
        written = _write(kept, into, is_paired=False, redeliver=redeliver)
    return written


def _write(kept: Sequence[Kept], into: Path, *, is_paired: bool, redeliver: str) -> Written:
    files: list[FetchedFile] = []
    rows: Counter[str] = Counter()
    for number, one in enumerate(kept):
        told = replace(one.told, is_paired=is_paired)
        stem = f"{told.cost_type}-{number}"
        made, count = write_months(one.path, told, into=into, stem=stem)
        check_count(told.name, one.rows, count, redeliver)
        files += made
        rows[told.cost_type] += count
    return Written(tuple(files), rows)


def check_count(name: str, stated: int | None, rows: int, redeliver: str) -> None:
    """Hold that no row was lost on the way, where a manifest states how many there are.

    Raises:
        BadInput: there are others.
    """
    if stated is not None and stated != rows:
        problem = f"the manifest states {stated} rows, it holds {rows}"
        raise BadInput(name, "the count of rows", problem, redeliver)
