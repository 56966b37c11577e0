"""A month of Azure's cost details in both tellings: actual, as invoiced, and amortized.

Belongs here: which lines a month has. Does not: cells (`rows.py`), files (`exports.py`).
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.demo.azure.catalogue import METERS
from ingest.demo.azure.needs import (
    LATE,
    NETHERLANDS,
    RESERVED_MACHINES,
    RESERVED_METER,
    RESERVED_SHARE,
    SHOP,
)
from ingest.demo.azure.rows import Row, line, of_need
from ingest.demo.azure.use import Use, uses_of
from ingest.demo.month import Month
from ingest.demo.resources import uuid

LATE_DAYS = 2
_REFUND = 0.04
_RESERVATION = {
    "reservationId": uuid("reservation", "azure", "lumenfold"),
    "reservationName": "VM_RI_lumenfold_2025",
    "pricingModel": "Reservation",
    "term": "12",
}


@dataclass(frozen=True, slots=True)
class Bill:
    """The lines of one month, as invoiced and with commitments spread over their use."""

    actual: list[Row]
    amortized: list[Row]


def bill_of(month: Month, density: float, seed: int, delivery: str) -> Bill:
    """The bill of a month.

    Args:
        month: the billing period.
        density: share of days that have lines.
        seed: changes the amounts.
        delivery: only, first (the last days of one resource are missing) or second (they and a
            refund came).
    """
    bill = Bill([], [])
    used: dict[date, float] = defaultdict(float)
    last = month.end.date() - timedelta(days=LATE_DAYS)
    for use in uses_of(month, density, seed):
        if delivery == "first" and use.need.name == LATE and use.day >= last:
            continue
        if use.need.reserved:
            used[use.day] += use.amount
        _add_use(bill, month, use)
    _add_reservation(bill, month, used)
    _add_purchases(bill, month)
    if delivery == "second":
        _add_refund(bill, month)
    return bill


def _add_use(bill: Bill, month: Month, use: Use) -> None:
    need, meter = use.need, METERS[use.need.meter]
    quantity = use.amount / meter.block
    cost = quantity * meter.price
    about = of_need(need)
    where = (need.meter, need.subscription, need.region, quantity)
    if not need.reserved:
        row = line(month, use.day, *where, cost, **about)
        bill.actual.append(row)
        bill.amortized.append(row)
        return
    about |= _RESERVATION
    bill.actual.append(line(month, use.day, *where, 0.0, **about))
    bill.amortized.append(line(month, use.day, *where, cost * RESERVED_SHARE, **about))


def _add_reservation(bill: Bill, month: Month, used: dict[date, float]) -> None:
    """The purchase of the month's reserved hours, and those of each day that nobody used."""
    rate = METERS[RESERVED_METER].price * RESERVED_SHARE
    where = (RESERVED_METER, SHOP, NETHERLANDS)
    held = 24.0 * RESERVED_MACHINES
    for day, hours in sorted(used.items()):
        unused = held - hours
        if unused > 0:
            cells = _RESERVATION | {"chargeType": "UnusedReservation"}
            bill.amortized.append(line(month, day, *where, unused, unused * rate, **cells))
    cells = _RESERVATION | {
        "chargeType": "Purchase",
        "frequency": "Recurring",
        "unitOfMeasure": "1",
        "meterName": "",
    }
    fee = rate * held * len(used)
    bill.actual.append(line(month, month.start.date(), *where, RESERVED_MACHINES, fee, **cells))


def _add_purchases(bill: Bill, month: Month) -> None:
    for name, publisher in (("support", "Azure"), ("market", "Marketplace")):
        cells = {"chargeType": "Purchase", "frequency": "Recurring", "publisherType": publisher}
        price = METERS[name].price
        row = line(month, month.start.date(), name, SHOP, NETHERLANDS, 1.0, price, **cells)
        row["resourceLocation"] = row["location"] = row["meterRegion"] = ""
        bill.actual.append(row)
        bill.amortized.append(row)


def _add_refund(bill: Bill, month: Month) -> None:
    paid = sum(
        float(row["costInBillingCurrency"]) for row in bill.actual if row["meterName"] == "vCore"
    )
    cells = {"chargeType": "Refund", "frequency": "OneTime"}
    row = line(month, month.start.date(), "sql", SHOP, NETHERLANDS, 0.0, -_REFUND * paid, **cells)
    bill.actual.append(row)
    bill.amortized.append(row)
