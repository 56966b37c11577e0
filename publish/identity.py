"""Whose report it is, and which run it comes from: the same on every page and in every workbook.

Belongs here: the facts of `marts.published_run` and `marts.dim_entity`. Does not: figures.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from publish import cells
from publish.cells import Value
from publish.definition import Field, Report, Tab
from publish.period import Period
from publish.reading import Marts, Row
from publish.tables import moment

_BASES = {"location": "location-based", "market": "market-based"}
_QUARANTINED = """
select distinct slice_id from marts.rpt_audit__load_history where is_quarantined order by slice_id
"""
_MOST_NAMED = 8


def run(marts: Marts) -> Row:
    """The run that published the file."""
    return marts.first("select * from marts.published_run order by published_at desc")


def entity(marts: Marts) -> Row:
    """The reporting entity; empty when the register has none."""
    return marts.first("select * from marts.dim_entity order by entity_id")


def published_at(marts: Marts) -> datetime:
    """When the file was published, UTC without a zone, to the second."""
    found = run(marts).get("published_at")
    if not isinstance(found, datetime):
        return datetime(2000, 1, 1)
    plain = found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
    return plain.replace(microsecond=0)


def identity(marts: Marts) -> dict[str, object]:
    """The variables that the head and the foot of a page need."""
    of_run, of_entity = run(marts), entity(marts)
    return {
        "entity": of_entity.get("entity_name"),
        "basis": _BASES.get(str(of_entity.get("scope3_energy_basis"))),
        "consolidation": of_entity.get("consolidation_approach"),
        "run_id": of_run.get("run_id"),
        "run_start": cells.shortened(str(of_run.get("run_id")), 14),
        "published_at": moment(of_run.get("published_at")),
        "tool_version": of_run.get("tool_version"),
        "fingerprint": of_run.get("fingerprint"),
        "fingerprint_start": str(of_run.get("fingerprint"))[:12],
        "quarantined": quarantined(marts),
    }


def head(name: str, title: str, marts: Marts, period: Period) -> Mapping[str, Value]:
    """Whose report it is, of when, and by which run: how every JSON begins."""
    of_run, of_entity = run(marts), entity(marts)
    return {
        "report": name,
        "title": title,
        "period": period.title,
        "entity_id": of_entity.get("entity_id"),
        "entity": of_entity.get("entity_name"),
        "run_id": of_run.get("run_id"),
        "published_at": published_at(marts),
        "fingerprint": of_run.get("fingerprint"),
        "tool_version": of_run.get("tool_version"),
    }


def quarantined(marts: Marts) -> str:
    """The slices that stay at their last good version, in words; empty when there are none."""
    if "rpt_audit__load_history" not in marts.tables():
        return ""
    names = [row["slice_id"] for row in marts.rows(_QUARANTINED)]
    more = [f"{len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else []
    return ", ".join([*names[:_MOST_NAMED], *more])


def provenance(report: Report, marts: Marts, period: Period, notes: Sequence[str]) -> Tab:
    """The workbook's last sheet: where its figures come from, and what must be read with them."""
    of_run, of_entity = run(marts), entity(marts)
    facts = [
        ("Report", report.title),
        ("Period", period.title),
        ("Entity", of_entity.get("entity_name")),
        ("Consolidation", of_entity.get("consolidation_approach")),
        ("Energy basis of Scope 3", of_entity.get("scope3_energy_basis")),
        ("Run", of_run.get("run_id")),
        ("Published, UTC", published_at(marts)),
        ("Fingerprint", of_run.get("fingerprint")),
        ("Tonne", of_run.get("tool_version")),
        ("In quarantine", quarantined(marts) or "nothing"),
        ("Digits", "A spreadsheet keeps 15 digits of a number; the CSV beside it has them all."),
    ]
    return Tab(
        "Provenance",
        [Field("What"), Field("Value")],
        [*facts, *(("Note", note) for note in notes)],
    )
