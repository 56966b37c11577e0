"""One table in BigQuery: what its parts hold, and a part of it copied to Parquet as it stands.

Through the Storage Read API where it may be used, else by a query over REST; a batch of rows is in
memory at a time, and nothing is read that would scan more than `maximum_bytes_billed`.
Belongs here: queries, reading, the guard. Does not: what the columns mean, clients.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.arrow import RecordBatch
from ingest.errors import BadInput, Unreachable
from ingest.gcp.bigquery_client import (
    BigQuerySettings,
    address_of,
    open_client,
    open_storage,
    reaching,
)
from ingest.stores import first_line

_LOG = logging.getLogger("tonne.bigquery")
_PAGE_ROWS = 16 * 1024
# What says that the Storage Read API is not to be had for this table or this account.
_NO_STORAGE = ("Forbidden", "MethodNotImplemented", "BadRequest", "Unauthorized")


@dataclass(frozen=True)
class Copied:
    """A part of a table in a local file: how many rows it has, and how they came."""

    rows: int
    via: str


class Table:
    """The table that `config.uri` names."""

    def __init__(self, config: BigQuerySettings) -> None:
        self._config = config
        self.address = address_of(config.uri)

    @cached_property
    def _client(self) -> Any:
        return open_client(self._config, self.address)

    @cached_property
    def column_types(self) -> dict[str, str]:
        """Its top-level columns and their types.

        Raises:
            Unreachable: it cannot be asked.
        """
        with reaching(self.address.uri):
            table = self._client.get_table(self.address.sql.strip("`"))
            return {field.name: field.field_type for field in table.schema}

    def present(self, wanted: Sequence[str]) -> list[str]:
        """Those of the columns `wanted` that it has; newer ones are absent from older tables."""
        return [column for column in wanted if column in self.column_types]

    def day_of(self, column: str) -> str:
        """The day of a column, a date or a moment, as SQL."""
        return column if self.column_types.get(column, "DATE") == "DATE" else f"date({column})"

    def require(self, columns: Sequence[str]) -> None:
        """Hold that it has the columns.

        Raises:
            Unreachable: it lacks one.
        """
        absent = [column for column in columns if column not in self.column_types]
        if absent:
            listed = ", ".join(absent)
            raise Unreachable(
                f"{self.address.uri} lacks the columns {listed}: it is another table. Name the one "
                "that Google's own export writes, or a view that keeps its columns."
            )

    def estimate(self, columns: Sequence[str]) -> int:
        """The bytes that reading `columns` of all rows would scan.

        Raises:
            Unreachable: it cannot be asked.
        """
        with reaching(self.address.uri):
            return self._dry_run(f"select {', '.join(columns)} from {self.address.sql}")

    def query(self, sql: str) -> list[dict[str, Any]]:
        """The rows of a small answer.

        Raises:
            Unreachable: it is denied, fails, or would scan more than it may.
        """
        with reaching(self.address.uri):
            return [dict(row.items()) for row in self._run(sql)]

    def copy(self, columns: Sequence[str], condition: str, to: Path) -> Copied:
        """Copy `columns` of the rows that meet `condition` to the Parquet `to`.

        Raises:
            Unreachable: it is denied, fails, or would scan more than it may.
        """
        with reaching(self.address.uri):
            session = self._session(columns, condition)
            if session is not None:
                return Copied(_written(self._stored(session), to), "the Storage Read API")
            sql = f"select {', '.join(columns)} from {self.address.sql} where {condition}"
            batches = self._run(sql, page_size=_PAGE_ROWS).to_arrow_iterable()
            return Copied(_written(batches, to), "a query")

    def _run(self, sql: str, page_size: int | None = None) -> Any:
        from google.cloud import bigquery

        self._allow(self._dry_run(sql))
        limit = self._config.maximum_bytes_billed
        job = bigquery.QueryJobConfig(maximum_bytes_billed=limit)
        return self._client.query(sql, job_config=job).result(page_size=page_size)

    def _dry_run(self, sql: str) -> int:
        """The bytes that a query would scan; it is not run."""
        from google.cloud import bigquery

        dry = bigquery.QueryJobConfig(dry_run=True, use_query_cache=False)
        return self._client.query(sql, job_config=dry).total_bytes_processed or 0

    @cached_property
    def _storage(self) -> Any | None:
        return open_storage(self._config)

    def _session(self, columns: Sequence[str], condition: str) -> Any | None:
        """A session of the Storage Read API over these rows; None where it is not to be had."""
        if self._storage is None:
            return None
        from google.api_core import exceptions
        from google.cloud.bigquery_storage_v1 import types

        session = types.ReadSession(
            table=self.address.path,
            data_format=types.DataFormat.ARROW,
            read_options=types.ReadSession.TableReadOptions(
                selected_fields=list(columns), row_restriction=condition
            ),
        )
        project = self._config.billing_project or self.address.project
        try:
            made = self._storage.create_read_session(
                parent=f"projects/{project}", read_session=session, max_stream_count=1
            )
        except exceptions.GoogleAPICallError as error:
            names = {base.__name__ for base in type(error).__mro__}
            if not names & set(_NO_STORAGE):
                raise
            _LOG.warning(
                "%s: no Storage Read API (%s); read by queries.",
                self.address.uri,
                first_line(error),
            )
            self.__dict__["_storage"] = None
            return None
        self._allow(made.estimated_total_bytes_scanned)
        return made

    def _stored(self, session: Any) -> Iterator[RecordBatch]:
        schema = pa.ipc.read_schema(pa.py_buffer(session.arrow_schema.serialized_schema))
        for stream in session.streams:
            assert self._storage is not None
            for answer in self._storage.read_rows(stream.name):
                batch = pa.py_buffer(answer.arrow_record_batch.serialized_record_batch)
                yield pa.ipc.read_record_batch(batch, schema)

    def _allow(self, estimate: int) -> None:
        """Tell how many bytes a read would scan, and stop it where that is too many."""
        _LOG.info("%s: a read of about %s bytes.", self.address.uri, f"{estimate:,}")
        limit = self._config.maximum_bytes_billed
        if limit is not None and estimate > limit:
            raise Unreachable(
                f"{self.address.uri}: a read would scan {estimate:,} bytes, and "
                f"maximum_bytes_billed allows {limit:,}. Raise it for this source, or set "
                "first_day to ask for less."
            )


def _written(batches: Iterator[RecordBatch], to: Path) -> int:
    """Write the batches as they come; the number of their rows."""
    to.parent.mkdir(parents=True, exist_ok=True)
    writer: pq.ParquetWriter | None = None
    rows = 0
    try:
        for batch in batches:
            if writer is None:
                writer = pq.ParquetWriter(to, batch.schema, compression="zstd")
            writer.write_batch(batch)
            rows += batch.num_rows
    except pa.ArrowException as error:
        problem = f"it cannot be written as Parquet ({first_line(error)})"
        raise BadInput(str(to), f"after row {rows}", problem, "Read it again") from error
    finally:
        if writer is not None:
            writer.close()
    return rows
