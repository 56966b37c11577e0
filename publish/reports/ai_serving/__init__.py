"""What a thousand requests of each service cost, its idle time, its training, its batch beside."""

from publish.definition import Report
from publish.reports.ai_serving import contents, sheets

REPORT = Report(
    name="ai-serving",
    title="Serving of models",
    tables=(
        "rpt_ai__per_1000_requests",
        "rpt_ai__batch_vs_on_demand",
        "rpt_ai__sci",
        "rpt_ai__what_if",
        "fct_ai_api_usage",
        "dim_entity",
        "published_run",
    ),
    template="ai_serving/page.html.j2",
    sheet=sheets.sheet,
    page=contents.page,
    tabs=sheets.tabs,
    notes=sheets.notes,
)
