"""One FOCUS file read as landing reads it: its rows, or why it is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from ingest.errors import BadInput
from ingest.focus_file import write_months


def read(path: Path, *, period: str | None = None) -> list[dict[str, Any]]:
    """The rows that the file at `path` becomes."""
    into = path.parent / f"out-{path.name}"
    into.mkdir()
    files, rows = write_months(path, name=path.name, into=into, stem="0", period=period)
    tables = [pq.read_table(file.path) for file in files]
    assert sum(table.num_rows for table in tables) == rows
    return [row for table in tables for row in table.to_pylist()]


def refusal(path: Path, *, period: str | None = None) -> BadInput:
    """Why the file at `path` is refused."""
    with pytest.raises(BadInput) as refused:
        read(path, period=period)
    assert all((refused.value.file, refused.value.place, refused.value.remedy))
    return refused.value
