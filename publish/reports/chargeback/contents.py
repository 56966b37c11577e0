"""What the chargeback's page shows, in the order in which the template asks for it."""

from collections.abc import Mapping, Sequence

from publish import figures
from publish.identity import identity
from publish.period import Period
from publish.reading import Marts, Row
from publish.reports.chargeback import pictures, statements, tabled, totals, wording
from publish.reports.chargeback.totals import Charged


def page(marts: Marts, period: Period) -> Mapping[str, object]:
    """Every variable of `page.html.j2`."""
    rows = statements.statements(marts, period)
    lines, changes = statements.lines(marts, period), statements.changes(marts, period)
    budgets = statements.budgets(marts, period)
    latest = [row for row in budgets if row["is_latest"]]
    months, teams, total = statements.months(rows), totals.by_team(rows), totals.total(rows)
    return {
        **identity(marts),
        "has_rows": bool(rows),
        "key": _key_figures(total),
        "terms": _terms(lines),
        "team_chart": pictures.teams_by_month(months, rows, teams),
        "kind_chart": pictures.kinds_by_month(months, rows),
        "change_chart": pictures.changes_by_month(changes),
        "budget_chart": pictures.budgets_left(latest),
        "team_table": tabled.by_team(teams, total),
        "month_table": tabled.by_month(months, rows),
        "part_table": tabled.parts(rows, teams),
        "change_table": tabled.changes(changes),
        "budget_table": tabled.budgets(latest),
        "bridge_table": tabled.bridge(statements.bridge(marts, period)),
        "unheard_of": _unheard_of(latest),
    }


def _key_figures(total: Charged) -> dict[str, str]:
    """The figures at the top, each rounded on its own and exact behind."""
    found = {"charged": total.tonnes("charged_kgco2e"), "market": total.tonnes("market_kgco2e")}
    found |= {"location": total.tonnes("location_kgco2e"), "up": total.tonnes("true_up_kgco2e")}
    found |= {"nobody": total.tonnes("unattributed_kgco2e")}
    return {
        **{name: figures.short(value) for name, value in found.items()},
        **{f"{name}_exact": figures.exact(value) for name, value in found.items()},
        "money": figures.money(total.charged),
        "cost": figures.money(total.cost),
        "energy": figures.short(figures.thousandth(total.sums["energy_kwh"])),
        "water": figures.short(figures.thousandth(total.water_l)),
        "nobody_share": figures.percent(figures.share(found["nobody"], found["charged"])),
    }


def _terms(lines: Sequence[Row]) -> dict[str, str]:
    """By what is charged, at which prices, and who answers for what has no team."""
    prices = sorted(
        {
            f"{figures.short(figures.decimal(row['price_per_tco2e']))} {row['currency']} "
            f"of {row['price_year']}, {wording.price(row['price_kind'])}"
            for row in lines
            if row["price_per_tco2e"] is not None
        }
    )
    owners = sorted({row["unattributed_owner"] for row in lines if row["unattributed_owner"]})
    return {
        "method": " and ".join(sorted({row["method"] for row in lines})) or "nothing",
        "prices": "; ".join(prices) or "none in force",
        "owners": ", ".join(owners) or "nobody: all is attributed",
    }


def _unheard_of(latest: Sequence[Row]) -> str:
    """Subjects of budgets of which nothing was ever booked: often a name that is spelt wrong."""
    return "; ".join(
        f"{row['budget_id']}: {row['unknown_subjects']}"
        for row in latest
        if row["unknown_subjects"]
    )
