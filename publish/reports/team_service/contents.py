"""What the report's page shows, in the order in which the template asks for it."""

from collections.abc import Mapping

from publish import coverage, figures, ledger
from publish.identity import identity
from publish.period import Period
from publish.reading import Marts
from publish.reports.team_service import evidence, pictures, tabled
from publish.reports.team_service.measures import Measured, measured


def page(marts: Marts, period: Period) -> Mapping[str, object]:
    """Every variable of `page.html.j2`."""
    (total,) = measured(marts, period)
    return {
        "total": total,
        "key": _key_figures(total),
        "composition": pictures.composition(total),
        "has_rows": bool(total.effective) or total.total_location is not None,
        **identity(marts),
        **_charts_and_tables(marts, period, total),
        **_evidence(marts, period),
    }


def _key_figures(total: Measured) -> dict[str, object]:
    """The figures at the top, each rounded on its own and exact behind."""
    return {
        "location": figures.short(total.total_location),
        "location_exact": figures.exact(total.total_location),
        "market": figures.short(total.total_market),
        "market_exact": figures.exact(total.total_market),
        "incomplete": figures.percent(total.incomplete),
        "incomplete_mwh": figures.short(figures.thousandth(total.incomplete_kwh)),
        "energy": figures.short(figures.thousandth(total.energy_kwh)),
        "energy_exact": figures.exact(figures.thousandth(total.energy_kwh)),
        "costs": [
            (
                effective.currency,
                figures.number(effective.amount, 2),
                figures.number(billed.amount, 2),
            )
            for effective, billed in zip(total.effective, total.billed, strict=True)
        ],
    }


def _charts_and_tables(marts: Marts, period: Period, total: Measured) -> dict[str, object]:
    """Everything about teams, services and months."""
    months = list(period.months())
    monthly = measured(marts, period, ["activity_month"])
    teams = measured(marts, period, ["team_id", "team_name"])
    services = measured(marts, period, ["provider", "service_name"])
    owned = measured(marts, period, ["activity_month", "team_id", "team_name"])
    keys = ["activity_month", "team_id", "team_name", "provider", "service_name"]
    return {
        "team_chart": pictures.teams_by_month(months, teams, owned),
        "method_chart": pictures.methods_by_month(months, monthly),
        "service_chart": pictures.top_services(services),
        "month_table": tabled.by_month(monthly, total),
        "team_table": tabled.by_team(teams, total),
        "service_table": tabled.by_service(services, total),
        "detail_table": tabled.detail(measured(marts, period, keys), owned, total),
        "scope_table": tabled.by_scope(ledger.booked(marts, period, ledger.SCOPE)),
    }


def _evidence(marts: Marts, period: Period) -> dict[str, object]:
    """Everything about what the figures rest on."""
    rows = coverage.coverage_rows(marts, period)
    unmapped_table, unmapped_count = evidence.unmapped(marts)
    load_table, load_count = evidence.loads(marts)
    return {
        "coverage_chart": coverage.coverage_chart(rows),
        "coverage_table": coverage.coverage(rows),
        "unmapped_table": unmapped_table,
        "unmapped_count": unmapped_count,
        "load_table": load_table,
        "load_count": load_count,
        "publisher_table": evidence.publishers(marts, period),
    }
