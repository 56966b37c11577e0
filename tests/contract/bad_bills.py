"""Every way we know in which a bill arrives broken: what is delivered, and what must be said of it.

Belongs here: the table. Does not: landing it (test_bad_bills.py and, through the command line,
tests/integration/test_bad_bills_through_the_command_line.py).
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.contract.samples.aws_cur import (
    PERIOD,
    deliver_bytes,
    deliver_month,
    manifest_path,
    packed,
    row,
    rows,
    text_of,
)


@dataclass(frozen=True)
class Bad:
    """A delivery into a bucket's folder; the words that the message must hold, place first."""

    deliver: Callable[[Path], None]
    place: str
    problem: str


def _cells(**cells: str) -> Callable[[Path], None]:
    """Three lines, of which the second has `cells`."""
    lines = [row(PERIOD), row(PERIOD, **cells), row(PERIOD)]
    return lambda bucket: deliver_month(bucket, PERIOD, [lines])


def _bytes(change: Callable[[bytes], bytes], suffix: str = ".csv") -> Callable[[Path], None]:
    """Three lines, packed, then changed."""
    content = packed(text_of(rows(PERIOD)), suffix)
    return lambda bucket: deliver_bytes(bucket, PERIOD, [change(content)], suffix=suffix)


def _text(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Three lines, changed, then packed."""
    content = change(text_of(rows(PERIOD)))
    return lambda bucket: deliver_bytes(bucket, PERIOD, [gzip.compress(content)])


def _manifest(**changes: object) -> Callable[[Path], None]:
    """A good delivery under a manifest with `changes`."""

    def deliver(bucket: Path) -> None:
        deliver_month(bucket, PERIOD, [rows(PERIOD)])
        path = manifest_path(bucket, PERIOD)
        path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))

    return deliver


def _lacking(column: str) -> Callable[[Path], None]:
    line = {name: cell for name, cell in row(PERIOD).items() if name != column}
    return lambda bucket: deliver_month(bucket, PERIOD, [[line]])


def _absent_file(bucket: Path) -> None:
    deliver_month(bucket, PERIOD, [rows(PERIOD), rows(PERIOD)])
    next(bucket.rglob("report-00002.csv.gz")).unlink()


def _two_manifests(bucket: Path) -> None:
    deliver_month(bucket, PERIOD, [rows(PERIOD)])
    path = manifest_path(bucket, PERIOD)
    (path.parent / "copy-of-report-Manifest.json").write_bytes(path.read_bytes())


def _twice(bucket: Path) -> None:
    deliver_month(bucket, PERIOD, [rows(PERIOD)])
    path = manifest_path(bucket, PERIOD)
    document = json.loads(path.read_text())
    path.write_text(json.dumps({**document, "reportKeys": document["reportKeys"] * 2}))


def _broken_manifest(bucket: Path) -> None:
    deliver_month(bucket, PERIOD, [rows(PERIOD)])
    path = manifest_path(bucket, PERIOD)
    path.write_text(path.read_text()[:-40])


def _two_in_a_zip(bucket: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", text_of(rows(PERIOD)))
        archive.writestr("b.csv", text_of(rows(PERIOD)))
    deliver_bytes(bucket, PERIOD, [out.getvalue()], suffix=".zip")


_FOLDER = f"acme/report/{manifest_path(Path(), PERIOD).parent.name}"

BAD: dict[str, Bad] = {
    "a ragged line": Bad(
        _text(lambda text: text[:-10] + b"\n"), "line 4", "the line has 15 cells, the header 16"
    ),
    "a line with a cell too many": Bad(
        _text(lambda text: text[:-2] + b",x\r\n"), "line 4", "17 cells, the header 16"
    ),
    "a quote that is never closed": Bad(
        _text(lambda text: text[:-3] + b'"2\r\n'), "line 4", "it is no CSV from here on"
    ),
    "a quote inside a cell": Bad(
        _text(lambda text: text[:-2] + b'"\r\n'), "the data", "opened and never closed"
    ),
    "a truncated gzip": Bad(
        _bytes(lambda packed: packed[:-15], ".csv.gz"), "after line", "ends or breaks there"
    ),
    "a damaged gzip": Bad(
        _bytes(lambda packed: packed[:-8] + b"\0" * 8, ".csv.gz"), "line", "ends or breaks there"
    ),
    "a truncated zip": Bad(
        _bytes(lambda packed: packed[:-15], ".zip"), "the zip's list of files", "ends or breaks"
    ),
    "two files in a zip": Bad(_two_in_a_zip, "the zip's list of files", "the zip holds 2 files"),
    "zero bytes": Bad(_bytes(lambda _: b"", ".csv.gz"), "the beginning", "it is empty"),
    "bytes that are not UTF-8": Bad(
        _text(lambda text: text.replace(b"RunInstances", b"Run\xffnstances", 1)),
        "line 2, column 10",
        "byte 0xff is not UTF-8",
    ),
    "another encoding": Bad(
        _bytes(lambda text: text.decode().encode("utf-16")), "line 1", "is not UTF-8"
    ),
    "a missing promised column": Bad(
        _lacking("lineItem/UnblendedCost"),
        "line 1",
        "promised columns are missing: line_item_unblended_cost",
    ),
    "a column that is there twice": Bad(
        _cells(lineItem__unblendedCost="2"), "line 1", "are both line_item_unblended_cost"
    ),
    "a cost that is no number": Bad(
        _cells(lineItem__UnblendedCost="1,5"),
        "row 2, column line_item_unblended_cost",
        "'1,5' is not a number",
    ),
    "a cost that is no finite amount": Bad(
        _cells(lineItem__UnblendedCost="inf"), "row 2, column", "'inf' is not a number"
    ),
    "a date that is none": Bad(
        _cells(lineItem__UsageStartDate="2025-13-01T00:00:00Z"),
        "row 2, column line_item_usage_start_date",
        "is not a moment in UTC",
    ),
    "a date before the first bill": Bad(
        _cells(lineItem__UsageStartDate="0001-01-01T00:00:00Z"),
        "row 2, column line_item_usage_start_date",
        "no time that a bill of 2025-10 speaks of",
    ),
    "a date far ahead": Bad(
        _cells(lineItem__UsageStartDate="9999-12-31T00:00:00Z"),
        "row 2, column line_item_usage_start_date",
        "no time that a bill of 2025-10 speaks of",
    ),
    "rows of another month": Bad(
        _cells(bill__BillingPeriodStartDate="2025-09-01T00:00:00Z"),
        "column bill_billing_period_start_date",
        "rows of 2025-09 in the folder of 2025-10",
    ),
    "rows of no month": Bad(
        _cells(bill__BillingPeriodStartDate=""),
        "column bill_billing_period_start_date",
        "rows of no month in the folder of 2025-10",
    ),
    "an absent file": Bad(_absent_file, "reportKeys[2]", "is named and does not exist"),
    "a count that differs": Bad(
        _manifest(rowCount=4), "the count of rows", "it states 4 rows, its files hold 3"
    ),
    "a manifest of another month": Bad(
        _manifest(billingPeriod={"start": "20250901T000000.000Z"}),
        "key billingPeriod",
        "it is of 2025-09 and lies in the folder of 2025-10",
    ),
    "a manifest that is cut": Bad(_broken_manifest, "line 1", "it is not JSON"),
    "a manifest without files": Bad(_manifest(reportKeys=None), "dataFiles", "no list of files"),
    "two manifests": Bad(_two_manifests, "the folder of the period", "it holds 2 manifests"),
    "a file that is named twice": Bad(_twice, "reportKeys[2]", "would count twice"),
    "a path out of the folder": Bad(
        _manifest(reportKeys=[f"{_FOLDER}/../../../../secret.csv.gz"]), "[1]", "lies outside"
    ),
    "a path into another report": Bad(
        _manifest(reportKeys=[f"acme/other/{_FOLDER.rsplit('/', 1)[-1]}/x.csv.gz"]),
        "[1]",
        "lies outside",
    ),
    "a path into another bucket": Bad(
        _manifest(reportKeys=["s3://other/report/x.csv.gz"]), "[1]", "lies outside"
    ),
    "a path on this machine": Bad(_manifest(reportKeys=["/etc/passwd"]), "[1]", "lies outside"),
    "a file of another kind": Bad(
        _manifest(reportKeys=[f"{_FOLDER}/report.xlsx"]), "[1]", "neither Parquet nor CSV"
    ),
}
