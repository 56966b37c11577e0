"""One cell of a disclosure by its name: FRAMEWORK/REQUIREMENT/LINE_CODE@YEAR[/ROLE].

Belongs here: reading the name, finding the row in whichever mart holds it. Does not: what stands
behind its value. A disclosure mart is known by its columns, so a new one is found without a line.
"""

import re
from dataclasses import dataclass

from publish.explain.asked import UnknownEntryError
from publish.reading import Marts, Row

_NAME = re.compile(
    r"(?P<framework>[^/@]+)/(?P<requirement>[^/@]+)/(?P<line>[^@]+)@(?P<year>\d{4})"
    r"(?:/(?P<role>\w+))?"
)
_COLUMNS = ("framework", "framework_version", "requirement", "line_code", "year_role",
            "fiscal_year", "reported_fiscal_year", "concept_key", "breakdown_kind", "value",
            "previous_value")  # fmt: skip
_FOUND = """
select '{mart}' as mart, * from marts.{mart}
where ? in (framework, framework_version, concat(framework, '_', framework_version))
    and requirement = ? and line_code = ? and fiscal_year = ? and year_role = ?
"""


@dataclass(frozen=True, slots=True)
class Name:
    """What a cell is called; the role is n, n_minus_1, base or target."""

    framework: str
    requirement: str
    line: str
    year: int
    role: str = "n"


def parse(text: str) -> Name:
    """The parts of a cell's name.

    Raises:
        UnknownEntryError: the text is no such name.
    """
    found = _NAME.fullmatch(text.strip())
    if not found:
        raise UnknownEntryError(
            f"{text!r} names no cell; FRAMEWORK/REQUIREMENT/LINE_CODE@YEAR[/ROLE] does: "
            "esrs/E1-6/…@2025, where ROLE is n, n_minus_1, base or target"
        )
    role = found["role"] or "n"
    return Name(
        found["framework"], found["requirement"], found["line"], int(found["year"]), role
    )  # fmt: skip


def find(marts: Marts, name: Name) -> Row:
    """The row of that name; of a line with breakdowns the total.

    Raises:
        UnknownEntryError: no disclosure has that cell, or several versions of a framework have.
    """
    asked = [name.framework, name.requirement, name.line, name.year, name.role]
    rows = [
        row
        for mart in disclosures(marts)
        for row in marts.stream(_FOUND.format(mart=mart), asked)
        if row["breakdown_kind"] in (None, "none")
    ]
    versions = sorted({row["framework_version"] for row in rows})
    if len(versions) > 1:
        raise UnknownEntryError(
            f"{name.framework} has that line in several versions: give one of "
            f"{', '.join(versions)} in the place of {name.framework}"
        )
    if not rows:
        raise UnknownEntryError(
            f"no disclosure has {name.requirement}/{name.line} of {name.framework} for "
            f"{name.year} in the role {name.role}; its marts are "
            f"{', '.join(disclosures(marts)) or 'not published yet'}"
        )
    return rows[0]


def disclosures(marts: Marts) -> list[str]:
    """The marts that have the columns of a disclosure, by name."""
    marks = ", ".join("?" for _ in _COLUMNS)
    rows = marts.rows(
        "select table_name as name from information_schema.columns where table_schema = 'marts' "
        "and table_catalog = current_database() and starts_with(table_name, 'rpt_') "
        f"and column_name in ({marks}) group by table_name having count(*) = ? order by name",
        [*_COLUMNS, len(_COLUMNS)],
    )
    return [str(row["name"]) for row in rows]
