"""One line of a bill that no meter makes, and how it is filled.

Belongs here: the form of such a line. Does not: which ones there are (`charges.py`, `fees.py`).
"""

from dataclasses import dataclass, field

from ingest.demo.company import Account

_NAMES = {
    "AmazonEC2": "Amazon Elastic Compute Cloud",
    "AmazonS3": "Amazon Simple Storage Service",
    "AmazonCloudFront": "Amazon CloudFront",
    "AWSSupportBusiness": "AWS Support (Business)",
}


@dataclass(frozen=True, slots=True)
class Charge:
    """One line that is not hourly usage: describing columns and numbers, for a span of hours."""

    key: str
    columns: dict[str, object]
    numbers: dict[str, float] = field(default_factory=dict[str, float])


def account_columns(account: Account) -> dict[str, object]:
    """Whose the line is; it has no resource and no tags."""
    return {
        "line_item_usage_account_id": account.account_id,
        "line_item_usage_account_name": account.name,
        "resource_tags": {},
    }


def plain(
    line_type: str, account: Account, product: str, usage_type: str | None, cost: float, text: str
) -> Charge:  # fmt: skip
    """A charge of `cost` in the account's billing currency, for the whole month."""
    columns: dict[str, object] = {
        **account_columns(account),
        "line_item_line_item_type": line_type,
        "line_item_line_item_description": text,
        "line_item_product_code": product,
        "line_item_usage_type": usage_type,
        "product_servicecode": product,
        "product": {"product_name": _NAMES[product]},
    }
    numbers = {"line_item_unblended_cost": cost, "line_item_blended_cost": cost}
    counted = {"line_item_usage_amount": 1.0 if line_type == "Fee" else 0.0}
    return Charge(f"{line_type}|{account.account_id}|{product}", columns, numbers | counted)
