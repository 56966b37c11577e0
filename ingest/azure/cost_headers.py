"""Which header of a file, of any generation, is which column of Azure's cost details.

Agreements and years spell the same column differently: `Cost`, `CostInBillingCurrency` and
`PreTaxCost` are one. Belongs here: names. Does not: values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.azure.cost_columns import COLUMNS, COST_TYPE, IS_PAIRED, MINIMUM
from ingest.errors import BadInput

# Other names of a column, the best first: where a header has several of them the first that has a
# value in a line gives it. Their case and punctuation do not count.
_ALIASES = {
    "billing_currency": ("billingcurrencycode", "currency"),
    "cost": ("costinbillingcurrency", "pretaxcost"),
    "effective_price": ("resourcerate",),
    "invoice_section_name": ("invoicesection", "departmentname"),
    "location": ("resourcelocationnormalized",),
    "meter_sub_category": ("metersubcategoryname",),
    "product_name": ("product",),
    "quantity": ("usagequantity", "consumedquantity"),
    "resource_group": ("resourcegroupname",),
    "resource_id": ("instanceid", "instancename"),
    "subscription_id": ("subscriptionguid",),
    "unit_price": ("marketprice",),
    "usage_date": ("date", "usagedatetime"),
}
# The numeric id of older agreements gives way to the GUID that stands beside it.
_FIRST = {"subscription_id": "subscriptionguid"}

_OWN = (COST_TYPE, IS_PAIRED)
_LOCALISED = re.compile(r".*\(([^()]+)\)\s*")


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _spellings() -> dict[str, tuple[str, int]]:
    """Column and rank by plain name."""
    found: dict[str, tuple[str, int]] = {}
    for column in COLUMNS:
        if column in _OWN:
            continue
        names = [column.replace("_", ""), *_ALIASES.get(column, ())]
        names.sort(key=lambda name: name != _FIRST.get(column))
        found.update({name: (column, rank) for rank, name in enumerate(names)})
    return found


_SPELLINGS = _spellings()


@dataclass(frozen=True)
class Header:
    """Places in a file's header by column of the contract, the best first; `names` as written."""

    places: Mapping[str, list[int]]
    names: Sequence[str]

    def called(self, column: str) -> str:
        """What the file calls `column`."""
        return self.names[self.places[column][0]]


def read_header(names: Sequence[str], *, name: str, place: str) -> Header:
    """Recognise the columns of a file; `name` and `place` are for messages.

    `Kategorie der Verbrauchseinheit (MeterCategory)` is what its brackets say. Columns that the
    contract does not know are left out; they stay in the delivered file.

    Raises:
        BadInput: a column that no line can do without is missing, or one is there twice.
    """
    found: dict[str, dict[int, int]] = {}
    for position, written in enumerate(names):
        known = _recognised(written)
        if known is None:
            continue
        column, rank = known
        ranks = found.setdefault(column, {})
        if rank in ranks:
            problem = f"{names[ranks[rank]]!r} and {written!r} are the same column"
            raise BadInput(name, place, problem, "Have the file delivered with one of them")
        ranks[rank] = position
    absent = [column for column in MINIMUM if column not in found]
    if absent:
        raise BadInput(
            name,
            place,
            f"promised columns are missing: {', '.join(absent)}",
            "Export the cost details (actual or amortized) with all their columns",
        )
    return Header(
        {column: [at for _, at in sorted(ranks.items())] for column, ranks in found.items()}, names
    )


def _recognised(written: str) -> tuple[str, int] | None:
    known = _SPELLINGS.get(_plain(written))
    match = _LOCALISED.fullmatch(written)
    return known or (_SPELLINGS.get(_plain(match[1])) if match else None)
