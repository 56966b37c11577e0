"""CSV that keeps its contract becomes typed columns; other CSV is refused by line and column."""

from __future__ import annotations

import gzip
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import BadInput
from ingest.typed_csv import CsvContract, read_typed

CONTRACT = CsvContract(
    "facts.csv",
    {
        "id": "varchar",
        "amount": "double",
        "count": "bigint",
        "good": "boolean",
        "at": "timestamp",
        "day": "date",
    },
    required={"id", "amount"},
)
HEADER = "id,amount,count,good,at,day\n"


def rows(path: Path, content: str | bytes) -> list[dict[str, Any]]:
    path = path / "facts.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [row for batch in read_typed(path, CONTRACT) for row in batch.columns.to_pylist()]


def refusal(path: Path, content: str | bytes) -> BadInput:
    with pytest.raises(BadInput) as caught:
        rows(path, content)
    assert caught.value.file == "facts.csv"
    assert caught.value.remedy
    return caught.value


def test_text_becomes_values_of_the_promised_types(tmp_path: Path) -> None:
    line = 'a,1.5,7,TRUE,2025-10-01T13:00:00Z,2025-10-02\n"b,c",-2e-3,,,,\n'
    assert rows(tmp_path, HEADER + line) == [
        {
            "id": "a",
            "amount": 1.5,
            "count": 7,
            "good": True,
            "at": datetime(2025, 10, 1, 13),
            "day": date(2025, 10, 2),
        },
        {"id": "b,c", "amount": -0.002, "count": None, "good": None, "at": None, "day": None},
    ]


def test_columns_may_stand_in_any_order_and_optional_ones_may_be_left_out(tmp_path: Path) -> None:
    [row] = rows(tmp_path, "amount,id\n1,a\n")
    assert (row["id"], row["amount"], row["count"]) == ("a", 1.0, None)
    assert list(row) == list(CONTRACT.columns)


@pytest.mark.parametrize(
    "text", ["2025-10-01 13:00", "2025-10-01T13:00:00+00:00", "2025-10-01 13:00:00 UTC"]
)
def test_moments_are_utc_however_they_say_so(tmp_path: Path, text: str) -> None:
    [row] = rows(tmp_path, f"id,amount,at\na,1,{text}\n")
    assert row["at"] == datetime(2025, 10, 1, 13)


def test_a_spreadsheets_byte_order_mark_windows_line_ends_and_blank_lines_do_not_matter(
    tmp_path: Path,
) -> None:
    content = b"\xef\xbb\xbfid,amount\r\n\r\na , 1\r\n\r\n"
    assert [(row["id"], row["amount"]) for row in rows(tmp_path, content)] == [("a", 1.0)]


def test_gzip_is_read_whatever_its_name(tmp_path: Path) -> None:
    assert len(rows(tmp_path, gzip.compress(b"id,amount\na,1\n"))) == 1


def test_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    assert rows(tmp_path, HEADER) == []


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        ("", "line 1", "lacks id, amount"),
        ("id\na\n", "line 1", "lacks amount"),
        ("id,amuont\na,1\n", "line 1, column 2", "Did you mean amount"),
        ("id;amount\na;1\n", "line 1, column 1", "by commas"),
        ("id,amount,id\na,1,b\n", "line 1, column 3", "twice"),
        ("id,amount\na,1\nb\n", "line 3, column amount", "1 cells, the header 2"),
        ("id,amount\na,1,2\n", "line 2, column 3", "3 cells, the header 2"),
        ("id,amount\na,\n", "line 2, column amount", "empty"),
        ('id,amount\n"a\nb",1\nc,x\n', "line 4, column amount", "'x' is not a number"),
        ("id,amount\na,nan\n", "line 2, column amount", "'nan'"),
        ("id,amount\na,inf\n", "line 2, column amount", "'inf'"),
        ('id,amount\na,"1,5"\n', "line 2, column amount", "decimal mark"),
        ("id,amount\na,1_000\n", "line 2, column amount", "'1_000'"),
        ("id,amount\na,1e26\n", "line 2, column amount", "'1e26'"),
        ("id,amount,count\na,1,1.5\n", "line 2, column count", "whole number"),
        ("id,amount,count\na,1,99999999999999999999\n", "line 2, column count", "whole number"),
        ("id,amount,good\na,1,yes\n", "line 2, column good", "true or false"),
        ("id,amount,at\na,1,2025-10-01T13:00:00+02:00\n", "line 2, column at", "UTC"),
        ("id,amount,at\na,1,01.10.2025\n", "line 2, column at", "UTC"),
        ("id,amount,day\na,1,2025-02-30\n", "line 2, column day", "a date"),
        ('id,amount\n"a,1\nb,2\n', "line 2", "no CSV from here on"),
        ('id,amount\n"a"x,1\n', "line 2", "no CSV from here on"),
        (b"id,amount\na,1\nb\xe4r,2\n", "line 3, column 1", "0xe4 is not UTF-8"),
        ("id,amount\na,1\n".encode("utf-16"), "line 1, column 1", "not UTF-8"),
        (gzip.compress(HEADER.encode() * 999, mtime=0)[:-20], "after line", "compressed data"),
        (gzip.compress(b"", mtime=0)[:5], "the beginning", "compressed data"),
        ("id,amount\n" + "a" * 1_100_000, "line 2", "longer than"),
    ],
)
def test_what_breaks_the_contract_is_named_by_place(
    tmp_path: Path, content: str | bytes, place: str, words: str
) -> None:
    refused = refusal(tmp_path, content)
    assert refused.place.startswith(place)
    assert words in str(refused)


def test_a_line_far_into_the_file_is_named_exactly(tmp_path: Path) -> None:
    good = "".join(f"a{number},{number}\n" for number in range(150_000))
    refused = refusal(tmp_path, f"id,amount\n{good}b,bad\n")
    assert refused.place == "line 150002, column amount"
