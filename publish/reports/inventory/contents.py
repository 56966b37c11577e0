"""What the inventory's page shows, in the order in which the template asks for it."""

from collections.abc import Mapping

from publish import coverage, figures
from publish.identity import identity
from publish.period import Period
from publish.reading import Marts
from publish.reports.inventory import factors, fiscal, lines, pictures, statement, tabled
from publish.reports.inventory.lines import Line


def page(marts: Marts, period: Period) -> Mapping[str, object]:
    """Every variable of `page.html.j2`."""
    (total,) = lines.lines(marts, period)
    method = lines.stated_method(marts, period)
    missing = fiscal.missing(marts, period)
    return {
        **identity(marts),
        "year": fiscal.title(period),
        "method": method,
        "has_rows": total.location is not None or total.market is not None,
        "key": _key_figures(marts, period, total),
        "statement": statement.sentences(marts, period),
        "missing_words": fiscal.in_words(missing),
        "missing_table": tabled.missing_months(missing),
        **_lines(marts, period, total, method),
        **_evidence(marts, period),
    }


def _key_figures(marts: Marts, period: Period, total: Line) -> dict[str, str]:
    """The figures at the top, each rounded on its own and exact behind."""
    return {
        "stated": figures.short(total.stated),
        "stated_exact": figures.exact(total.stated),
        "location": figures.short(total.location),
        "location_exact": figures.exact(total.location),
        "market": figures.short(total.market),
        "market_exact": figures.exact(total.market),
        "incomplete": figures.percent(total.incomplete),
        "energy": figures.short(figures.thousandth(total.energy_kwh)),
        "energy_exact": figures.exact(figures.thousandth(total.energy_kwh)),
        "lifecycle": figures.percent(lines.lifecycle_share(marts, period)),
    }


def _lines(marts: Marts, period: Period, total: Line, method: str) -> dict[str, object]:
    """The inventory itself."""
    months = list(period.months())
    of_lines = lines.by_scope(marts, period)
    parts = lines.by_scope(marts, period, "component", "evidence_tier")
    monthly = lines.lines(marts, period, ["activity_month"])
    stacked = lines.lines(marts, period, ["activity_month", "component"])
    return {
        "line_table": tabled.by_line(of_lines, total, method),
        "component_table": tabled.by_component(parts, of_lines, total, method),
        "month_table": tabled.by_month(monthly, total, method),
        "component_chart": pictures.components_by_month(months, stacked, method),
        "method_chart": pictures.methods_by_month(months, monthly),
    }


def _evidence(marts: Marts, period: Period) -> dict[str, object]:
    """What the figures rest on, and what they leave out."""
    rows = coverage.coverage_rows(marts, period)
    keys = ["provider", "region_id", "intensity_level", "boundary", "market_basis"]
    energy = lines.energy(marts, period, keys)
    rungs = lines.shares_of_energy(marts, period, "intensity_level")
    bases = lines.shares_of_energy(marts, period, "market_basis")
    return {
        "coverage_table": coverage.coverage(rows),
        "coverage_chart": coverage.coverage_chart(rows),
        "energy_table": tabled.resting(energy),
        "region_chart": pictures.largest_regions(energy),
        "rest_chart": pictures.what_energy_rests_on(rungs, bases),
        "absent_table": tabled.not_estimated(lines.not_estimated(marts, period)),
        "factor_table": tabled.factor_list(factors.used(marts, period)),
    }
