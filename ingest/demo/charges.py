"""What comes beside the hourly usage: support, tax, credits, discounts, refunds.

Belongs here: which lines a month has that no meter makes. Does not: hourly lines (`lines.py`).
Amounts are in the billing currency of the account.
"""

from collections.abc import Sequence

import polars as pl

from ingest.demo.charge import Charge, plain
from ingest.demo.company import ACCOUNTS, PAYER, Account
from ingest.demo.fees import reservation_fee
from ingest.demo.meters import Meter
from ingest.demo.month import Month

CHARGES_PER_MONTH = 12
"""Reservation fee, support, 2 credits, 2 discounts, 1 bundled discount, 5 taxes."""

_VAT = 0.19

Costs = dict[tuple[str, str], float]
"""Unblended cost by (account id, product code)."""


def charges_of(
    month: Month, lines: pl.DataFrame, meters: Sequence[Meter], *, refunded: bool
) -> list[Charge]:
    """All charges of a month beside its usage, tax last, for it is taken on the sum.

    Args:
        month: the billing period.
        lines: its priced lines.
        meters: the meters by the positions that `lines` names.
        refunded: whether the delivery brings the refund.
    """
    cost = _costs(lines, meters)
    made = [
        reservation_fee(month, lines, meters),
        _rounded("Fee", PAYER, "AWSSupportBusiness", "Dollar",
               max(100.0, 0.07 * sum(cost.values())), "Monthly support charge"),
        _rounded("Credit", ACCOUNTS["research"], "AmazonEC2", "USW2-BoxUsage:p5.48xlarge",
               -0.05 * _of(cost, "research", "AmazonEC2"), "Research programme credit"),
        _rounded("Credit", ACCOUNTS["production"], "AmazonCloudFront", "EU-DataTransfer-Out-Bytes",
               -0.02 * _of(cost, "production", "AmazonCloudFront"), "Launch credit"),
        _rounded("EdpDiscount", ACCOUNTS["analytics"], "AmazonS3", "TimedStorage-ByteHrs",
               -0.04 * _of(cost, "analytics", "AmazonS3"), "Enterprise discount"),
        _rounded("EdpDiscount", ACCOUNTS["platform"], "AmazonEC2", "USW2-BoxUsage:c6i.xlarge",
               -0.04 * _of(cost, "platform", "AmazonEC2"), "Enterprise discount"),
        _rounded("BundledDiscount", ACCOUNTS["production"], "AmazonCloudFront",
               "EU-DataTransfer-Out-Bytes", -0.01 * _of(cost, "production", "AmazonCloudFront"),
               "Bundled discount: data transfer to the edge"),
    ]  # fmt: skip
    if refunded:
        made.append(_refund(cost))
    return made + [_tax(account, cost, made) for account in ACCOUNTS.values()]


def _costs(lines: pl.DataFrame, meters: Sequence[Meter]) -> Costs:
    owners = pl.DataFrame(
        [
            (i, m.columns["line_item_usage_account_id"], m.columns["line_item_product_code"])
            for i, m in enumerate(meters)
        ],
        schema={"meter": pl.Int64, "account": pl.String, "product": pl.String},
        orient="row",
    )
    # whole micro-units, so that the sum does not depend on the order of adding
    micros = (pl.col("line_item_unblended_cost") * 1e6).round().cast(pl.Int64).sum()
    sums = lines.join(owners, on="meter").group_by("account", "product").agg(micros)
    return {(a, p): c / 1e6 for a, p, c in sums.sort("account", "product").rows()}


def _rounded(
    line_type: str, account: Account, product: str, usage_type: str | None, cost: float, text: str
) -> Charge:  # fmt: skip
    return plain(line_type, account, product, usage_type, round(cost, 2), text)


def _of(cost: Costs, account: str, product: str) -> float:
    return cost.get((ACCOUNTS[account].account_id, product), 0.0)


def _refund(cost: Costs) -> Charge:
    amount = -max(25.0, 0.01 * _of(cost, "research", "AmazonEC2"))
    made = _rounded(
        "Refund", ACCOUNTS["research"], "AmazonEC2", "USW2-BoxUsage:g5.2xlarge", amount,
        "Refund for an interrupted capacity block",
    )  # fmt: skip
    return Charge(made.key, made.columns | {"bill_bill_type": "Refund"}, made.numbers)


def _tax(account: Account, cost: Costs, charges: Sequence[Charge]) -> Charge:
    base = sum(c for (account_id, _), c in cost.items() if account_id == account.account_id)
    base += sum(
        c.numbers["line_item_unblended_cost"]
        for c in charges
        if c.columns["line_item_usage_account_id"] == account.account_id
    )
    made = _rounded("Tax", account, "AmazonEC2", None, _VAT * base, "Tax for product usage")
    return Charge(made.key, made.columns | {"line_item_tax_type": "VAT"}, made.numbers)
