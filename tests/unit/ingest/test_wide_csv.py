"""A large CSV is cut into blocks of whole rows, wherever its quotes and line ends stand."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from pathlib import Path
from random import Random

import pytest

from ingest import wide_csv
from ingest.errors import BadInput
from ingest.wide_csv import open_wide

_ALPHABET = ["a", "1", '"', ",", "\n", "\r\n", "é", "'", " ", ";", '""', "x" * 30]


def _read(path: Path) -> tuple[list[str], list[list[str | None]]]:
    with open_wide(path, name="bill.csv") as wide:
        rows = [list(row.values()) for batch in wide.batches for row in batch.to_pylist()]
        return wide.header, rows


def _written(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("block", [64, 100, 257, 4096])
def test_any_cells_arrive_whole_whatever_the_size_of_a_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(wide_csv, "_BLOCK_BYTES", block)
    random = Random(block)
    cells = [
        ["".join(random.choices(_ALPHABET[:8], k=random.randrange(9))) for _ in range(2)]
        for _ in range(300)
    ]
    rows = [["key", *row] for row in cells]
    path = tmp_path / "bill.csv"
    path.write_bytes(_written([["k", "a", "b"], *rows]))
    header, found = _read(path)
    assert header == ["k", "a", "b"]
    assert found == [[cell or None for cell in row] for row in rows]


@pytest.mark.parametrize("pack", ["plain", "gzip", "zip"])
def test_packed_or_not_the_rows_are_the_same(tmp_path: Path, pack: str) -> None:
    content = b"\xef\xbb\xbfa,b\r\n1,\r\n\r\n2,x\r\n"
    path = tmp_path / "bill"
    if pack == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bill.csv", content)
    else:
        path.write_bytes(gzip.compress(content) if pack == "gzip" else content)
    assert _read(path) == (["a", "b"], [["1", None], ["2", "x"]])


def test_a_header_without_rows_and_a_packed_nothing_have_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    path.write_bytes(b"a,b")
    assert _read(path) == (["a", "b"], [])
    path.write_bytes(gzip.compress(b""))
    assert _read(path) == ([], [])


def test_a_ragged_line_far_into_the_file_is_named_exactly(tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    path.write_bytes(b'a,b\n"two\nlines",1\n' + b"1,2\n" * 200_000 + b"3\n" + b"1,2\n")
    with pytest.raises(BadInput) as refused:
        _read(path)
    assert refused.value.place == "line 200004"
    assert refused.value.problem == "the line has 1 cells, the header 2"


def test_rows_never_vanish_in_a_quote_that_nobody_closes(tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    path.write_bytes(b'a,b\n1,2\n3,"4\n5,6\n7,8\n')
    with pytest.raises(BadInput, match="line 3"):
        _read(path)


def test_a_file_in_memory_is_no_larger_than_a_few_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wide_csv, "_BLOCK_BYTES", 1024)
    path = tmp_path / "bill.csv"
    path.write_bytes(b"a,b\n" + b"12,34\n" * 10_000)
    with open_wide(path, name="bill.csv") as wide:
        sizes = [batch.num_rows for batch in wide.batches]
    assert sum(sizes) == 10_000
    assert max(sizes) * len(b"12,34\n") <= 2 * 1024
