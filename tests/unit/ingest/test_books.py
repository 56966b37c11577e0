"""A book is what two people closed, byte for byte, after the one before; or it is refused."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest import parquet
from ingest.book_columns import ENTRY, HASHED
from ingest.book_file import verified
from ingest.book_hashes import checksum, row_hashes
from ingest.errors import BadInput
from ingest.lake import Lake
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured
from tests.books_home import edit
from tests.contract.samples.books import BOOK, SLICE, write_book

_SECOND = "0002-close-2025-11"
_FLIPS = 60


def _land(home: Path) -> dict[str, Landed]:
    (home / "tonne.toml").touch()
    [source] = configured(load_settings(home), Workspace(home))
    return {one.slice_id: one for one in land_source(source, Lake(home / "lake"))}


def _file(home: Path, book: str = BOOK) -> Path:
    return home / "books" / f"{book}.parquet"


def test_a_row_hash_is_what_sql_makes_of_the_row() -> None:
    amounts = [0, 1, -1, 0.000000001, -0.000000001, "12345678901234567890.123456789", None, 0.5]
    rows = [
        {
            "ledger_entry_id": f"id {number}", "activity_month": f"2025-1{number % 3}-01",
            "scope": number, "is_market_complete": number % 2 == 0, "kgco2e": amount,
            "energy_kwh": amount, "entry_reason": "a|b" if number else None,
        }
        for number, amount in enumerate(amounts)
    ]  # fmt: skip
    given = pa.table(
        {
            name: [None if one.get(name) is None else str(one[name]) for one in rows]
            for name in HASHED
        },
        schema=pa.schema([(name, pa.string()) for name in HASHED]),
    )
    typed = ", ".join(f"cast({name} as {ENTRY[name]}) as {name}" for name in HASHED)
    texts = ", ".join(f"coalesce(cast({name} as varchar), '~')" for name in HASHED)
    with duckdb.connect() as connection:
        connection.register("given", given)
        connection.execute(f"create table entries as select {typed} from given")
        entries = connection.execute("from entries").to_arrow_table()
        hashed = f"select md5(concat_ws('|', {texts})) from entries"
        expected = [one for (one,) in connection.execute(hashed).fetchall()]

    assert len(set(expected)) == len(rows)
    schema = parquet.arrow_schema({name: ENTRY[name] for name in HASHED})
    assert row_hashes(entries.cast(schema)) == expected


def test_a_checksum_depends_on_every_row_and_on_the_book_before_and_on_no_order() -> None:
    assert checksum(["a", "b"], "x") == checksum(["b", "a"], "x")
    others = [checksum(["a"], "x"), checksum(["a", "b"], ""), checksum([], "x")]
    assert len({checksum(["a", "b"], "x"), *others}) == 4


@pytest.mark.parametrize(
    ("row", "change", "place"),
    [
        (2, {"kgco2e": 2}, "entry 1"),
        (2, {"row_hash": "0" * 32}, "entry 1"),
        (2, {"book_id": "0001-close-2025-09"}, "book_id"),
        (2, {"record_kind": "factor", "details": "{}"}, "checksum"),
        (0, {"approved_by": "somebody"}, "approved_by"),
        (0, {"details": json.dumps({"package_version": "1"})}, "seal"),
        (1, {"details": '{"factor_id": "grid.de", "value": 0.36}'}, "seal"),
        (1, {"record_kind": "note"}, "record_kind"),
    ],
)
def test_an_edited_value_is_found(home: Path, row: int, change: dict[str, Any], place: str) -> None:
    write_book(home)
    verified(_file(home), name="the book")
    edit(_file(home), row, **change)

    with pytest.raises(BadInput, match=place):
        verified(_file(home), name="the book")
    assert _land(home)[SLICE].status == "quarantined"


def test_an_event_that_was_edited_on_every_row_is_found_by_its_seal(home: Path) -> None:
    write_book(home)
    for row in range(3):
        edit(_file(home), row, approved_by="somebody")

    with pytest.raises(BadInput, match="seal"):
        verified(_file(home), name="the book")


def test_no_edited_byte_brings_another_row_into_the_lake(home: Path) -> None:
    write_book(home)
    whole, rows = _file(home).read_bytes(), pq.ParquetFile(_file(home)).read().to_pylist()
    chance = Random(1)
    statuses: set[str] = set()
    for number in range(_FLIPS):
        other = home / str(number)
        (other / "books").mkdir(parents=True)
        edited = bytearray(whole)
        edited[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        _file(other).write_bytes(edited)
        landed = _land(other)[SLICE]
        statuses.add(landed.status)
        if landed.status == "landed":  # a byte that no row is made of
            assert pq.ParquetFile(_file(other)).read().to_pylist() == rows

    assert "quarantined" in statuses


def test_an_edited_byte_of_a_landed_book_is_refused_wherever_it_is(home: Path) -> None:
    write_book(home)
    landed = _land(home)[SLICE]
    whole = _file(home).read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // _FLIPS)):
        edited = bytearray(whole)
        edited[place] ^= 1
        _file(home).write_bytes(edited)
        refused = _land(home)[SLICE]
        assert (refused.status, refused.version) == ("quarantined", landed.version)
        assert str(_file(home)) in refused.message

    _file(home).write_bytes(whole)
    assert _land(home)[SLICE].status == "unchanged"


def test_books_follow_on_one_another(home: Path) -> None:
    first = write_book(home)
    write_book(home, book_id=_SECOND, sequence=2, previous=first.checksum)

    assert {one.status for one in _land(home).values()} == {"landed"}
    assert len(_land(home)) == 2


@pytest.mark.parametrize(
    ("second", "problem"),
    [
        ({"previous": "0" * 32}, "does not follow on 0001-close-2025-10"),
        ({"sequence": 3, "book_id": "0003-close-2025-11"}, "it is book 3"),
        ({"book_id": "0002-close-2025-11", "sequence": 1}, "it was written as"),
        ({"approved_by": None}, "no second person"),
        ({"approved_by": "controller"}, "no second person"),
    ],
)
def test_a_book_that_does_not_follow_is_refused_and_the_others_land(
    home: Path, second: dict[str, Any], problem: str
) -> None:
    first = write_book(home)
    given: dict[str, Any] = {
        "book_id": _SECOND,
        "sequence": 2,
        "previous": first.checksum,
        **second,
    }
    write_book(home, **given)

    landed = _land(home)
    assert landed[SLICE].status == "landed"
    assert landed[f"books__{given['book_id']}"].status == "quarantined"
    assert problem in landed[f"books__{given['book_id']}"].message


def test_a_book_after_one_that_lacks_is_refused(home: Path) -> None:
    first = write_book(home)
    write_book(home, book_id=_SECOND, sequence=2, previous=first.checksum)
    _file(home).unlink()

    assert "it is book 2, and none is before" in _land(home)[f"books__{_SECOND}"].message


def test_a_book_under_another_name_is_refused(home: Path) -> None:
    write_book(home)
    _file(home).rename(_file(home, "0001-close-2025-12"))

    assert "was written as 0001-close-2025-10" in _land(home)["books__0001-close-2025-12"].message


def test_what_waits_for_a_second_person_is_no_book(home: Path) -> None:
    write_book(home, approved_by=None)
    prepared = home / "books/prepared/2025-10.parquet"
    prepared.parent.mkdir()
    _file(home).rename(prepared)

    assert _land(home) == {}


def test_a_changed_copy_in_the_lake_is_set_aside_and_landed_again(home: Path) -> None:
    write_book(home)
    _land(home)
    lake = Lake(home / "lake")
    [(_, _, copy)] = lake.current_files("books")
    whole = copy.read_bytes()
    copy.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))

    again = _land(home)[SLICE]
    assert (again.status, copy.read_bytes()) == ("landed", whole)
    assert "set aside" in again.message
    assert len(list(copy.parents[1].glob(".damaged-*"))) == 1
    assert _land(home)[SLICE].status == "unchanged"
