"""One month's bill: the describing columns once a meter, the numbers once a line.

Belongs here: putting meters, lines and charges of a month together. Does not: files (`cur2.py`).
Kept in two parts so that a month of millions of lines needs little memory until it is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from ingest.demo import company
from ingest.demo.charge import Charge
from ingest.demo.charges import charges_of
from ingest.demo.columns import DESCRIBING, DOUBLES
from ingest.demo.currency import Currency, currency_code
from ingest.demo.fleet import Fleet
from ingest.demo.lines import measured, meter_frame, priced
from ingest.demo.meters import Meter
from ingest.demo.month import Month
from ingest.demo.resources import digest, token
from ingest.demo.restatement import provisional_lines, provisional_meters

TOKEN = "token"
"""The column of `describing` from which line item ids are made."""


@dataclass(frozen=True, slots=True)
class MonthBill:
    """The lines of one delivery of one month.

    `describing` has a row per meter or charge; `lines` names it by position (`meter`) and holds
    `hour`, `span` (hours) and the double columns of CUR 2.0.
    """

    month: Month
    delivery: str
    describing: pl.DataFrame
    lines: pl.DataFrame

    def lines_of(self, payer: company.Account) -> pl.DataFrame:
        """The lines that one payer is billed."""
        paid = self.describing["bill_payer_account_id"] == payer.account_id
        return self.lines.filter(paid[self.lines["meter"]])


def month_bill(
    fleet: Fleet, month: Month, seed: int, *, delivery: str = "final", refunded: bool = False,
    currency: Currency | None = None,
) -> MonthBill:  # fmt: skip
    """The bill of a month.

    Args:
        fleet: what ran.
        month: one of the fleet's months.
        seed: the fleet's seed.
        delivery: `first` (open month: late lines missing, no invoice id) or `final`.
        refunded: whether the final delivery brings a refund.
        currency: a second billing currency, the same that the fleet was planned with.
    """
    is_first = delivery == "first"
    meters = fleet.meters_in(month)
    meters = provisional_meters(meters) if is_first else meters
    amounts = measured(meter_frame(meters, seed), month, fleet.density, seed)
    lines = priced(provisional_lines(amounts, month) if is_first else amounts)
    charges = charges_of(month, lines, meters, refunded=refunded and not is_first)
    tail = _charge_lines(charges, month, len(meters))
    return MonthBill(
        month,
        delivery,
        _describing(meters, charges, month, seed, delivery, currency),
        pl.concat([lines, tail], how="diagonal"),
    )


def _describing(
    meters: Sequence[Meter], charges: Sequence[Charge], month: Month, seed: int, delivery: str,
    currency: Currency | None,
) -> pl.DataFrame:  # fmt: skip
    keyed = [(m.key, m.columns) for m in meters] + [(c.key, c.columns) for c in charges]
    rows: list[dict[str, object]] = []
    for key, columns in keyed:
        account = str(columns["line_item_usage_account_id"])
        payer = company.payer_of(account)
        invoice = int(digest(month.period, account)[:7], 16)
        rows.append(
            {
                "bill_bill_type": "Anniversary",
                "bill_billing_entity": "AWS",
                "bill_invoicing_entity": company.INVOICING_ENTITY,
                "bill_payer_account_id": payer.account_id,
                "bill_payer_account_name": payer.name,
                "bill_invoice_id": None if delivery == "first" else f"EUINDE25-{invoice}",
                "line_item_legal_entity": company.INVOICING_ENTITY,
                "line_item_currency_code": currency_code(account, currency),
                "pricing_currency": currency_code(account, currency),
                "cost_category": {},
                "discount": {},
                **columns,
                # ids are new in every delivery, as AWS does not promise to keep them
                TOKEN: token("line", seed, key, month.period, delivery),
            }
        )
    schema = {n: t for n, t in DESCRIBING.items() if any(n in row for row in rows)}
    return pl.DataFrame(rows, schema=schema | {TOKEN: pl.String()})


def _charge_lines(charges: Sequence[Charge], month: Month, offset: int) -> pl.DataFrame:
    rows = [
        {"meter": offset + i, "hour": month.first_hour, "span": month.hours, **charge.numbers}
        for i, charge in enumerate(charges)
    ]
    whole = {"meter": pl.Int64, "hour": pl.Int64, "span": pl.Int64}
    numbers = {n: pl.Float64 for n in DOUBLES if any(n in charge.numbers for charge in charges)}
    return pl.DataFrame(rows, schema=whole | numbers)
