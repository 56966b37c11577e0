"""A copy of the code whose factors a test may change, and seeds read as they stand.

Belongs here: reading and replacing seeds, copying what a run needs. Does not: what a test changes.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.pipeline import REPOSITORY

SeedRow = dict[str, str]

_RUNS = ("ingest", "orchestration", "publish", "dbt_project", "seeds")


def seed(name: str, code: Path = REPOSITORY) -> list[SeedRow]:
    """The rows of a seed as text; an empty cell is an empty text."""
    with _file(name, code).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def replace_seed(code: Path, name: str, change: Callable[[SeedRow], SeedRow | None]) -> int:
    """Pass every row of a copied seed through `change`; None drops it.

    Returns:
        How many rows are now other than they were, dropped ones included.
    """
    assert code != REPOSITORY, "the project's own seeds are not a test's to change"
    rows = seed(name, code)
    changed = [change(dict(row)) for row in rows]
    kept = [row for row in changed if row is not None]
    with _file(name, code).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    return sum(before != after for before, after in zip(rows, changed, strict=True))


def copy_code(to: Path) -> Path:
    """Copy what a run needs: packages, models and seeds, all files of its own."""
    made = shutil.ignore_patterns("__pycache__", "target", "logs")
    for folder in _RUNS:
        shutil.copytree(REPOSITORY / folder, to / folder, ignore=made)
    return to


def runs_from(code: Path) -> dict[str, str]:
    """The environment in which `tonne` is the copy, wherever it is started."""
    return {"PYTHONPATH": str(code), "PYTHONSAFEPATH": "1"}


def only(rows: Sequence[SeedRow], **wanted: str) -> SeedRow:
    """The one row whose columns hold what is wanted."""
    found = [row for row in rows if all(row[key] == value for key, value in wanted.items())]
    assert len(found) == 1, f"{len(found)} rows hold {wanted}"
    return found[0]


def _file(name: str, code: Path) -> Path:
    [file] = (code / "seeds").rglob(f"{name}.csv")
    return file
