"""Tags arrive as columns, as JSON or as maps, and none is lost where two have one key."""

from __future__ import annotations

from random import Random

import duckdb
import pyarrow as pa
import pytest

from ingest.text_maps import (
    NoMapError,
    from_columns,
    from_json,
    joined,
    numbered,
    repeated_key,
    to_json,
)

TEXTS = pa.map_(pa.string(), pa.string())
NUMBERS = pa.map_(pa.string(), pa.float64())


def _column(*values: str | None) -> pa.Array:
    return pa.array(values, pa.string())


def test_a_map_holds_the_columns_that_have_a_value_in_the_order_of_their_keys() -> None:
    keyed = [("b", _column("1", None, None)), ("a", _column("2", "3", None))]
    made = from_columns(keyed, 3, TEXTS)
    made.validate(full=True)
    assert made.to_pylist() == [[("a", "2"), ("b", "1")], [("a", "3")], []]


def test_columns_are_made_to_maps_as_one_would_by_hand() -> None:
    random = Random(7)
    keys = [f"k{number}" for number in range(9)]
    rows = [{k: random.choice([None, "x", "é"]) for k in keys} for _ in range(200)]
    keyed = [(key, _column(*(row[key] for row in rows))) for key in keys]
    expected = [[(k, v) for k, v in row.items() if v is not None] for row in rows]
    assert from_columns(keyed, 200, TEXTS).to_pylist() == expected


def test_columns_with_one_key_give_it_their_values_one_after_the_other() -> None:
    keyed = [("t", _column("a", None, "c")), ("t", _column(None, "b", "d"))]
    expected = [[("t", "a")], [("t", "b")], [("t", "c"), ("t#2", "d")]]
    assert from_columns(keyed, 3, TEXTS).to_pylist() == expected


def test_no_column_with_a_value_gives_empty_maps() -> None:
    assert from_columns([("a", _column(None, None))], 2, TEXTS).to_pylist() == [[], []]


def test_json_is_read_with_every_value_as_text() -> None:
    texts = _column('{"b":"x","a":1.50,"n":null,"t":true}', None, "{}")
    expected = [[("a", "1.5"), ("b", "x"), ("t", "true")], None, []]
    assert from_json(texts, TEXTS).to_pylist() == expected


def test_json_of_numbers_is_read_as_numbers() -> None:
    assert from_json(_column('{"edp":-0.5}'), NUMBERS).to_pylist() == [[("edp", -0.5)]]


@pytest.mark.parametrize(
    "text", ["", "x", "[]", '"a"', '{"a":[1]}', '{"a":{"b":1}}', '{"a":1', "[" * 100_000]
)
def test_what_is_no_object_of_plain_values_is_named_by_row(text: str) -> None:
    with pytest.raises(NoMapError) as refused:
        from_json(_column("{}", text), TEXTS)
    assert refused.value.index == 1


def test_a_map_is_spelled_as_duckdb_spells_it() -> None:
    rows = [[("team", "a"), ("env", 'pro"d\\')], None, [], [("größe", "\n,{}")], [("none", None)]]
    maps = pa.array(rows, TEXTS)
    query = "select coalesce(cast(to_json(tags) as varchar), '{}') from bill"
    for begin in range(len(rows) + 1):
        bill = pa.table({"tags": maps.slice(begin)})
        with duckdb.connect() as connection:
            expected = [text for (text,) in connection.register("bill", bill).sql(query).fetchall()]
        assert to_json(maps.slice(begin)).to_pylist() == expected


def test_a_word_is_no_number() -> None:
    with pytest.raises(NoMapError):
        from_json(_column('{"edp":"much"}'), NUMBERS)


def test_two_maps_of_a_row_become_one() -> None:
    left = pa.array([[("a", "1")], None, [("a", "1")]], TEXTS)
    right = pa.array([[("a", "1"), ("b", "2")], None, [("a", "3")]], TEXTS)
    expected = [[("a", "1"), ("b", "2")], None, [("a", "1"), ("a#2", "3")]]
    assert joined([left, right], TEXTS).to_pylist() == expected


def test_a_number_that_is_taken_is_not_given_twice() -> None:
    pairs = [("a", "1"), ("a#2", "2"), ("a", "3")]
    assert numbered(pairs) == [("a", "1"), ("a#2", "2"), ("a#3", "3")]


def test_a_key_that_is_there_twice_is_found_in_its_row() -> None:
    maps = pa.array([[("a", "1"), ("b", "1")], None, [], [("b", "1"), ("b", "2")]], TEXTS)
    assert repeated_key(maps) == (3, "b")
    assert repeated_key(maps.slice(0, 3)) is None
    assert repeated_key(maps.slice(2)) == (1, "b")
    assert repeated_key(maps.slice(0, 0)) is None
