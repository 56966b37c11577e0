"""The GHG inventory of a fiscal year: every line with its basis, its evidence and its factors."""

from publish.definition import Report
from publish.reports.inventory import contents, fiscal, sheets, statement

REPORT = Report(
    name="inventory",
    title="Greenhouse gas inventory",
    tables=(
        "rpt_ghg__inventory",
        "rpt_ghg__inventory_energy",
        "rpt_ghg__inventory_factors",
        "rpt_audit__coverage",
        "rpt_audit__load_history",
        "rpt_audit__not_estimated",
        "dim_entity",
        "published_run",
    ),
    template="inventory/page.html.j2",
    sheet=sheets.sheet,
    page=contents.page,
    tabs=sheets.tabs,
    notes=statement.sentences,
    covered=fiscal.covered,
)
