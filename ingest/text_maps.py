"""Maps of text (tags, product attributes) from what providers write instead: columns, or JSON.

A key that comes twice in one row loses nothing: its second value is kept as `key#2`, and so on.
Belongs here: whole columns at a time. Does not: which column is which key.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from ingest.arrow import Array, DataType
from ingest.arrow import compute as pc

_BETWEEN = "\x1f"
Pairs = list[tuple[str, str]]


class NoMapError(ValueError):
    """A text is no JSON object of plain values; `index` is its place in the column."""

    def __init__(self, index: int, text: str) -> None:
        shown = text if len(text) <= 80 else f"{text[:80]}…"
        super().__init__(f"{shown!r} is not a JSON object of plain values")
        self.index = index


def numbered(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """`pairs` by key, each key once: what comes again under a key is `key#2`, `key#3` and so on."""
    seen: dict[str, str] = {}
    for key, value in pairs:
        name, number = key, 2
        while name in seen:
            name, number = f"{key}#{number}", number + 1
        seen[name] = value
    return sorted(seen.items())


def from_columns(keyed: Sequence[tuple[str, Array]], rows: int, kind: DataType) -> Array:
    """A map per row of the columns in `keyed` that have a value there, in the order of their keys.

    Of several columns with one key the first with a value gives it, the next give `key#2`, ….
    """
    columns = sorted(
        ((key, column) for key, column in _apart(keyed) if column.null_count < rows),
        key=lambda one: one[0],
    )
    if not columns:
        return pa.array([[]] * rows, kind)
    there = [column.is_valid() for _, column in columns]
    in_rows = pa.concat_arrays([pc.indices_nonzero(valid) for valid in there])
    codes = pa.concat_arrays(
        [
            pa.repeat(pa.scalar(code, pa.int32()), valid.true_count)
            for code, valid in enumerate(there)
        ]
    )
    values = pa.concat_arrays([column.drop_null().cast(kind.item_type) for _, column in columns])
    order = pc.sort_indices(in_rows)  # stable: within a row the keys stay in their order
    keys = pa.array([key for key, _ in columns], kind.key_type)
    return pa.MapArray.from_arrays(
        _offsets(there), keys.take(codes.take(order)), values.take(order), type=kind
    )


def from_json(texts: Array, kind: DataType) -> Array:
    """A map per text; null for null. Equal texts are read once: a bill repeats them endlessly.

    Raises:
        NoMapError: the first text that is not an object of plain values.
    """
    coded = texts.dictionary_encode()
    read = float if pa.types.is_floating(kind.item_type) else str
    parsed: list[list[tuple[str, Any]]] = []
    for code, text in enumerate(coded.dictionary.to_pylist()):
        try:
            parsed.append([(key, read(value)) for key, value in _pairs(text)])
        except (ValueError, RecursionError):
            raise NoMapError(coded.indices.index(code).as_py(), text) from None
    return pa.array(parsed, kind).take(coded.indices)


def to_json(maps: Array) -> Array:
    """The JSON object of every map of texts, keys in their order; of no map an empty object."""
    pairs = pc.binary_join_element_wise(_quoted(maps.keys), _quoted(maps.items), ":")
    texts = pc.binary_join(pa.ListArray.from_arrays(maps.offsets, pairs), ",")
    texts = pc.binary_join_element_wise("{", texts, "}", "")
    return pc.if_else(maps.is_valid(), texts, pa.scalar("{}"))


def joined(maps: Sequence[Array], kind: DataType) -> Array:
    """One map per row of several; a key with the same value in both is there once."""
    if len(maps) == 1:
        return maps[0]
    rows = zip(*(one.to_pylist() for one in maps), strict=True)
    return pa.array([_joined(row) for row in rows], kind)


def repeated_key(maps: Array) -> tuple[int, str] | None:
    """The first row of a map column that holds a key twice, and the key; None if there is none."""
    keys = pa.ListArray.from_arrays(maps.offsets, maps.keys.cast(pa.string()))
    # Rows share a few sets of keys, so each set is looked at once.
    sets = pc.binary_join(keys, _BETWEEN)
    for text in pc.unique(sets).to_pylist():
        names = text.split(_BETWEEN) if text else []
        if len(set(names)) < len(names):
            return sets.index(text).as_py(), next(name for name in names if names.count(name) > 1)
    return None


def _quoted(texts: Array) -> Array:
    """Texts as JSON spells them, each looked at once, however often it comes."""
    coded = texts.dictionary_encode()
    spelled = [json.dumps(text, ensure_ascii=False) for text in coded.dictionary.to_pylist()]
    return pc.fill_null(pa.array(spelled, pa.string()).take(coded.indices), "null")


def _offsets(there: Sequence[Array]) -> Array:
    """Where each row's pairs begin, and the last one's end."""
    counts = there[0].cast(pa.int32())
    for valid in there[1:]:
        counts = pc.add(counts, valid.cast(pa.int32()))
    return pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(counts)])


def _apart(keyed: Sequence[tuple[str, Array]]) -> list[tuple[str, Array]]:
    """The same columns with a key of its own for each, where several have one."""
    by_key: dict[str, list[Array]] = {}
    for key, column in keyed:
        by_key.setdefault(key, []).append(column)
    found: list[tuple[str, Array]] = []
    for key, columns in by_key.items():
        if len(columns) == 1:
            found.append((key, columns[0]))
            continue
        rows = zip(*(column.to_pylist() for column in columns), strict=True)
        packed = [[value for value in row if value is not None] for row in rows]
        for nth, column in enumerate(columns):
            values = [row[nth] if nth < len(row) else None for row in packed]
            name = f"{key}#{nth + 1}" if nth else key
            found.append((name, pa.array(values, column.type)))
    return found


def _pairs(text: str) -> Pairs:
    """The pairs of a JSON object. A null value is no value.

    Raises:
        ValueError: it is none, or a value in it is no plain one.
    """
    found = json.loads(text, object_pairs_hook=_Object)
    if not isinstance(found, _Object) or any(isinstance(value, list) for _, value in found):
        raise ValueError(text)
    return numbered((key, _text(value)) for key, value in found if value is not None)


class _Object(list[tuple[str, Any]]):
    """A JSON object as its pairs, repeated keys included."""


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _joined(row: Sequence[list[tuple[str, Any]] | None]) -> list[tuple[str, Any]] | None:
    if all(one is None for one in row):
        return None
    pairs = dict.fromkeys(pair for one in row for pair in one or ())
    return numbered(pairs)
