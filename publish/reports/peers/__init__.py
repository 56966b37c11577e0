"""Ours beside theirs: each row of a peer's published reference, and why the figures differ."""

from publish.definition import Report
from publish.reports.peers import contents, differences, sheets

REPORT = Report(
    name="peers",
    title="Ours beside the peers'",
    tables=("rpt_audit__peers", "dim_entity", "published_run"),
    template="peers/page.html.j2",
    sheet=sheets.sheet,
    page=contents.page,
    tabs=sheets.tabs,
    notes=sheets.notes,
    breaches=differences.breaches,
)
