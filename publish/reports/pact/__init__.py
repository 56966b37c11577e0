"""Product footprints of a fiscal year's services (PACT v3), as JSON for customers to take over."""

from publish.definition import Report
from publish.reports.inventory import fiscal
from publish.reports.pact import contents, exchange, sheets

REPORT = Report(
    name="pact",
    title="Product footprints",
    tables=(
        "rpt_pact__footprints",
        "rpt_ghg__inventory",
        "rpt_ghg__inventory_factors",
        "dim_entity",
        "published_run",
    ),
    template="pact/page.html.j2",
    sheet=sheets.sheet,
    page=contents.page,
    tabs=sheets.tabs,
    notes=sheets.notes,
    covered=fiscal.covered,
    documents={"json": exchange.documents},
)
