"""The folder a user owns, and the names inside it.

Belongs here: paths. Does not: what the files hold, or making them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Workspace:
    """The folder that holds everything of one reporter, and the names inside it."""

    home: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "home", Path(self.home).expanduser().resolve())

    @property
    def settings_file(self) -> Path:
        """Which sources, where, whose."""
        return self.home / "tonne.toml"

    @property
    def inputs(self) -> Path:
        """The registers, as CSV."""
        return self.home / "inputs"

    @property
    def books(self) -> Path:
        """Closes and postings of the ledger, each a file; written by the closing commands only."""
        return self.home / "books"

    @property
    def lake(self) -> Path:
        """Landed bytes; written by landing only."""
        return self.home / "lake"

    @property
    def warehouse(self) -> Path:
        """The database that a run writes."""
        return self.home / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """The only database that readers open."""
        return self.home / "published" / "marts.duckdb"

    @property
    def reports(self) -> Path:
        """Rendered reports."""
        return self.home / "reports"

    @property
    def state(self) -> Path:
        """The writer's lock, the scheduler's home, logs."""
        return self.home / ".tonne"
