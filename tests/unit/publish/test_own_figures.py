"""A provider's own figure stands beside what is still estimated, and both make the total."""

from __future__ import annotations

from decimal import Decimal

import pytest

from publish.reports.team_service import pictures, tabled
from publish.reports.team_service.measures import Measured


def _measured(own: str | None, *, hardware: str | None = "1", total: str = "10") -> Measured:
    return Measured(
        keys=("aws", "AmazonEC2"),
        energy_kwh=Decimal(1000),
        location=Decimal(4),
        hourly=Decimal(5),
        market=Decimal(2),
        incomplete_kwh=Decimal(0),
        hardware=None if hardware is None else Decimal(hardware),
        other=None,
        own_location=None if own is None else Decimal(own),
        own_market=None,
        total_location=Decimal(total),
        total_hourly=Decimal(6),
        total_market=Decimal(3),
        billed=(),
        effective=(),
    )


def test_what_the_total_is_made_of_fills_the_bar() -> None:
    for one in (_measured("5"), _measured(None, hardware="6")):
        widths = [Decimal(width) for *_, width in pictures.composition(one) if width]
        assert sum(widths) == 100


def test_an_own_figure_gets_its_column_and_the_row_adds_up() -> None:
    drawn = tabled.by_service([_measured("5")], _measured("5"))
    titles = [column.heading for column in drawn.columns]
    assert titles.count("Provider’s own") == 2
    at = titles.index("Electricity")
    assert [cell.text for cell in drawn.rows[0][at : at + 4]] == [
        "4.00",
        "1.00",
        "5.00",
        "10.00",
    ]


def test_without_an_own_figure_the_columns_are_those_of_the_estimate() -> None:
    drawn = tabled.by_service([_measured(None)], _measured(None))
    assert "Provider’s own" not in [column.heading for column in drawn.columns]


@pytest.mark.parametrize(("total", "rest"), [("9", None), ("10", Decimal(1))])
def test_hardware_that_nobody_knows_is_not_zero(total: str, rest: Decimal | None) -> None:
    assert _measured("5", hardware=None, total=total).rest_location == rest
