"""A month of a grid publisher: told in another order, withdrawn, as all of them could."""

from __future__ import annotations

import json
from pathlib import Path

from tests.grid_apis import folder_of, told

MONTHS = 'since = "2025-10"\nuntil = "2025-10"\nsettle_months = 600\n'


def touch(home: Path) -> None:
    """The same points in another order."""
    (folder_of(home) / "points.json").write_text(json.dumps(told(home)[::-1]))


def withdraw(home: Path) -> None:
    """Only a later month is asked for."""
    file = home / "tonne.toml"
    file.write_text(file.read_text().replace("2025-10", "2025-11"))
