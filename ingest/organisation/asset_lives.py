"""Lives of assets as they were estimated anew, from a day on.

Belongs here: the register's columns and row rules. Does not: the first estimate (assets.py), the
charge (SQL; a new life never changes what was charged before).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row, unique


class AssetLives(Register):
    """inputs/asset_lives.csv: an asset may have several rows."""

    kind = "organisation_asset_lives"
    register = "asset_lives.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "asset_id": "varchar",
        "valid_from": "date",
        "life_months": "bigint",
    }
    required = frozenset(columns)

    def check(self, rows: list[Row]) -> None:
        """An asset has one life at a time, of whole months."""
        unique(rows, "asset_id", "valid_from")
        for row in rows:
            remedy = "Write the whole life in months, counted from in-service"
            row.within("life_months", 1, 1200, remedy)
