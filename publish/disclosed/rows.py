"""Rows of the disclosure marts, found in the published file by the columns that they share.

Belongs here: what a disclosed row is, and which of them a fiscal year's report shows. Does not: how
they are laid out.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from publish.errors import NotPublishedError
from publish.reading import Marts, Row

COMMON = (
    "entity_id", "framework", "framework_version", "requirement", "datapoint_id", "line_no",
    "line_code", "label", "year_role", "fiscal_year", "reported_fiscal_year", "concept_key",
    "breakdown_kind", "breakdown_value", "value", "unit", "omitted_reason", "previous_value",
    "is_restated", "decimals", "xbrl_qname", "xbrl_dimensions",
)  # fmt: skip
"""The first columns of every disclosure mart, in this order."""

_COLUMNS = """
select table_name, column_name from information_schema.columns
where table_catalog = current_database() and table_schema = 'marts'
order by table_name, ordinal_position
"""
_YEAR = """
select * from marts.{mart} where fiscal_year = ?
order by entity_id, framework, framework_version, requirement, line_no, line_code, breakdown_kind,
    breakdown_value, year_role, reported_fiscal_year
"""
_NEWEST = """
select max(fiscal_year) as year from marts.{mart} where year_role = 'n' and value is not null
"""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """One disclosed cell: the common columns of its mart, and further ones by name.

    `fiscal_year` is the year that is reported on, `reported_fiscal_year` the year of the value.
    """

    mart: str
    further: Row
    entity_id: str
    framework: str
    framework_version: str
    requirement: str
    datapoint_id: str | None
    line_no: int | None
    line_code: str
    label: str
    year_role: str
    fiscal_year: int
    reported_fiscal_year: int | None
    concept_key: str | None
    breakdown_kind: str | None
    breakdown_value: str | None
    value: Decimal | None
    unit: str | None
    omitted_reason: str | None
    previous_value: Decimal | None
    is_restated: bool | None
    decimals: int | None
    xbrl_qname: str | None
    xbrl_dimensions: str | None

    @property
    def breakdown(self) -> str:
        """What the row is a part by, such as `country DE`; empty for the whole."""
        if self.breakdown_kind in (None, "none"):
            return ""
        return f"{self.breakdown_kind} {self.breakdown_value or ''}".strip()

    def told(self) -> dict[str, Any]:
        """The cell for machines: its mart and the common columns."""
        return {"mart": self.mart, **{name: getattr(self, name) for name in COMMON}}

    def dimensions(self) -> Mapping[str, str]:
        """Axes with their members, as the datapoint names them."""
        return json.loads(self.xbrl_dimensions) if self.xbrl_dimensions else {}


def marts_of(marts: Marts) -> list[str]:
    """The names of the disclosure marts in the file, in alphabetical order."""
    columns: defaultdict[str, list[str]] = defaultdict(list)
    for row in marts.rows(_COLUMNS):
        columns[row["table_name"]].append(row["column_name"])
    width = len(COMMON)
    return [name for name, held in columns.items() if tuple(held[:width]) == COMMON]


def require(marts: Marts) -> None:
    """Leave early when the file holds nothing to disclose.

    Raises:
        NotPublishedError: there is no disclosure mart.
    """
    if not marts_of(marts):
        raise NotPublishedError("the published file holds no disclosure: run `tonne run` again")


def of_year(marts: Marts, year: int, framework: str | None = None) -> list[Disclosed]:
    """Every disclosed cell of a fiscal year's report, of one framework or of all."""
    names = marts_of(marts)
    found = [_disclosed(name, row) for name in names for row in marts.rows(_sql(name), [year])]
    return [one for one in found if framework in (None, one.framework)]


def newest_year(marts: Marts) -> int | None:
    """The last fiscal year of which a disclosure holds a value; none without any."""
    years = [marts.first(_NEWEST.format(mart=name))["year"] for name in marts_of(marts)]
    return max((year for year in years if year is not None), default=None)


def values(
    rows: Sequence[Disclosed], concept: str, role: str = "n", unit: str = "tCO2e"
) -> dict[int, Decimal]:
    """What a concept is worth as a whole, by the year of the value, where it is in the unit."""
    return {
        one.reported_fiscal_year: one.value
        for one in rows
        if (one.concept_key, one.year_role, one.unit) == (concept, role, unit)
        if one.value is not None and one.reported_fiscal_year is not None and not one.breakdown
    }


def framework_name(framework: str, version: str) -> str:
    """`ESRS 2023`, without the framework again in its version."""
    name = framework.upper().replace("_", " ")
    return f"{name} {version.removeprefix(f'{framework}_').replace('_', ' ')}"


def _sql(mart: str) -> str:
    return _YEAR.format(mart=mart)


def _disclosed(mart: str, row: Row) -> Disclosed:
    common: dict[str, Any] = {name: row[name] for name in COMMON}
    further = {name: value for name, value in row.items() if name not in COMMON}
    return Disclosed(mart=mart, further=further, **common)
