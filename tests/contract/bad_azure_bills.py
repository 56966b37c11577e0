"""Every way we know in which Azure's cost details arrive broken, and what must be said of it.

Belongs here: the table. Does not: landing it (test_bad_azure_bills.py).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.contract.samples.azure_cost import row, text_of, write_files, write_run

_AT = "2025-11-09T06:00:00Z"


@dataclass(frozen=True)
class Bad:
    """A run written into a workspace; the words that the message must hold, place first."""

    deliver: Callable[[Path], object]
    place: str
    problem: str


def _cells(**cells: str) -> Callable[[Path], object]:
    """Three lines, of which the second has `cells`."""
    lines = [row(), row(**cells), row()]
    return lambda home: write_run(home, [lines], run="bad", submitted=_AT)


def _bytes(change: Callable[[bytes], bytes], suffix: str = ".csv") -> Callable[[Path], object]:
    content = change(text_of([row()] * 3))
    files = {f"part_0_0001{suffix}": content}
    return lambda home: write_files(home, files, [3], run="bad", submitted=_AT)


def _manifest(**changes: Any) -> Callable[[Path], object]:
    return lambda home: write_run(home, [[row()] * 3], run="bad", submitted=_AT, **changes)


def _lacking(column: str) -> Callable[[Path], object]:
    line = {name: cell for name, cell in row().items() if name != column}
    return lambda home: write_run(home, [[line]], run="bad", submitted=_AT)


def _absent_file(home: Path) -> None:
    folder = write_run(home, [[row()], [row()]], run="bad", submitted=_AT)
    (folder / "part_1_0001.csv.gz").unlink()


def _cut_manifest(home: Path) -> None:
    """What cannot be read cannot say when it was submitted; its own time makes it the newest."""
    folder = write_run(home, [[row()]], run="bad", submitted=_AT)
    path = folder / "manifest.json"
    path.write_text(path.read_text()[:-40])


def _named(*names: str) -> Callable[[Path], object]:
    def deliver(home: Path) -> None:
        folder = write_run(home, [[row()]], run="bad", submitted=_AT)
        path = folder / "manifest.json"
        document = json.loads(path.read_text())
        above = document["blobs"][0]["blobName"].rpartition("/")[0]
        document["blobs"] = [{"blobName": name.replace("{}", above)} for name in names]
        document["blobCount"] = len(names)
        path.write_text(json.dumps(document))

    return deliver


BAD: dict[str, Bad] = {
    "a ragged line": Bad(_bytes(lambda text: text[:-12] + b"\n"), "line 4", "the header 24"),
    "a quote that is never closed": Bad(
        _bytes(lambda text: text[:-3] + b'"2\r\n'), "the data", "opened and never closed"
    ),
    "a truncated gzip": Bad(
        _bytes(lambda text: gzip.compress(text)[:-15], ".csv.gz"), "after line", "ends or breaks"
    ),
    "zero bytes": Bad(_bytes(lambda _: b""), "the whole file", "it is empty"),
    "bytes that are not UTF-8": Bad(
        _bytes(lambda text: text.replace(b"Virtual", b"Virt\xff", 1)), "line 2", "is not UTF-8"
    ),
    "no Parquet": Bad(
        _bytes(lambda text: b"PAR1" + text, ".snappy.parquet"), "footer", "it cannot be read"
    ),
    "no cost": Bad(_lacking("Cost"), "line 1", "promised columns are missing: cost"),
    "no currency": Bad(_lacking("BillingCurrency"), "line 1", "missing: billing_currency"),
    "a cost that is empty": Bad(_cells(Cost=""), "row 2, column Cost", "it is empty"),
    "a cost that is no number": Bad(_cells(Cost="1,5"), "row 2, column Cost", "is not a number"),
    "a cost that is no amount": Bad(_cells(Cost="inf"), "row 2, column Cost", "is not a number"),
    "a date that is none": Bad(_cells(Date="13/45/2025"), "column Date", "no date that can be"),
    "a date far away": Bad(_cells(Date="10/04/1025"), "row 2, column Date", "no bill is of that"),
    "tags that are none": Bad(_cells(Tags="{team}"), "row 2, column Tags", "not a JSON object"),
    "rows of another month": Bad(
        _cells(Date="09/04/2025", BillingPeriodStartDate="09/01/2025"), "row 2", "not of 2025-10"
    ),
    "an absent file": Bad(_absent_file, "blobs[2]", "is named and does not exist"),
    "a count of a file that differs": Bad(
        _manifest(blobCount=3), "key blobCount", "it states 3 files and names 1"
    ),
    "a count of rows that differs": Bad(
        _manifest(dataRowCount=4), "the count of rows", "the manifest states 4 rows, it holds 3"
    ),
    "a manifest that is cut": Bad(_cut_manifest, "line 1", "it is not JSON"),
    "a manifest without files": Bad(_manifest(blobs="x"), "key blobs", "no list of files"),
    "a file that is named twice": Bad(
        _named("{}/part_0_0001.csv.gz", "{}/part_0_0001.csv.gz"), "blobs[2]", "would count twice"
    ),
    "a path out of the folder": Bad(
        _named("{}/../../../secret.csv"), "blobs[1]", "outside the folder of its run"
    ),
    "a path on this machine": Bad(_named("/etc/passwd"), "blobs[1]", "outside the folder"),
    "a file of another kind": Bad(_named("{}/costs.xlsx"), "blobs[1]", "neither CSV nor Parquet"),
}
