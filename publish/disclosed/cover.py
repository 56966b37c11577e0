"""The first sheet of a pack: whose it is, what rules it follows, which run and books it comes from.

Belongs here: facts about the whole. Does not: figures.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence

from publish import identity, texts
from publish.definition import Field, Tab
from publish.disclosed import frameworks
from publish.disclosed.rows import Disclosed
from publish.period import Period
from publish.reading import Marts, Row

NOT_A_FILING = (
    "Made for review. It is no filing: whether and how a framework applies is for the entity and "
    "its auditor to say, and no mark-up obligation is claimed."
)
_PERIODS = "dim_accounting_period"


def tab(
    title: str, marts: Marts, period: Period, rows: Sequence[Disclosed], sheets: Sequence[str]
) -> Tab:
    """Identity, legal status, run, checksum, state of the books, and what each sheet is."""
    of_run, of_entity = identity.run(marts), identity.entity(marts)
    basis = of_entity.get("scope3_energy_basis")
    facts = [
        ("Report", title),
        ("Entity", of_entity.get("entity_name")),
        ("Fiscal year", year_title(period)),
        ("Consolidation", of_entity.get("consolidation_approach")),
        ("Energy basis of Scope 3", f"{basis}-based" if basis else None),
        ("Global warming potentials", of_entity.get("gwp_target")),
        *((frameworks.name(row), frameworks.in_words(row)) for row in standing(marts, rows)),
        ("State of the books", books(marts, period)),
        ("Run", of_run.get("run_id")),
        ("Published, UTC", identity.published_at(marts)),
        ("Fingerprint of code and seeds", of_run.get("fingerprint")),
        ("Tonne", of_run.get("tool_version")),
        ("Disclosed cells, sha256", checksum(rows)),
        ("Note", NOT_A_FILING),
        *(("Sheet", name) for name in sheets),
    ]
    return Tab("Cover", [Field("What", width=30), Field("Value", "prose")], facts)


def standing(marts: Marts, rows: Sequence[Disclosed]) -> list[Row]:
    """The standing of each framework that the rows are of."""
    return frameworks.standing(marts, [(one.framework, one.framework_version) for one in rows])


def year_title(period: Period) -> str:
    """`2025 (Jan 2025 to Dec 2025)`."""
    return f"{period.slug} ({period.title})" if period.first else "no year"


def checksum(rows: Sequence[Disclosed]) -> str:
    """sha256 over every disclosed cell: two packs with one checksum say the same."""
    return hashlib.sha256(texts.as_json([one.told() for one in rows]).encode()).hexdigest()


def books(marts: Marts, period: Period) -> str:
    """How far the year's months are closed, and by which books."""
    if _PERIODS not in marts.tables():
        return "provisional: no close is published"
    months = [row for row in periods(marts) if _is_in(period, row)]
    counted = Counter(str(row["status"]) for row in months)
    if months and set(counted) == {"hard"}:
        names = ", ".join(sorted({str(row["book_id"]) for row in months}))
        return f"closed: {names}"
    said = ", ".join(f"{count} {status}" for status, count in sorted(counted.items()))
    return f"provisional: months {said}" if said else "provisional: no month is closed"


def periods(marts: Marts) -> list[Row]:
    """Every month with the state of its books; none where no close is published."""
    if _PERIODS not in marts.tables():
        return []
    return marts.rows(f"select * from marts.{_PERIODS} order by activity_month")


def _is_in(period: Period, row: Row) -> bool:
    month = row["activity_month"]
    return period.first is not None and period.first <= month <= (period.last or month)
