"""Facts in the syntaxes of the Open Information Model: xBRL-JSON and xBRL-CSV.

Belongs here: what a file says. Does not: which facts there are.
"""

from collections.abc import Iterator, Mapping, Sequence

from publish import texts
from publish.xbrl import taxonomy
from publish.xbrl.facts import Fact

_JSON = "https://xbrl.org/2021/xbrl-json"
_CSV = "https://xbrl.org/2021/xbrl-csv"
_TABLE = "facts"
_NOTHING = "#none"
"""A dimension that a fact does not have."""


def as_json(facts: Sequence[Fact]) -> str:
    """An xBRL-JSON report."""
    told = {
        f"f{number}": {
            "value": one.value,
            **({} if one.decimals is None else {"decimals": one.decimals}),
            "dimensions": {
                "concept": one.concept,
                "entity": one.entity,
                "period": one.period,
                **({"unit": one.unit} if one.unit else {}),
                **dict(sorted(one.axes.items())),
            },
        }
        for number, one in enumerate(facts, 1)
    }
    return texts.as_json({"documentInfo": _information(_JSON), "facts": told})


def as_csv_metadata(facts: Sequence[Fact], file: str) -> str:
    """The metadata of an xBRL-CSV report whose table is the file beside it."""
    axes = _axes(facts)
    dimensions = {"concept": "$concept", "entity": "$entity", "period": "$period", "unit": "$unit"}
    dimensions |= {axis: f"${column}" for axis, column in axes.items()}
    plain = ["id", "concept", "period", "unit", "decimals", *axes.values()]
    value = {"dimensions": dimensions, "decimals": "$decimals"}
    columns: dict[str, object] = {name: {} for name in plain}
    template = {"rowIdColumn": "id", "columns": columns | {"value": value}}
    entity = facts[0].entity if facts else ""
    return texts.as_json(
        {
            "documentInfo": _information(_CSV),
            "tableTemplates": {_TABLE: template},
            "tables": {_TABLE: {"url": file, "template": _TABLE, "parameters": {"entity": entity}}},
        }
    )


def as_csv(facts: Sequence[Fact]) -> Iterator[str]:
    """The table of an xBRL-CSV report: one fact a record, names and digits only."""
    axes = _axes(facts)
    yield _line(["id", "concept", "period", "unit", "decimals", *axes.values(), "value"])
    for number, one in enumerate(facts, 1):
        members = [one.axes.get(axis, _NOTHING) for axis in axes]
        decimals = "#none" if one.decimals is None else str(one.decimals)
        yield _line(
            [f"f{number}", one.concept, one.period, one.unit or _NOTHING, decimals, *members,
             one.value]
        )  # fmt: skip


def _information(kind: str) -> Mapping[str, object]:
    return {
        "documentType": kind,
        "namespaces": dict(taxonomy.NAMESPACES),
        "taxonomy": [taxonomy.ENTRY_POINT],
    }


def _axes(facts: Sequence[Fact]) -> dict[str, str]:
    """Every axis that a fact has, with the column that holds its members."""
    names = sorted({axis for one in facts for axis in one.axes})
    return {axis: f"axis{number}" for number, axis in enumerate(names, 1)}


def _line(values: Sequence[str]) -> str:
    """One record (RFC 4180) with its line end."""
    return ",".join('"' + value.replace('"', '""') + '"' for value in values) + "\r\n"
