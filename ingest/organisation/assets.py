"""Hardware and buildings: bought when, embodied how much, alive how long, gone where.

Belongs here: the register's columns and row rules. Does not: components' values (seeds), lives
estimated anew (asset_lives.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row, unique

_KINDS = ("server", "accelerator", "network", "storage", "building")
_RECOGNITIONS = ("capitalised", "expensed", "finance_lease", "operating_lease", "second_hand")
_EMBODIED = ("embodied_kgco2e", "embodied_low_kgco2e", "embodied_high_kgco2e")


class Assets(Register):
    """inputs/assets.csv: `quantity` pieces of one purchase; embodied, mass and count per piece."""

    kind = "organisation_assets"
    register = "assets.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "asset_id": "varchar",
        "asset_kind": "varchar",
        "description": "varchar",
        "site_id": "varchar",
        "quantity": "bigint",
        "accelerator_count": "bigint",
        "acquired_on": "date",
        "in_service_on": "date",
        "embodied_kgco2e": "double",
        "embodied_low_kgco2e": "double",
        "embodied_high_kgco2e": "double",
        "embodied_source": "varchar",
        "life_months": "bigint",
        "recognition": "varchar",
        "mass_kg": "double",
        "disposed_on": "date",
        "disposal_route": "varchar",
    }
    required = frozenset(
        {"asset_id", "asset_kind", "site_id", "quantity", "acquired_on", "recognition"}
    )

    def check(self, rows: list[Row]) -> None:
        """An asset is listed once, its days follow each other and its range holds its value."""
        unique(rows, "asset_id")
        for row in rows:
            row.one_of("asset_kind", _KINDS)
            row.one_of("recognition", _RECOGNITIONS)
            row.within("quantity", 1, float("inf"), "Write how many pieces were bought together")
            row.within("life_months", 1, 1200, "Write months, or nothing for the kind's default")
            row.not_negative("accelerator_count", "mass_kg", *_EMBODIED)
            _check_days(row)
            _check_embodied(row)


def _check_days(row: Row) -> None:
    remedy = "An asset is acquired, then in service, then disposed of; correct the wrong day"
    for first, last in (
        ("acquired_on", "in_service_on"),
        ("acquired_on", "disposed_on"),
        ("in_service_on", "disposed_on"),
    ):
        row.in_order(first, last, may_be_equal=True, remedy=remedy)
    if row["disposal_route"] is not None:
        row.needs("disposed_on", "A route needs the day of the disposal; or empty the route")
        row.shaped("disposal_route", "[a-z][a-z0-9_]*", "a route in small letters, such as resale")


def _check_embodied(row: Row) -> None:
    if row["embodied_low_kgco2e"] is not None or row["embodied_high_kgco2e"] is not None:
        row.needs("embodied_kgco2e", "A range needs its value; or empty low and high")
    if row["embodied_kgco2e"] is not None:
        row.needs("embodied_source", "Say where the value is from: document, edition, page")
    remedy = "low <= value <= high"
    row.in_order("embodied_low_kgco2e", "embodied_kgco2e", may_be_equal=True, remedy=remedy)
    row.in_order("embodied_kgco2e", "embodied_high_kgco2e", may_be_equal=True, remedy=remedy)
