"""Explain entries of the ledger: their terms, the factors and slices behind, what they reverse.

Belongs here: which kind of entry has which terms. Does not: showing them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from publish.explain import asked, behind, calls, estimates, factors, providers, sites
from publish.explain.arithmetic import Input, Term
from publish.reading import Marts, Row

Terms = Mapping[str, list[Term]]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One entry with everything that it is made of."""

    entry: Row
    terms: Sequence[Term]
    factors: Sequence[Row]
    slices: Sequence[Row]
    rule: Row
    book: Row
    reversed_entry: Row


def explain(marts: Marts, ids: Sequence[str]) -> list[Explanation]:
    """What the entries of these ids are made of, in the order of the ids.

    Raises:
        UnknownEntryError: the ledger has no entry of an id.
    """
    entries = asked.entries(marts, ids)
    reversed_ids = sorted({one["reverses_entry_id"] for one in entries} - {None})
    accruals = {row["ledger_entry_id"]: row for row in asked.entries(marts, reversed_ids)}
    found = _terms(marts, [*entries, *accruals.values()])
    slices = behind.slices(marts, entries)
    rules = behind.rules(marts)
    books = behind.books(marts)
    named = factors.by_id(marts, _named(found))
    frozen = factors.frozen(marts, entries)
    return [
        _explained(entry, accruals, found, named, frozen, slices, rules, books) for entry in entries
    ]


def _explained(
    entry: Row,
    accruals: Mapping[str, Row],
    found: Terms,
    named: Mapping[str, Row],
    frozen: factors.Frozen,
    slices: Mapping[str, list[Row]],
    rules: Mapping[str, Row],
    books: Mapping[str, Row],
) -> Explanation:
    accrual = accruals.get(entry["reverses_entry_id"] or "", {})
    terms = _reversed(entry, accrual, found) if accrual else found[entry["ledger_entry_id"]]
    ids = sorted({one for term in terms for put in term.inputs for one in put.factor_ids})
    return Explanation(
        entry=entry,
        terms=terms,
        factors=[frozen.of(entry, named[one]) for one in ids if one in named],
        slices=slices.get(entry["ledger_entry_id"], []),
        rule=rules.get(entry["rule_id"], {}),
        book=books.get(entry.get("book_id") or "", {}),
        reversed_entry=accrual,
    )


def _terms(marts: Marts, entries: Sequence[Row]) -> Terms:
    """The terms of every entry, by its id; each kind is asked for all of its entries at once."""
    found: dict[str, list[Term]] = {}
    for kind, some in _by_kind(entries).items():
        match kind:
            case "posted":
                found |= {one["ledger_entry_id"]: [_posted(one)] for one in some}
            case "provider":
                found |= providers.terms(marts, some)
            case "site":
                found |= sites.terms(marts, some)
            case "calls":
                found |= calls.terms(marts, some)
            case _:
                found |= estimates.terms(marts, some)
    return found


def _by_kind(entries: Sequence[Row]) -> dict[str, list[Row]]:
    kinds: dict[str, list[Row]] = {}
    for entry in entries:
        kinds.setdefault(_kind(entry), []).append(entry)
    return kinds


def _kind(entry: Row) -> str:
    if entry["entry_type"] == "restatement":
        return "posted"
    if entry["bundle"] is not None:
        return "provider"
    if entry["site_id"] is not None:
        return "site"
    return "calls" if entry["carbon_bucket"] == "model_api" else "estimate"


def _posted(entry: Row) -> Term:
    """What was posted is the difference that its book states; nothing multiplies to it."""
    stated = Input("posted: computed again less booked before", entry["kgco2e"], "kgCO2e")
    return Term(str(entry.get("adjustment_kind") or "restatement"), (stated,))


def _reversed(entry: Row, accrual: Row, found: Terms) -> list[Term]:
    """The accrual's terms, taken back: whole, or the part that was displaced."""
    terms = found[accrual["ledger_entry_id"]]
    taken = Input("taken back", -1, "")
    if entry["kgco2e"] != -accrual["kgco2e"] and accrual["kgco2e"]:
        part = float(entry["kgco2e"]) / float(accrual["kgco2e"])
        taken = Input("taken back, the part displaced", part, "of 1")
    return [replace(term, inputs=(*term.inputs, taken)) for term in terms]


def _named(found: Terms) -> set[str]:
    return {
        one
        for terms in found.values()
        for term in terms
        for put in term.inputs
        for one in put.factor_ids
    }
