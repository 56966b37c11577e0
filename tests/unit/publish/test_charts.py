"""Charts place what they are given: nothing added, nothing hidden, nothing outside."""

from datetime import date
from decimal import Decimal

from publish.charts import bars, columns
from publish.charts.bars import Part, Ranked
from publish.charts.columns import Series
from publish.charts.drawing import Chart, Words, scale
from publish.reports.inventory import pictures
from publish.reports.inventory.lines import Line

_WORDS = Words("Title", "Subtitle", "t")
_MONTHS = [date(2025, 10, 1), date(2025, 11, 1)]


def _inside(chart: Chart) -> bool:
    return all(
        0 <= mark.x <= mark.x + mark.width <= chart.width + 0.01
        and 0 <= mark.y <= mark.y + mark.height <= chart.height + 0.01
        for mark in chart.marks
    )


def test_stacked_heights_are_proportional_to_their_values() -> None:
    one = Series("one", "c1", [Decimal(1), Decimal(2)])
    two = Series("two", "c2", [Decimal(3), None])

    chart = columns.stacked(_WORDS, _MONTHS, [one, two])

    heights = [mark.height for mark in chart.marks]
    assert len(heights) == 3
    assert abs(heights[1] / heights[0] - 3) < 0.01
    assert abs(heights[2] / heights[0] - 2) < 0.01
    assert chart.marks[1].y + chart.marks[1].height == chart.marks[0].y
    assert _inside(chart)


def test_a_negative_part_goes_below_the_axis() -> None:
    up, down = Series("up", "c1", [Decimal(4)]), Series("down", "c2", [Decimal(-1)])

    chart = columns.stacked(_WORDS, _MONTHS[:1], [up, down])

    axis = next(rule for rule in chart.rules if rule.role == "axis").y1
    assert chart.marks[0].y + chart.marks[0].height == axis
    assert chart.marks[1].y == axis
    assert _inside(chart)


def test_a_month_without_data_says_so() -> None:
    chart = columns.stacked(_WORDS, _MONTHS, [Series("one", "c1", [Decimal(1), None])])

    assert "no data" in [label.text for label in chart.labels]


def test_charts_of_nothing_are_drawn() -> None:
    assert columns.stacked(_WORDS, [], []).marks == []
    assert columns.grouped(_WORDS, [], []).marks == []
    assert bars.ranking(_WORDS, []).marks == []
    assert bars.shares(_WORDS, [("nothing", [])]).marks == []


def test_a_ranking_shows_names_cut_and_values_whole() -> None:
    chart = bars.ranking(_WORDS, [Ranked("x" * 300, Decimal(2)), Ranked("y", Decimal(-1))])

    names = [label.text for label in chart.labels if label.role == "name"]
    assert names[0].endswith("…")
    assert len(names[0]) < 100
    assert [label.text for label in chart.labels if label.role == "value"] == ["2.00", "−1.00"]
    assert _inside(chart)


def test_shares_fill_their_bar() -> None:
    parts = [Part("a", Decimal("0.25"), "k1", ""), Part("b", Decimal("0.75"), "k2", "")]

    chart = bars.shares(_WORDS, [("row", parts)])

    assert abs(chart.marks[1].width / chart.marks[0].width - 3) < 0.01
    assert chart.legend == [("k1", "a"), ("k2", "b")]
    assert _inside(chart)


def test_ticks_are_round_and_hold_the_values() -> None:
    axis = scale(0, 0.0935, 0, 100)

    assert [axis.tick_text(tick) for tick in axis.ticks()] == ["0", "0.05", "0.10"]


def test_what_providers_report_is_one_series_beside_the_components() -> None:
    month = date(2025, 12, 1)
    codes = ("upstream", "bundle:s1+s2_location", "bundle:s3", "bundle:new")
    rows = [
        Line((month, code), None, None, None, None, None, Decimal(number))
        for number, code in enumerate(codes, 1)
    ]

    chart = pictures.components_by_month([month], rows, "location")

    heights = [mark.height for mark in chart.marks]
    assert [title for _, title in chart.legend] == [
        "Upstream of electricity",
        "The provider's own figure",
    ]
    assert abs(heights[1] / heights[0] - 9) < 0.01
