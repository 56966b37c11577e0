"""The columns behind each column of a query, by the tables that the query reads.

Belongs here: one SQL statement. Does not: the project, or where lineage is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope

Behind = dict[str, list[tuple[str, str]]]
"""By column of a query the tables (schema.name) and columns that it is made of, in order."""

_DIALECT = "duckdb"


class Unreadable(Exception):
    """A statement whose columns cannot be followed; the message says why."""


def behind(sql: str, tables: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Behind:
    """The columns behind each column of `sql`.

    Args:
        sql: one statement, compiled.
        tables: the columns of every table with their types, by schema and name.

    Raises:
        Unreadable: the statement cannot be read, or names what no table has.
    """
    try:
        parsed = _without_catalogs(sqlglot.parse_one(sql, dialect=_DIALECT))
        whole = qualify(
            parsed, dialect=_DIALECT, schema=_plain(tables), validate_qualify_columns=False
        )
        scope = build_scope(whole)
        if scope is None or not isinstance(whole, exp.Query):
            raise Unreadable("it is no query")
        return {
            name: sorted(
                _leaves(lineage(name, whole, _plain(tables), scope=scope, dialect=_DIALECT))
            )
            for name in whole.named_selects
        }
    except (SqlglotError, ValueError, KeyError, RecursionError) as error:
        raise Unreadable(str(error).splitlines()[0]) from error


def _without_catalogs(parsed: exp.Expr) -> exp.Expr:
    """The statement with its tables by schema and name: the catalog is the workspace's own."""
    for table in parsed.find_all(exp.Table):
        table.set("catalog", None)
    return parsed


def _leaves(node: Node) -> set[tuple[str, str]]:
    """The columns of tables at the end of what a column is made of."""
    found: set[tuple[str, str]] = set()
    for one in node.walk():
        if isinstance(one.expression, exp.Table):
            table = ".".join(part for part in (one.expression.db, one.expression.name) if part)
            found.add((table, one.name.rpartition(".")[2].strip('"')))
    return found


def _plain(tables: Mapping[str, Mapping[str, Mapping[str, str]]]) -> dict[str, Any]:
    return {
        schema: {name: dict(columns) for name, columns in some.items()}
        for schema, some in tables.items()
    }
