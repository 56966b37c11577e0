"""Figures are rounded once, and what is not known is never a zero."""

from decimal import Decimal

import pytest

from publish import figures
from publish.figures import Money


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "n/a"),
        (Decimal(0), "0"),
        (Decimal("0.000123456"), "0.000123"),
        (Decimal("0.0456"), "0.0456"),
        (Decimal("1.7259"), "1.73"),
        (Decimal("173.9"), "174"),
        (Decimal("2358.6"), "2,359"),
        (Decimal("-12.34"), "−12.3"),
    ],
)
def test_a_figure_alone_has_three_significant_digits(value: Decimal | None, shown: str) -> None:
    assert figures.short(value) == shown


def test_a_column_shares_the_decimals_of_its_largest_value() -> None:
    values = [Decimal("0.1"), Decimal("12.5"), None]

    decimals = figures.decimals_for(values)

    assert [figures.number(value, decimals) for value in values] == ["0.10", "12.50", "n/a"]


def test_a_small_figure_is_never_shown_as_zero() -> None:
    assert figures.number(Decimal("0.001"), 2) == "<0.01"
    assert figures.number(Decimal("-0.001"), 2) == ">−0.01"
    assert figures.number(Decimal(0), 2) == "0.00"


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        (None, "n/a"),
        (Decimal(0), "0 %"),
        (Decimal("0.0001"), "<0.1 %"),
        (Decimal("0.62149"), "62.1 %"),
        (Decimal("0.99999"), ">99.9 %"),
        (Decimal(1), "100 %"),
    ],
)
def test_only_nothing_and_all_are_whole_per_cents(ratio: Decimal | None, shown: str) -> None:
    assert figures.percent(ratio).replace("\u202f", " ") == shown


def test_a_share_of_nothing_is_not_known() -> None:
    assert figures.share(Decimal(1), Decimal(0)) is None
    assert figures.share(None, Decimal(1)) is None


def test_sums_keep_thirty_eight_digits() -> None:
    large, small = Decimal("12345678901234567890123456789"), Decimal("0.000000001")

    assert figures.total([large, None, small]) == Decimal("12345678901234567890123456789.000000001")
    assert figures.total([None]) is None


def test_two_currencies_stand_beside_each_other() -> None:
    costs = [Money(Decimal("1234.567"), "USD"), Money(Decimal(-9), "EUR"), Money(None, "GBP")]

    assert figures.money(costs).replace("\u00a0", " ") == "1,234.57 USD · −9.00 EUR"
    assert figures.money([]) == "n/a"
