"""A table held against a newer publication: what is new, what differs, and writing it.

Belongs here: comparing rows by key, keeping what did not change as it is. Does not: reading the
publisher's format.
"""

from __future__ import annotations

import csv
import io
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from urllib.error import URLError

from ingest.durable import write_atomically
from ingest.errors import Absent, Unreachable
from orchestration.factor_tables.publications import Publication, Row

MOST_CHANGE = Decimal("0.005")
"""Publishers correct digits; a larger change of what was published asks for a person."""

_MOST_BYTES = 256 * 1024 * 1024
_SECONDS = 60


@dataclass(frozen=True)
class Change:
    """A value that differs from what the table holds."""

    key: tuple[str, ...]
    before: Decimal
    after: Decimal

    @property
    def share(self) -> Decimal:
        """The change as a ratio of the value before."""
        return abs(self.after / self.before - 1)


@dataclass(frozen=True)
class Refreshed:
    """A table as it would be: `rows` in their order, what is `added` and `changed` in it."""

    columns: Sequence[str]
    rows: Sequence[Row]
    added: Sequence[tuple[str, ...]]
    changed: Sequence[Change]

    def history(self, most: Decimal = MOST_CHANGE) -> list[Change]:
        """The changes that rewrite history."""
        return [one for one in self.changed if one.share > most]


def fetched(url: str) -> bytes:
    """The bytes at a URL (http, https or file).

    Raises:
        Unreachable: they could not be had.
    """
    request = urllib.request.Request(url, headers={"User-Agent": "tonne"})
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
            content: bytes = answer.read(_MOST_BYTES + 1)
    except (URLError, OSError, ValueError) as error:
        message = f"{url} cannot be had: {error}. Fetch it by hand and give --from FILE."
        raise Unreachable(message, "unanswered") from error
    if len(content) > _MOST_BYTES:
        raise Unreachable(f"{url} is larger than {_MOST_BYTES} bytes.")
    return content


def given(file: Path) -> bytes:
    """The bytes of a file that somebody fetched.

    Raises:
        Absent: there is no such file.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise Absent(f"{file} cannot be read: {error.strerror}.") from error


def compared(table: Path, publication: Publication, content: bytes, name: str) -> Refreshed:
    """The table with the newer rows; rows whose value did not change stay as they are.

    Raises:
        BadInput: the publication cannot be read.
    """
    with table.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        held = {_key(row, publication): row for row in reader}
        columns = list(reader.fieldnames or ())
    dated = publication.key.index("month") if "month" in publication.key else -1
    first = min(key[dated] for key in held)
    rows: dict[tuple[str, ...], Mapping[str, str]] = dict(held)
    added: list[tuple[str, ...]] = []
    changed: list[Change] = []
    for row in publication.read(content, name, first):
        key, value = _key(row, publication), publication.value
        before = held.get(key)
        if before is None:
            added.append(key)
        elif Decimal(before[value]) != Decimal(row[value]):
            changed.append(Change(key, Decimal(before[value]), Decimal(row[value])))
        else:
            continue
        rows[key] = row
    ordered = [rows[key] for key in sorted(rows)]
    return Refreshed(columns, ordered, sorted(added), sorted(changed, key=lambda one: one.key))


def write(table: Path, refreshed: Refreshed) -> None:
    """Put the refreshed table in the place of the old one, atomically."""
    text = io.StringIO()
    writer = csv.DictWriter(text, refreshed.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(refreshed.rows)
    write_atomically(table, text.getvalue().encode())


def _key(row: Row, publication: Publication) -> tuple[str, ...]:
    return tuple(row[column] for column in publication.key)
