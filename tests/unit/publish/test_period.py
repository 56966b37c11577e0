"""A period is a month or a year, and holds every month in it."""

from datetime import date

import pytest

from publish import period
from publish.errors import BadPeriodError


def test_a_month_is_itself() -> None:
    december = period.parse("2025-12")

    assert list(december.months()) == [date(2025, 12, 1)]
    assert (december.slug, december.title) == ("2025-12", "Dec 2025")


def test_a_year_has_twelve_months() -> None:
    year = period.parse("2025")

    assert [month.month for month in year.months()] == list(range(1, 13))
    assert (year.slug, year.title) == ("2025", "Jan 2025 to Dec 2025")


def test_months_cross_the_year() -> None:
    covered = period.between(date(2025, 11, 1), date(2026, 2, 1))

    assert [f"{month:%Y-%m}" for month in covered.months()] == [
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    ]
    assert covered.slug == "2025-11_2026-02"


@pytest.mark.parametrize("text", ["", "2025-13", "2025-1", "25", "2025-12-01", "0000", "２０２５"])
def test_any_other_text_says_how_to_write_a_period(text: str) -> None:
    with pytest.raises(BadPeriodError, match="2025-12"):
        period.parse(text)


def test_no_data_is_no_month() -> None:
    assert list(period.between(None, None).months()) == []
