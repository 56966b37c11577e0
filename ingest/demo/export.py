"""Where an export lies and how a month's rows are laid over its files.

Belongs here: keys, URIs, the order of rows. Does not: writing (`cur2.py`).
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import polars as pl

from ingest.demo.company import PAYER, Account
from ingest.demo.month import Month
from ingest.demo.noise import noise


@dataclass(frozen=True, slots=True)
class Layout:
    """How the same rows are laid over files.

    `chunks`: files per month and export (default: as many as the rows need, at least two);
    `shuffle_seed`: reorders the rows; `exports`: 1, or 2 to deal the rows out over two exports.
    """

    chunks: int | None = None
    shuffle_seed: int | None = None
    exports: int = 1


@dataclass(frozen=True, slots=True)
class Export:
    """Where an export is delivered.

    `bucket` is the folder that stands for the bucket; `bucket_uri` is how the manifest names it,
    `s3://name` when the folder is uploaded, by default the folder's own `file://` URI.
    """

    bucket: Path
    prefix: str
    name: str
    bucket_uri: str | None = None
    payer: Account = PAYER

    @property
    def folder(self) -> Path:
        """The folder of the export; its URI is what a source is configured with."""
        return self.bucket / self.prefix / self.name

    def data_key(self, month: Month, number: int) -> str:
        """The key of a chunk, counted from 1."""
        period = f"BILLING_PERIOD={month.period}"
        return f"{self.prefix}/{self.name}/data/{period}/{self.name}-{number:05d}.snappy.parquet"

    def manifest_key(self, month: Month) -> str:
        """The key of the month's manifest."""
        period = f"BILLING_PERIOD={month.period}"
        return f"{self.prefix}/{self.name}/metadata/{period}/{self.name}-Manifest.json"

    def uri(self, key: str) -> str:
        """The URI of a key as the manifest has it."""
        if self.bucket_uri is None:
            # = stands as it is, like in an s3:// URI
            return "file://" + quote((self.bucket / key).resolve().as_posix(), safe="/=")
        return f"{self.bucket_uri.rstrip('/')}/{key}"


def arranged(lines: pl.DataFrame, layout: Layout) -> list[pl.DataFrame]:
    """A month's lines in the layout's order, one frame per export."""
    if layout.exports not in (1, 2):
        raise ValueError(f"rows are dealt out over 1 or 2 exports, not {layout.exports}")
    lines = lines.with_row_index("place")
    if layout.shuffle_seed is not None:
        lines = lines.sort(noise(layout.shuffle_seed, pl.col("place")), "place")
    if layout.exports == 1:
        return [lines.drop("place")]
    return [lines.filter(pl.col("place") % 2 == turn).drop("place") for turn in (0, 1)]
