"""FOCUS files of any vendor: billing periods where the folders tell them, else file by file.

Belongs here: which folders name a month. Does not: grouping files (delivered_files.py), reading
one (focus_file.py), its columns (focus_columns.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from ingest import focus_columns
from ingest.delivered_files import DeliveredFiles, NamedPeriod
from ingest.focus_file import SUFFIXES, write_months
from ingest.source import FetchedFile

# billing_period=2025-10, BILLING_PERIOD=2025-10-01, and the 20251001-20251031 of older exports.
_PERIOD_FOLDER = re.compile(
    r"(?:billing_?period=(\d{4})-?(0[1-9]|1[0-2])(?:-?\d{2})?|(\d{4})(0[1-9]|1[0-2])01-\d{8})", re.I
)


class Focus(DeliveredFiles):
    """A folder or a prefix that holds FOCUS files (CSV, CSV.gz, Parquet), or one file."""

    kind = "focus"
    columns = focus_columns.COLUMNS
    feeds_usage = True
    suffixes = SUFFIXES
    content = "FOCUS"
    remedy = "Keep the newest, or make each folder a source of its own; AWS has kind 'aws_focus'"

    def named_period(self, folders: Sequence[str]) -> NamedPeriod | None:
        """The billing month of the first folder that names one."""
        for depth, part in enumerate(folders, start=1):
            match = _PERIOD_FOLDER.fullmatch(part)
            if match:
                return NamedPeriod(f"{match[1] or match[3]}-{match[2] or match[4]}", depth)
        return None

    def months_of(self, label: str) -> tuple[str, ...]:
        """The month: every row below the folder is billed in it."""
        return (label,)

    def write(
        self, path: Path, *, name: str, into: Path, stem: str, label: str | None
    ) -> tuple[list[FetchedFile], int]:
        """Write one file by billing month, each row held against the month of its folder."""
        return write_months(path, name=name, into=into, stem=stem, period=label)
