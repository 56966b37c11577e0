"""What a disclosed quantity is made of: entries of the books, parts of a formula, own energy.

Belongs here: the tree from a concept to what nothing stands behind any more. Does not: explaining
the entries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import fsum

from publish.reading import Marts, Row

TABLES = ("bridge_concept_entries", "bridge_concept_parts", "fct_disclosure_values")
_ENTRIES = """
select concept_key, ledger_entry_id, sign, kgco2e from marts.bridge_concept_entries
where entity_id = ? and fiscal_year = ? and concept_key = ?
order by abs(kgco2e) desc, ledger_entry_id
"""
_PARTS = "select * from marts.bridge_concept_parts where concept_key = ? order by part_key"
_STATED = """
select value, unit, omitted_reason from marts.fct_disclosure_values
where entity_id = ? and fiscal_year = ? and concept_key = ? and breakdown_kind = 'none'
    and statement = 'current'
"""
_ENERGY = """
select activity_month, sum(energy_kwh) as energy_kwh
from marts.fct_energy_mix_monthly
where concept_key = ? and activity_month >= make_date(?, ?, 1)
    and activity_month < make_date(?, ?, 1) + interval 1 year
group by activity_month order by activity_month
"""
_KG_PER_TONNE = _KWH_PER_MWH = 1000
_EXACT_SHARE = _LAST_DIGIT = 1e-9


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a formula: added, or above or below the line of a ratio."""

    role: str
    weight: int
    of: "Concept"


@dataclass(frozen=True, slots=True)
class Concept:
    """A quantity of a year and what it is made of; nothing of it: it is stated as it is."""

    key: str
    year: int
    value: Decimal | None
    unit: str | None
    omitted_reason: str | None = None
    parts: Sequence[Part] = ()
    entries: Sequence[Row] = ()
    energy: Sequence[Row] = field(default=())

    def made(self) -> float | None:
        """What its parts give: tonnes of its entries, or its formula; else what is stated."""
        if self.entries:
            return fsum(one["sign"] * float(one["kgco2e"]) for one in self.entries) / _KG_PER_TONNE
        if self.energy:
            return fsum(float(one["energy_kwh"]) for one in self.energy) / _KWH_PER_MWH
        if not self.parts:
            return None if self.value is None else float(self.value)
        above = [one for one in self.parts if one.role == "numerator"]
        below = [one for one in self.parts if one.role == "denominator"]
        if not below:
            return fsum(one.of.made() or 0.0 for one in self.parts)
        upper = fsum((one.of.made() or 0.0) * one.weight for one in above)
        lower = fsum(one.of.made() or 0.0 for one in below)
        return upper / lower if lower else None

    def size(self) -> int:
        """How many quantities the tree holds, each of them rounded once."""
        return 1 + sum(part.of.size() for part in self.parts)

    def all_entries(self) -> Iterator[Row]:
        """The entries behind it, through all its parts."""
        yield from self.entries
        for part in self.parts:
            yield from part.of.all_entries()


def concept(marts: Marts, entity_id: str, year: int, key: str) -> Concept:
    """A quantity of a fiscal year with its tree; `marts` is held to have what it reads."""
    stated = marts.first(_STATED, [entity_id, year, key])
    # A total may hold categories that are stated beside the books: its parts come first.
    parts = marts.rows(_PARTS, [key])
    entries = [] if parts else marts.rows(_ENTRIES, [entity_id, year, key])
    energy = [] if parts or entries else _energy(marts, entity_id, year, key)
    return _as_stated(
        Concept(
            key=key,
            year=year,
            value=stated.get("value"),
            unit=stated.get("unit"),
            omitted_reason=stated.get("omitted_reason"),
            parts=[
                Part(row["part_role"], row["weight"], of)
                for row in parts
                if (of := concept(marts, entity_id, year, row["part_key"])).value is not None
            ],
            entries=entries,
            energy=energy,
        )
    )


def _as_stated(found: Concept) -> Concept:
    """Of a year before these books a total is stated in a register, whatever its parts give."""
    made = found.made()
    if not found.parts or made is None or found.value is None:
        return found
    is_sum = abs(made - float(found.value)) <= max(
        _EXACT_SHARE * abs(made), _LAST_DIGIT * found.size()
    )
    return found if is_sum else replace(found, parts=())


def _energy(marts: Marts, entity_id: str, year: int, key: str) -> list[Row]:
    """Own energy by month, of the months of the fiscal year."""
    if "fct_energy_mix_monthly" not in marts.tables():
        return []
    entity = marts.first("select * from marts.dim_entity where entity_id = ?", [entity_id])
    start = entity.get("fiscal_year_start_month") or 1
    first = year if start == 1 else year - 1
    rows = marts.rows(_ENERGY, [key, first, start, first, start])
    return rows if all(row["energy_kwh"] is not None for row in rows) else []
