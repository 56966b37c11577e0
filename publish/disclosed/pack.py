"""A pack: the disclosure tables of one framework or of all, for every format but the page.

Belongs here: what the CSV, the workbook, the JSON and the bar of a pack hold. Does not: the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from publish import identity, texts
from publish.definition import Document, Sheet, Tab
from publish.disclosed import cover, fiscal, grids, records, rows, sheets, sums
from publish.disclosed.rows import Disclosed
from publish.period import Period
from publish.reading import Marts
from publish.record_tabs import record_tab


@dataclass(frozen=True, slots=True)
class Pack:
    """The disclosed cells that a report shows: of a framework whose requirements begin alike.

    Attributes:
        name: of the report, as a person types it.
        title: of the report.
        framework: none for all.
        requirement: how the requirements of its rows begin.
    """

    name: str
    title: str
    framework: str | None = None
    requirement: str = ""

    def rows(self, marts: Marts, period: Period) -> list[Disclosed]:
        """Every disclosed cell of the pack's year."""
        found = rows.of_year(marts, fiscal.year(period), self.framework)
        return [one for one in found if one.requirement.startswith(self.requirement)]

    def sheet(self, marts: Marts, period: Period) -> Sheet:
        """Every cell unrounded, one record each, with the run that published it."""
        run_id = identity.run(marts).get("run_id")
        header = ["mart", *rows.COMMON, "run_id"]
        return Sheet(
            header,
            ([*one.told().values(), run_id] for one in self.rows(marts, period)),
        )

    def tabs(self, marts: Marts, period: Period) -> Sequence[Tab]:
        """Cover, standing, one sheet per table, checks, and how the figures came to be."""
        found = self.rows(marts, period)
        placed = sheets.placed(grids.grids(found))
        last = [
            sheets.checks(placed),
            *records.tabs(marts, period, fiscal.year(period)),
        ]
        between = [
            record_tab("Frameworks", cover.standing(marts, found), "framework"),
            *(sheets.tab(one) for one in placed),
        ]
        names = [one.name for one in (*between, *last)]
        return [cover.tab(self.title, marts, period, found, names), *between, *last]

    def notes(self, marts: Marts, period: Period) -> Sequence[str]:
        """What must be known before a figure is used."""
        return (
            cover.NOT_A_FILING,
            "Statutory view: hardware of own assets counts in the year of acquisition.",
            "Location and market measure the same use: read one of them, never their sum.",
            "An empty cell is not known or does not apply, and the reason stands beside. It is "
            "never zero.",
            f"Books: {cover.books(marts, period)}.",
        )

    def breaches(self, marts: Marts, period: Period) -> Sequence[str]:
        """Totals that no rounding reconciles with their parts."""
        return sums.broken(self.rows(marts, period))

    def as_json(self, marts: Marts, period: Period) -> Sequence[Document]:
        """The pack for machines: decimals are strings with all their digits."""
        found = self.rows(marts, period)
        value = {
            **identity.head(self.name, self.title, marts, period),
            "note": cover.NOT_A_FILING,
            "books": cover.books(marts, period),
            "cells_sha256": cover.checksum(found),
            "frameworks": [dict(row) for row in cover.standing(marts, found)],
            "cells": [one.told() | {"further": dict(one.further)} for one in found],
        }
        return [Document(".json", texts.written([texts.as_json(value)]))]
