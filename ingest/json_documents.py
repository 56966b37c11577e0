"""The JSON documents of a file: one over the whole file, or one per line.

Belongs here: text to documents, each with its place. Does not: what a document says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ingest.csv_lines import Bytes, lines_of
from ingest.errors import BadInput

_LIMIT_BYTES = 256 * 1024 * 1024


def documents(handle: Bytes, *, name: str, remedy: str) -> Iterator[tuple[str, Any]]:
    """Each document of an opened file, called `name` in messages, and the line it begins on.

    Raises:
        BadInput: it is no JSON; `remedy` is what helps.
    """
    lines = lines_of(handle, name=name, limit=_LIMIT_BYTES)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            document = json.loads(line)
        except json.JSONDecodeError:
            document = _whole(line, lines, name, place, remedy)
        yield place, document


def _whole(line: str, lines: Iterator[str], name: str, place: str, remedy: str) -> Any:
    """A document over many lines, of which `line` is the first."""
    held = [line]
    size = 0
    for more in lines:
        held.append(more)
        size += len(more)
        if size > _LIMIT_BYTES:
            problem = f"a document is larger than {_LIMIT_BYTES} bytes"
            raise BadInput(name, place, problem, "Export shorter times, or a document per line")
    try:
        return json.loads("".join(held))
    except json.JSONDecodeError as error:
        problem = f"it is no JSON from its line {error.lineno} on ({error.msg})"
        raise BadInput(name, place, problem, remedy) from None
