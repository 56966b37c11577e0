"""A value from a bill is never markup, never a formula, and never steers what shows it."""

import csv
from decimal import Decimal

import pytest

from publish import cells


def _read(line: str) -> list[str]:
    (record,) = csv.reader([line])
    return record


@pytest.mark.parametrize(
    "text",
    [
        "=cmd()",
        "+1",
        "-1",
        "@SUM(A1)",
        "  =1",
        "\t=1",
        "\tplain",
        "\rplain",
        "\nplain",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "﹦1",
        "\u22121",
        "\u00a0=1",
        "\u3000=1",
        "\ufeff=1",
        "\u200b=1",
        "\x00=1",
    ],
)
def test_a_formula_start_gets_an_apostrophe(text: str) -> None:
    (cell,) = _read(cells.csv_line([text]))

    assert cell.startswith("'")


@pytest.mark.parametrize("text", ["a=1", "m5.large", "Ökostrom", "", "'quoted'", "1+1", "a;b"])
def test_an_innocent_text_stays_what_it_is(text: str) -> None:
    assert _read(cells.csv_line([text])) == [text]


def test_what_follows_a_semicolon_is_no_formula_either() -> None:
    assert cells.without_formula("a; =1;b;@c") == "a;' =1;b;'@c"


def test_numbers_stay_numbers_with_every_digit() -> None:
    values = [Decimal("-0.000000001"), Decimal("1E+3"), Decimal("12.340"), -7, None, True]

    assert cells.csv_line(values) == "-0.000000001,1000,12.340,-7,,true\r\n"


def test_what_is_not_a_number_is_empty() -> None:
    assert cells.csv_line([Decimal("NaN"), float("inf")]) == ",\r\n"


def test_quotes_and_commas_come_back_as_they_were() -> None:
    assert _read(cells.csv_line(['a "b", c', "d"])) == ['a "b", c', "d"]


def test_control_and_direction_characters_are_shown_not_obeyed() -> None:
    shown = cells.visible("a\nb\r\t\x1b[31m\x7f\u202egpj\u2028\x85")

    assert shown == "a␊b␍␉␛[31m␡\\u202egpj\\u2028\\u0085"


def test_letters_of_every_script_stay_readable() -> None:
    text = "Zoë 東京 क्\u200dष 👩\u200d💻"

    assert cells.visible(text) == text


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    assert cells.shortened("x" * 300, 10) == "xxxxxxxxx…"
    assert cells.shortened("x" * 10, 10) == "x" * 10
