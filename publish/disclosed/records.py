"""The sheets of a pack that say how its figures came to be, and what was changed since.

Belongs here: method, factors, evidence, close, change log as sheets. Does not: what is disclosed.
"""

from collections.abc import Sequence

from publish.definition import Field, Tab
from publish.disclosed.cover import periods
from publish.period import Period
from publish.reading import Marts, Row
from publish.record_tabs import record_tab
from publish.reports.inventory import sheets, statement

_INVENTORY = ("rpt_ghg__inventory", "rpt_ghg__inventory_energy", "rpt_ghg__inventory_factors",
              "rpt_audit__coverage", "rpt_audit__not_estimated")  # fmt: skip
_ENTRIES = """
select fiscal_year, concept_key, count(*) as entry_count, sum(sign * kgco2e) as kgco2e,
    sum(sign * energy_kwh) as energy_kwh
from marts.bridge_concept_entries
where fiscal_year = ? group by all order by all
"""
_EVIDENCE = "rpt_audit__evidence"
_RESTATED = "rpt_audit__restatements"


def tabs(marts: Marts, period: Period, year: int) -> list[Tab]:
    """Method, factors, evidence, state of the books, change log; what is not published says so."""
    return [
        _method(marts, period),
        *([sheets.factor_tab(marts, period)] if _has(marts, *_INVENTORY) else []),
        record_tab("Evidence", evidence(marts, year), "no evidence is published"),
        record_tab("Close", periods(marts), "no close is published"),
        record_tab("Change log", changes(marts), "no change since a close is published"),
    ]


def method(marts: Marts, period: Period) -> Sequence[str]:
    """The method statement of the year's inventory, a paragraph each."""
    if not _has(marts, *_INVENTORY):
        return ("No inventory is published for this year, and no method is stated.",)
    return statement.sentences(marts, period)


def evidence(marts: Marts, year: int) -> list[Row]:
    """What each disclosed cell rests on: its entries, else their number by concept."""
    if _has(marts, _EVIDENCE):
        return _of_year(marts, _EVIDENCE, year)
    if _has(marts, "bridge_concept_entries"):
        return marts.rows(_ENTRIES, [year])
    return []


def changes(marts: Marts) -> list[Row]:
    """Every restatement, the oldest first as the mart has them."""
    return marts.rows(f"select * from marts.{_RESTATED}") if _has(marts, _RESTATED) else []


def _of_year(marts: Marts, mart: str, year: int) -> list[Row]:
    rows = marts.rows(f"select * from marts.{mart}")
    return [row for row in rows if row.get("fiscal_year", year) == year]


def _method(marts: Marts, period: Period) -> Tab:
    fields = [Field("Paragraph", "count", width=11), Field("Statement", "prose")]
    told = method(marts, period)
    return Tab("Method", fields, [[at, sentence] for at, sentence in enumerate(told, 1)])


def _has(marts: Marts, *names: str) -> bool:
    return marts.tables().issuperset(names)
