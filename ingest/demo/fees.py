"""The fees of commitments: hourly for the savings plan, monthly for the reserved instances.

Belongs here: fees, and what of them was used. Does not: the columns that name a commitment
(`commitments.py`).
"""

from collections.abc import Sequence

import polars as pl

from ingest.demo.charge import Charge, account_columns, plain
from ingest.demo.commitments import RESERVATION, SAVINGS_PLAN
from ingest.demo.company import ACCOUNTS, PAYER
from ingest.demo.instances import INSTANCES, size_factor
from ingest.demo.meters import RESERVED_SHARE, Meter
from ingest.demo.month import Month

_RESERVED_TYPE = "m5.xlarge"


def plan_fee(meters: Sequence[Meter]) -> Meter:
    """The hourly fee of the savings plan, a little more than its meters can use at once."""
    covered = sum(m.amount * m.savings_rate for m in meters if m.savings_rate is not None)
    commitment = round(covered * 1.06, 3)
    columns: dict[str, object] = {
        **SAVINGS_PLAN,
        **account_columns(PAYER),
        "line_item_line_item_type": "SavingsPlanRecurringFee",
        "line_item_line_item_description": "1 year No Upfront Compute Savings Plan",
        "line_item_product_code": "ComputeSavingsPlans",
        "line_item_usage_type": "ComputeSP:1yrNoUpfront",
        "line_item_unblended_rate": f"{commitment:.3f}",
        "pricing_unit": "Hrs",
        "product_servicecode": "ComputeSavingsPlans",
        "product_product_family": "ComputeSavingsPlans",
        "product": {"product_name": "Savings Plans for AWS Compute usage"},
    }
    return Meter(
        key="savings plan fee", schedule="always", utc_offset=0, shape="flat", amount=1.0,
        rate=commitment, on_demand_rate=None, columns=columns, commitment=commitment,
    )  # fmt: skip


def reservation_fee(month: Month, lines: pl.DataFrame, meters: Sequence[Meter]) -> Charge:
    """The monthly fee of the reserved instances, one more of them than is ever in use."""
    reserved = [i for i, m in enumerate(meters) if m.reserved_rate is not None]
    number = len(reserved) + 1
    rate = round(INSTANCES[_RESERVED_TYPE].price * RESERVED_SHARE, 10)
    hours = number * month.hours
    used = float(lines.filter(pl.col("meter").is_in(reserved))["line_item_usage_amount"].sum())
    size = size_factor(_RESERVED_TYPE)
    made = plain(
        "RIFee", ACCOUNTS["production"], "AmazonEC2", f"HeavyUsage:{_RESERVED_TYPE}",
        round(rate * hours, 10),
        f"USD {rate} hourly fee per Linux, {_RESERVED_TYPE} instance",
    )  # fmt: skip
    columns = {
        "line_item_operation": "RunInstances",
        "pricing_unit": "Hrs",
        "pricing_term": "Reserved",
        "product_instance_type": _RESERVED_TYPE,
        "product_region_code": "us-east-1",
        "reservation_number_of_reservations": str(number),
        "reservation_units_per_reservation": str(month.hours),
        "reservation_total_reserved_units": str(hours),
        "reservation_normalized_units_per_reservation": f"{size * month.hours:g}",
        "reservation_total_reserved_normalized_units": f"{size * hours:g}",
    }
    numbers = {
        "line_item_usage_amount": float(hours),
        "line_item_normalization_factor": size,
        "line_item_normalized_usage_amount": size * hours,
        "reservation_amortized_upfront_fee_for_billing_period": 0.0,
        "reservation_unused_amortized_upfront_fee_for_billing_period": 0.0,
        "reservation_unused_quantity": hours - used,
        "reservation_unused_normalized_unit_quantity": size * (hours - used),
        "reservation_unused_recurring_fee": round(rate * (hours - used), 10),
        "reservation_upfront_value": 0.0,
    }
    return Charge(made.key, made.columns | RESERVATION | columns, made.numbers | numbers)
