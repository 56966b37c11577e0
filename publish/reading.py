"""The published marts, read-only.

Belongs here: opening the published file and asking it. Does not: what a report asks for.
A reader opens only this file, so it never waits for a run that is writing.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from publish.errors import NotPublishedError
from publish.period import Period

Row = Mapping[str, Any]
_REMEDY = "an older version of Tonne has published it: run `tonne run` again"
_SCHEMA = "marts"
_BATCH = 2_000
_EARLIEST, _LATEST = date(1, 1, 1), date(9999, 12, 1)


class _Named(dict[str, Any]):
    """A row that says what to do where it has no such column."""

    def __missing__(self, column: str) -> Any:
        raise NotPublishedError(f"the published file lacks the column {column}; {_REMEDY}")


class Marts:
    """What a report may ask the published file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def tables(self) -> frozenset[str]:
        """The names of the public marts in the file."""
        sql = (
            "select table_name from information_schema.tables"
            " where table_catalog = current_database() and table_schema = ?"
        )
        return frozenset(name for (name,) in self._cursor().execute(sql, [_SCHEMA]).fetchall())

    def require(self, names: Sequence[str]) -> None:
        """Leave early when a mart that a report reads is not in the file.

        Raises:
            NotPublishedError: names the marts that are missing.
        """
        if missing := sorted(set(names) - self.tables()):
            listed = ", ".join(f"{_SCHEMA}.{name}" for name in missing)
            raise NotPublishedError(f"the published file lacks {listed}: run `tonne run` again")

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """The whole answer, one mapping per row."""
        return list(self.stream(sql, parameters))

    def stream(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[Row]:
        """The answer row by row, in bounded memory.

        Raises:
            NotPublishedError: the file has no such column; asked of `*`, once the row is.
        """
        try:
            cursor = self._cursor().execute(sql, list(parameters))
        except duckdb.BinderException as error:
            raise NotPublishedError(
                f"the published file does not fit: {error}\n{_REMEDY}"
            ) from error
        names = [column[0] for column in cursor.description or ()]
        while batch := cursor.fetchmany(_BATCH):
            for values in batch:
                yield _Named(zip(names, values, strict=True))

    def first(self, sql: str, parameters: Sequence[object] = ()) -> Row:
        """The first row of the answer; empty when there is none."""
        return next(self.stream(sql, parameters), {})

    def span(self, table: str, where: str = "true") -> tuple[date | None, date | None]:
        """First and last `activity_month` that a mart holds."""
        row = self.first(
            "select min(activity_month) as first, max(activity_month) as last "
            f"from marts.{table} where {where}"
        )
        return row["first"], row["last"]

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own for each question, so that one may be asked while another streams."""
        return self._connection.cursor().execute("use published")


@contextmanager
def opened(published: Path) -> Generator[Marts]:
    """Open the published file for reading.

    Raises:
        NotPublishedError: there is no such file yet.
    """
    if not published.is_file():
        raise NotPublishedError(f"nothing is published at {published}: run `tonne run` first")
    with duckdb.connect() as connection:
        # Opened by its own name the file would be a catalog `marts` beside the schema `marts`, and
        # DuckDB refuses a name that could be either.
        path = str(published).replace("'", "''")
        connection.execute(f"attach '{path}' as published (read_only)")
        yield Marts(connection)


def bounds(period: Period) -> tuple[date, date]:
    """The parameters of `activity_month between ? and ?`; an empty period admits every month."""
    return period.first or _EARLIEST, period.last or _LATEST
