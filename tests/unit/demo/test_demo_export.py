"""How the made-up company's export lies in its bucket."""

from __future__ import annotations

import csv
import hashlib
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.demo import DemoCompany, Layout, write_company

RowsOf = Callable[..., pl.DataFrame]
EXPORT = Path("clouds/aws/exports/lumenfold-cur2")


def _hashes(home: Path) -> dict[str, str]:
    files = [*home.rglob("*.parquet"), *home.rglob("*.csv*"), home / "tonne.toml"]
    files += (home / "clouds/azure").rglob("*.json")  # AWS's manifests name the folder they lie in
    return {
        str(f.relative_to(home)): hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(files)
    }


def _manifest(home: Path, period: str, export: Path = EXPORT) -> dict[str, object]:
    folder = home / export / "metadata" / f"BILLING_PERIOD={period}"
    return json.loads((folder / f"{export.name}-Manifest.json").read_text())


def test_the_same_arguments_write_the_same_bytes(small: DemoCompany, tmp_path: Path) -> None:
    write_company(tmp_path, lines=6_000)
    assert _hashes(tmp_path) == _hashes(small.home)


def test_another_seed_writes_other_rows(small: DemoCompany, tmp_path: Path) -> None:
    write_company(tmp_path, lines=6_000, seed=8)
    first = f"{EXPORT}/data/BILLING_PERIOD=2025-10/{EXPORT.name}-00001.snappy.parquet"
    assert _hashes(tmp_path)[first] != _hashes(small.home)[first]


def test_the_company_says_how_many_lines_it_wrote(small: DemoCompany, bill: pl.DataFrame) -> None:
    assert sum(small.lines.values()) == bill.height
    assert abs(bill.height - 6_000) <= 120


def test_a_file_has_the_columns_and_types_of_aws(small: DemoCompany) -> None:
    file = next((small.home / EXPORT / "data").rglob("*.parquet"))
    schema = pq.read_schema(file)
    text = pa.string()
    assert len(schema) == 126
    assert schema.field("line_item_usage_account_id").type == text
    assert schema.field("line_item_unblended_rate").type == text
    assert schema.field("line_item_unblended_cost").type == pa.float64()
    assert schema.field("line_item_usage_start_date").type == pa.timestamp("ms")
    assert pa.types.is_map(schema.field("resource_tags").type)
    assert schema.field("product").type.item_type == text
    assert schema.field("discount").type.item_type == pa.float64()
    assert pq.ParquetFile(file).metadata.row_group(0).column(0).compression == "SNAPPY"


def test_the_columns_are_those_that_aws_publishes(shared_dir: Path, bill: pl.DataFrame) -> None:
    with (shared_dir / "data/billing/aws/data_exports_columns.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if "CUR 2.0" in row["table"]]
    # the export does not ask for the IAM principal
    assert set(bill.columns) == {row["column"] for row in rows} - {"line_item_iam_principal"}


def test_eighty_columns_and_more_hold_values(bill: pl.DataFrame) -> None:
    assert sum(bill[name].null_count() < bill.height for name in bill.columns) >= 80


def test_a_manifest_describes_its_month_and_names_every_chunk(small: DemoCompany) -> None:
    manifest = _manifest(small.home, "2025-10")
    assert list(manifest) == [
        "exportName", "exportArn", "executionId", "billingPeriod", "columns", "dataFiles",
        "contentType", "compression",
    ]  # fmt: skip
    assert manifest["exportName"] == "lumenfold-cur2"
    assert manifest["billingPeriod"] == {
        "start": "2025-10-01T00:00:00.000Z",
        "end": "2025-11-01T00:00:00.000Z",
    }
    named = [Path(unquote(urlsplit(str(uri)).path)) for uri in _data_files(manifest)]
    assert sorted(named) == sorted(
        (small.home / EXPORT / "data/BILLING_PERIOD=2025-10").resolve().iterdir()
    )
    assert len(named) >= 2


def test_a_manifest_lists_the_columns_of_its_files_in_order(small: DemoCompany) -> None:
    columns = _manifest(small.home, "2025-10")["columns"]
    assert isinstance(columns, list)
    file = next((small.home / EXPORT / "data").rglob("*.parquet"))
    assert [c["name"] for c in columns] == pq.read_schema(file).names
    assert {c["type"] for c in columns} == {"string", "double", "timestamp", "map"}


def test_a_bucket_uri_stands_before_every_key_and_in_the_settings(tmp_path: Path) -> None:
    write_company(tmp_path, lines=2_000, bucket_uri="s3://bills", endpoint_url="http://[::1]:5555")
    named = _data_files(_manifest(tmp_path, "2025-12"))
    assert named[0] == (
        "s3://bills/exports/lumenfold-cur2/data/BILLING_PERIOD=2025-12/"
        "lumenfold-cur2-00001.snappy.parquet"
    )
    assert (tmp_path / "clouds/aws" / named[0].removeprefix("s3://bills/")).is_file()
    source = tomllib.loads((tmp_path / "tonne.toml").read_text())["sources"]["lumenfold_aws"]
    assert source == {
        "kind": "aws_cur2",
        "uri": "s3://bills/exports/lumenfold-cur2",
        "endpoint_url": "http://[::1]:5555",
        "allow_http": True,
    }


@pytest.mark.parametrize(
    "layout",
    [Layout(chunks=1), Layout(chunks=7, shuffle_seed=3), Layout(shuffle_seed=9, exports=2)],
)
def test_another_layout_holds_the_same_rows(
    small: DemoCompany, bill: pl.DataFrame, tmp_path: Path, rows_of: RowsOf, layout: Layout
) -> None:
    write_company(tmp_path, lines=6_000, layout=layout)
    other = rows_of(tmp_path)
    assert other.equals(bill)
    first = f"{EXPORT}/data/BILLING_PERIOD=2025-12/{EXPORT.name}-00001.snappy.parquet"
    assert _hashes(tmp_path)[first] != _hashes(small.home)[first]


def test_a_layout_sets_the_number_of_files(tmp_path: Path) -> None:
    write_company(tmp_path, lines=2_000, layout=Layout(chunks=7))
    for period in ("2025-10", "2025-11", "2025-12"):
        assert len(_data_files(_manifest(tmp_path, period))) == 7


def test_two_exports_share_the_rows_and_are_both_configured(tmp_path: Path) -> None:
    made = write_company(tmp_path, lines=4_000, layout=Layout(exports=2))
    counts = [
        sum(pq.read_metadata(f).num_rows for f in export.folder.rglob("*.parquet"))
        for export in (*made.exports, made.labs)
    ]
    assert sum(counts) == sum(made.lines.values())
    assert abs(counts[0] - counts[1]) <= len(made.lines)
    sources = tomllib.loads((tmp_path / "tonne.toml").read_text())["sources"]
    for name, export in zip(("lumenfold_aws", "lumenfold_aws_b"), made.exports, strict=True):
        assert tmp_path / sources[name]["uri"] == export.folder


def test_more_than_two_exports_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="1 or 2 exports, not 3"):
        write_company(tmp_path, lines=2_000, layout=Layout(exports=3))


def _data_files(manifest: dict[str, object]) -> list[str]:
    files = manifest["dataFiles"]
    assert isinstance(files, list)
    return [str(f) for f in files]
