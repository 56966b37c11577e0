"""The one page of a training run: what all its attempts emitted, and what else could have been."""

import re
from dataclasses import replace
from functools import partial

from publish.definition import Report
from publish.reports.ai_run import contents, sheets

_NOT_OF_A_FILE = re.compile(r"[^A-Za-z0-9._-]+")


def _of(run: str) -> Report:
    """The report of one run; without it, that of the largest of the period."""
    return replace(
        REPORT,
        name=f"{REPORT.name}_{_NOT_OF_A_FILE.sub('-', run)}",
        sheet=partial(sheets.sheet, run=run),
        page=partial(contents.page, run=run),
        tabs=partial(sheets.tabs, run=run),
    )


REPORT = Report(
    name="ai-run",
    title="Run report",
    tables=("rpt_ai__run_report", "rpt_ai__sci", "rpt_ai__what_if", "dim_entity", "published_run"),
    template="ai_run/page.html.j2",
    sheet=sheets.sheet,
    page=contents.page,
    tabs=sheets.tabs,
    notes=sheets.notes,
    of=_of,
)
