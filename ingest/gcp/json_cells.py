"""Cells of JSON in a flat file: records to their fields, repeated fields to lists.

Equal texts are read once, for a bill repeats them endlessly. Numbers keep their digits as text.
Belongs here: whole columns at a time. Does not: which column is what.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Collection, Mapping
from typing import Any

import pyarrow as pa

from ingest.arrow import Array, DataType
from ingest.errors import BadInput

_RECORD = pa.map_(pa.string(), pa.string())


def as_json(text: str) -> Any:
    """What `text` says, its numbers as the text they stand in.

    Raises:
        ValueError: it is no JSON.
    """
    return json.loads(text, parse_float=str, parse_int=str)


def lists_of(texts: Array, kind: DataType, *, name: str, column: str, first: int) -> Array:
    """The repeated field `column` from its JSON texts, as a list of records of type `kind`.

    Raises:
        BadInput: a text that is no list of records; `first` rows of the file stand before these.
    """

    def read(text: str) -> list[dict[str, Any]]:
        found = _list(text)
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise ValueError(text)
        return [{key: _plain(value) for key, value in one.items()} for one in found]

    return _each(texts, read, kind, name=name, column=column, first=first)


def expanded(
    columns: Mapping[str, Array], lists: Collection[str], *, name: str, first: int
) -> dict[str, Array]:
    """`columns` and, of those that are records in JSON, the fields that have no column themselves.

    Raises:
        BadInput: a text that looks like a record and is none.
    """
    found = dict(columns)
    for column, values in columns.items():
        if column in lists or not _is_record(values):
            continue

        def read(text: str) -> list[tuple[str, Any]]:
            record = as_json(text)
            if not isinstance(record, dict):
                raise ValueError(text)
            return [(key, _plain(value)) for key, value in record.items() if value is not None]

        records = _each(values, read, _RECORD, name=name, column=column, first=first)
        pairs = [dict(pairs or ()) for pairs in records.to_pylist()]
        for key in dict.fromkeys(key for record in pairs for key in record):
            field = [record.get(key) for record in pairs]
            found.setdefault(f"{column}_{key.lower()}", pa.array(field, pa.string()))
    return found


def _is_record(values: Array) -> bool:
    given = values.drop_null()
    return len(given) > 0 and given[0].as_py().startswith("{")


def _each(
    texts: Array,
    read: Callable[[str], Any],
    kind: DataType,
    *,
    name: str,
    column: str,
    first: int,
) -> Array:
    coded = texts.dictionary_encode()
    parsed: list[Any] = []
    for code, text in enumerate(coded.dictionary.to_pylist()):
        try:
            parsed.append(read(text))
        except (ValueError, SyntaxError, RecursionError):
            row = first + coded.indices.index(code).as_py() + 1
            shown = text if len(text) <= 80 else f"{text[:80]}…"
            what = "record" if kind == _RECORD else "list of records"
            place, problem = f"row {row}, column {column}", f"{shown!r} is not the JSON of a {what}"
            remedy = "Export the table again, nested columns as JSON"
            raise BadInput(name, place, problem, remedy) from None
    return pa.array(parsed, kind).take(coded.indices)


def _list(text: str) -> Any:
    """A list in JSON, or as Python prints one: some exporters write `[{'key': 'env'}]`."""
    if not text:
        return []
    try:
        return as_json(text)
    except ValueError:
        return ast.literal_eval(text)


def _plain(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
