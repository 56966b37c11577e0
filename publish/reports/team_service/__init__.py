"""Monthly emissions per team and service: what each team's use emitted, and what it cost."""

from publish.definition import Report
from publish.reports.team_service import contents, measures, tabs

REPORT = Report(
    name="team-service",
    title="Emissions by team and service",
    tables=(
        "rpt_ghg__team_service_monthly",
        "rpt_audit__coverage",
        "rpt_audit__unmapped_usage",
        "rpt_audit__load_history",
        "fct_carbon_ledger_by_method",
        "bridge_factor_sets",
        "bridge_ledger_factor_sets",
        "dim_entity",
        "dim_factor",
        "published_run",
    ),
    template="team_service/page.html.j2",
    sheet=measures.sheet,
    page=contents.page,
    tabs=tabs.tabs,
    notes=tabs.notes,
    # Own hardware is charged for years before and after the first use.
    used="provider <> 'onprem' or total_location_tco2e is distinct from hardware_tco2e",
)
