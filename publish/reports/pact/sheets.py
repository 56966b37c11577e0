"""Footprints for machines: their CSV and the sheets of their workbook."""

from collections.abc import Sequence

from publish import identity
from publish.definition import Sheet, Tab
from publish.period import Period
from publish.reading import Marts
from publish.record_tabs import record_tab
from publish.reports.inventory.sheets import factor_tab
from publish.reports.pact import footprints


def sheet(marts: Marts, period: Period) -> Sheet:
    """Every footprint of the year, unrounded."""
    rows = footprints.of_year(marts, period)
    published = identity.run(marts).get("run_id")
    header = [*(rows[0] if rows else ("service_id",)), "published_by_run"]
    return Sheet(header, [[*row.values(), published] for row in rows])


def tabs(marts: Marts, period: Period) -> Sequence[Tab]:
    """The footprints, and the factors of the year's inventory."""
    rows = footprints.of_year(marts, period)
    return [record_tab("Footprints", rows, "service_id"), factor_tab(marts, period)]


def notes(_: Marts, __: Period) -> Sequence[str]:
    """What must be known before a footprint is passed on."""
    return (
        "Location-based; idle time of provisioned replicas and amortised hardware are inside.",
        "A footprint per 1,000 requests and one per GPU hour are two readings of the same service, "
        "never added.",
        "Training of a model is left out; its share over the use so far stands beside.",
        "Shares of what the hosts booked, never added to the inventory.",
        "Land, biomass and mass are declared, not measured: see the seed pact_declarations.",
    )
