"""What standing each framework has: the words that every export prints beside its figures.

Belongs here: the rows of `marts.dim_framework`. Does not: any judgement of them.
"""

from collections.abc import Sequence

from publish.disclosed.rows import framework_name
from publish.reading import Marts, Row
from publish.tables import Column, Table, table

TABLE = "dim_framework"
_COLUMNS = (
    "framework", "framework_version", "title", "status", "in_force_from", "mandatory_from", "note",
    "source", "checked_on",
)  # fmt: skip
_UNKNOWN = "status not published: treat as not in force"


def standing(marts: Marts, versions: Sequence[tuple[str, str]]) -> list[Row]:
    """A row for each framework and version; one that is not listed says so."""
    listed = marts.rows(f"select * from marts.{TABLE}") if TABLE in marts.tables() else []
    known = {(row["framework"], row["framework_version"]): row for row in listed}
    return [
        {name: known.get(key, _missing(*key)).get(name) for name in _COLUMNS}
        for key in dict.fromkeys(versions)
    ]


def in_words(row: Row) -> str:
    """One framework's standing in a sentence."""
    parts = [row["title"], row["status"]]
    parts += [f"in force from {row['in_force_from']}"] if row["in_force_from"] else []
    parts += [f"mandatory from {row['mandatory_from']}"] if row["mandatory_from"] else []
    parts += [row["note"]]
    parts += [f"source: {row['source']}, checked on {row['checked_on']}"] if row["source"] else []
    return "; ".join(str(part) for part in parts if part)


def name(row: Row) -> str:
    """`ESRS 2023`."""
    return framework_name(str(row["framework"]), str(row["framework_version"]))


def tabled(rows: Sequence[Row]) -> Table:
    """The standing of each framework as a page shows it."""
    columns = [
        Column("Framework"),
        Column("Title"),
        Column("Status"),
        Column("In force from", "code"),
        Column("Mandatory from", "code"),
        Column("Note", "sentence"),
        Column("Source, checked on"),
    ]
    values = [
        [
            name(row),
            row["title"],
            str(row["status"]).replace("_", " "),
            row["in_force_from"] or "",
            row["mandatory_from"] or "",
            row["note"] or "",
            ", ".join(str(row[one]) for one in ("source", "checked_on") if row[one]),
        ]
        for row in rows
    ]
    return table("Legal status of the frameworks", columns, values)


def _missing(framework: str, version: str) -> Row:
    return {"framework": framework, "framework_version": version, "status": _UNKNOWN}
