"""What each team is charged for: statements, what changed, budgets; a workbook per team."""

from publish.definition import Report
from publish.reports.chargeback import books, contents, sheets, statements

REPORT = Report(
    name="chargeback",
    title="Chargeback",
    tables=(
        "rpt_chargeback__statements",
        "rpt_chargeback__bridge",
        "rpt_chargeback__budgets",
        "rpt_chargeback__change",
        "fct_chargeback_lines",
        "dim_entity",
        "published_run",
    ),
    template="chargeback/page.html.j2",
    sheet=sheets.sheet,
    page=contents.page,
    tabs=sheets.tabs,
    notes=sheets.notes,
    covered=statements.covered,
    books=books.of_teams,
)
