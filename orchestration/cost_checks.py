"""Whether the figures of the bill are whole: cost with evidence, cost on invoices.

Belongs here: the questions, and the bar of coverage. Does not: Dagster's checks, which ask them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

COVERAGE_BAR = Decimal("0.95")
"""Share of usage cost, per month and currency, at evidence tier 4 or better."""

_COVERAGE = """
select
    cast(date_trunc('month', usage_date) as date) as activity_month,
    billing_currency,
    sum(abs(effective_cost)) as usage_cost,
    -- A tier whose rates are missing has no energy, and covers nothing.
    coalesce(sum(abs(effective_cost)) filter (
        where evidence_tier <= 4 and energy_it_kwh is not null
    ), 0) as covered_cost
from marts.fct_resource_estimates_daily
where charge_category = 'Usage' and no_emission_reason is null
    -- Support is sold as a share of use and is none.
    and coalesce(resource_kind, '') <> 'support'
group by all
having sum(abs(effective_cost)) > 0
order by all
"""
_INVOICED = """
select
    "{currency}" as currency,
    cast(sum(cast("{cost}" as decimal(38, 12))) as varchar) as landed,
    cast(coalesce(sum(cast("{cost}" as decimal(38, 12))) filter (
        where nullif(trim("{invoice}"), '') is not null
    ), 0) as varchar) as invoiced
from read_parquet(?, union_by_name = true)
group by all
order by all
"""
_BILLS = (
    ("bill_invoice_id", "line_item_unblended_cost", "line_item_currency_code"),
    ("invoice_id", "billed_cost", "billing_currency"),
)
"""Columns of a bill: invoice, cost as printed, currency."""


@dataclass(frozen=True)
class Covered:
    """Usage cost of one month and currency, and the ratio of it with a usage estimate or better."""

    month: str
    currency: str
    share: Decimal

    @property
    def is_enough(self) -> bool:
        """Whether the bar is met."""
        return self.share >= COVERAGE_BAR


@dataclass(frozen=True)
class Invoiced:
    """Landed and invoiced cost of a month, in one currency."""

    currency: str
    landed: Decimal
    invoiced: Decimal

    @property
    def ties(self) -> bool:
        """Whether every landed cent stands on an invoice."""
        return self.landed == self.invoiced


def coverage(connection: duckdb.DuckDBPyConnection) -> list[Covered]:
    """Coverage of usage cost in the published marts that `connection` sees."""
    rows = connection.execute(_COVERAGE).fetchall()
    return [
        Covered(f"{month:%Y-%m}", str(currency), Decimal(covered) / Decimal(cost))
        for month, currency, cost, covered in rows
    ]


def invoiced(files: Sequence[Path], columns: Collection[str]) -> list[Invoiced]:
    """Landed against invoiced cost of the landed files of a bill.

    Nothing where their `columns` hold no invoice.
    """
    bill = next((one for one in _BILLS if set(one) <= set(columns)), None)
    if bill is None or not files:
        return []
    invoice, cost, currency = bill
    sql = _INVOICED.format(invoice=invoice, cost=cost, currency=currency)
    with duckdb.connect() as connection:
        rows = connection.execute(sql, [[str(file) for file in files]]).fetchall()
    return [
        Invoiced(str(code), Decimal(landed or 0), Decimal(on_invoices))
        for code, landed, on_invoices in rows
    ]
