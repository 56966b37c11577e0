"""The page of the team and service report: inert, self-contained, and equal to the marts."""

import re
from decimal import Decimal

import duckdb

from publish import figures
from tests.unit.publish.conftest import Written
from tests.unit.publish.page_reader import PageReader
from tests.unit.publish.use import FORMULA, LONG_SERVICE, SCRIPT

_OWN_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section"),
    *("nav", "a", "h1", "h2", "h3", "p", "b", "i", "small", "span", "div", "ul", "li", "dl"),
    *("dt", "dd", "data", "figure", "figcaption", "svg", "pattern", "rect", "line", "text"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}


def _asked(written: Written, sql: str) -> list[tuple[Decimal, ...]]:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{written.published}' as published (read_only)")
        connection.execute("use published")
        return connection.execute(sql).fetchall()


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_no_markup_of_a_bill_survives(hostile: Written) -> None:
    page = PageReader(hostile.html)

    assert page.tags <= _OWN_TAGS
    assert SCRIPT not in hostile.html
    assert any(SCRIPT in text for text in page.texts)
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]


def test_nothing_is_fetched_and_nothing_runs(hostile: Written) -> None:
    page = PageReader(hostile.html)

    links = [value for _, name, value in page.attributes if name in ("href", "src", "srcset")]
    assert links
    assert all(link.startswith("#") for link in links)
    assert set(re.findall(r"url\((.)", hostile.html)) == {"#"}
    assert "@import" not in hostile.html
    policy = [value for tag, name, value in page.attributes if (tag, name) == ("meta", "content")]
    assert any(value.startswith("default-src 'none'") for value in policy)


def test_every_link_has_its_section(hostile: Written) -> None:
    page = PageReader(hostile.html)

    ids = {value for _, name, value in page.attributes if name == "id"}
    targets = {value[1:] for _, name, value in page.attributes if name == "href"}
    assert targets <= ids


def test_no_text_holds_a_control_character(hostile: Written) -> None:
    page = PageReader(hostile.html)

    assert 'Data "&␊platform' in page.texts
    assert not [text for text in page.texts if re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)]


def test_a_long_service_is_cut_on_the_page_and_whole_behind_it(hostile: Written) -> None:
    page = PageReader(hostile.html)

    assert ("span", "title", LONG_SERVICE) in page.attributes
    assert max(len(text) for text in page.texts if text.startswith("Amazon very-")) <= 96


def test_the_key_figures_are_the_sums_of_the_marts(hostile: Written) -> None:
    page = PageReader(hostile.html)
    ((location, market, mwh),) = _asked(
        hostile,
        """
        select sum(total_location_tco2e), sum(total_market_tco2e), sum(energy_kwh)
        from marts.rpt_ghg__team_service_monthly
        """,
    )

    assert Decimal(page.exact["total-location"]) == location
    assert Decimal(page.exact["total-market"]) == market
    assert Decimal(page.exact["total-energy"]) == mwh.scaleb(-3)


def test_location_is_never_added_to_market(hostile: Written) -> None:
    page = PageReader(hostile.html)

    total = Decimal(page.exact["total-location"]) + Decimal(page.exact["total-market"])
    assert f'value="{total}"' not in hostile.html


def test_every_table_has_the_same_totals(hostile: Written) -> None:
    page = PageReader(hostile.html)

    totals = [page.row(name, "Total") for name in ("by-month", "by-team")]
    services = page.row("by-service", "Total")
    assert totals[0][1:] == totals[1][1:] == services[2:]
    assert page.row("by-detail", "Total")[2:] == services[2:]


def test_a_team_is_the_sum_of_its_services(hostile: Written) -> None:
    page = PageReader(hostile.html)
    ((location, market),) = _asked(
        hostile,
        f"""
        select sum(total_location_tco2e), sum(total_market_tco2e)
        from marts.rpt_ghg__team_service_monthly where team_name = '{FORMULA}'
        """,
    )

    row = page.row("by-team", FORMULA)
    assert row[5] == figures.number(location, 3)
    assert row[8] == figures.number(market, 3)


def test_the_incomplete_share_stands_beside_every_market_total(hostile: Written) -> None:
    page = PageReader(hostile.html)

    ((share,),) = _asked(
        hostile,
        """
        select sum(market_incomplete_energy_kwh)::decimal(18, 6) / sum(energy_kwh)
        from marts.rpt_ghg__team_service_monthly
        """,
    )
    shown = f"{share * 100:.1f} %"
    key = _plain("".join(page.texts))
    assert f"{shown} of kWh incomplete" in key
    assert _plain(page.row("by-month", "Total")[9]) == shown
    assert _plain(page.row("by-scope", "Scope 3, category 1.1")[4]) == shown


def test_null_reads_not_available_and_never_zero(hostile: Written) -> None:
    page = PageReader(hostile.html)

    row = page.row("by-team", "Unattributed")
    assert row[1:3] == ["n/a", "n/a"]
    assert row[3:6] == ["1.500", "n/a", "1.500"]
    unknown = next(row for row in page.tables["by-service"] if row[1] == "+SUM(A1)")
    assert unknown[2:11] == ["n/a"] * 9


def test_costs_of_two_currencies_are_not_added(hostile: Written) -> None:
    page = PageReader(hostile.html)

    assert _plain(page.row("by-month", "Dec 2025")[-1]) == "−12.50 EUR · 123.46 USD"


def test_the_page_names_its_run_its_entity_and_its_reading(hostile: Written) -> None:
    text = "".join(PageReader(hostile.html).texts)

    for words in ("run-7", "2026-01-05 06:07:08 UTC", "Example & Söhne <GmbH>␛", "f00dfeed"):
        assert words in text
    assert "Scope 3, category 1.1" in text
    assert "Oct 2025 to Dec 2025" in text


def test_shares_of_cost_are_taken_within_a_currency(hostile: Written) -> None:
    page = PageReader(hostile.html)

    euros = [row for row in page.tables["coverage-table"][2:] if "EUR" in row[5]]
    assert [_plain(row[6]) for row in euros] == ["75.0 %", "25.0 %"]


def test_only_publishers_of_used_factors_are_named(hostile: Written) -> None:
    page = PageReader(hostile.html)

    publishers = page.tables["publishers"]
    assert publishers[1:] == [["EPA", "grid location", "eGRID2023", "public domain", "1"]]


def test_what_to_map_next_and_the_loads_are_listed(hostile: Written) -> None:
    page = PageReader(hostile.html)

    unmapped = page.tables["unmapped-table"][1]
    assert [_plain(cell) for cell in unmapped] == [
        "AWS",
        SCRIPT,
        "xx-nowhere-1",
        FORMULA,
        "7",
        "99.50 USD",
    ]
    assert page.row("load-table", "acme_aws__2025-10")[4:7] == ["current", "1,000", "123 kB"]
