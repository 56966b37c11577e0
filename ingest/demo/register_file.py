"""Writes rows as the CSV of a register.

Belongs here: the form of the file. Does not: any row.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

Row = Sequence[object]
"""Cells; the first row of a register is its header."""


def write_register(path: Path, rows: Iterable[Row]) -> Path:
    """Writes `rows`, the header first; the folder is made when absent."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return path
