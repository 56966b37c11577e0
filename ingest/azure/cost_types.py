"""Actual or amortized: what the lines of a file themselves prove of it.

The two tell one month's cost in two ways and must never be added. Belongs here: the proof. Does
not: which of the two gives which cost; staging decides that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from ingest.arrow import Array, RecordBatch
from ingest.arrow import compute as pc

if TYPE_CHECKING:
    from ingest.azure.cost_rows import CostRows

ACTUAL, AMORTIZED = "actual", "amortized"
_UNUSED = pa.array(["unusedreservation", "unusedsavingsplan"])
_COMMITTED = pa.array(["reservation", "savingsplan"])
_REMEDY = (
    "Name the folder of amortized cost as amortized_uri beside that of actual cost, or set "
    'cost_type = "amortized" where there is only that'
)


def check_type(made: RecordBatch, rows: CostRows, first: int) -> None:
    """Hold that no line of a batch belongs to the other type of cost.

    Only amortized cost has unused parts of commitments and a price for covered usage; only actual
    cost has the purchase of a commitment.

    Raises:
        BadInput: a line that does; the message names its row.
    """
    charge = _lower(made.column("charge_type"))
    committed = pc.is_in(_lower(made.column("pricing_model")), value_set=_COMMITTED)
    priced = pc.fill_null(pc.not_equal(made.column("cost"), 0.0), False)
    usage = pc.fill_null(pc.equal(charge, "usage"), False)
    if rows.cost_type == ACTUAL:
        wrong = pc.or_(
            pc.is_in(charge, value_set=_UNUSED), pc.and_(pc.and_(usage, committed), priced)
        )
    else:
        bought = pc.fill_null(pc.equal(charge, "purchase"), False)
        wrong = pc.and_(pc.and_(bought, committed), priced)
    row = pc.index(wrong, value=True).as_py()
    if row >= 0:
        other = AMORTIZED if rows.cost_type == ACTUAL else ACTUAL
        problem = f"the line is of {other} cost, and the file is read as {rows.cost_type} cost"
        column = "charge_type" if "charge_type" in rows.header.places else "cost"
        rows.refuse(first + row, column, problem, _REMEDY)


def _lower(values: Array) -> Array:
    return pc.utf8_lower(values)
