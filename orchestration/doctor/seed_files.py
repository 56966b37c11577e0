"""The shipped tables as rows of text, for what the doctor says about factors."""

from __future__ import annotations

import csv

from orchestration.dbt_project import CODE_ROOT


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a CSV below `seeds/`."""
    with (CODE_ROOT / "seeds" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
