"""The commitments of the made-up company: one savings plan and one group of reserved instances.

Belongs here: the columns that name a commitment. Does not: their monthly fees (`charges.py`).
"""

from ingest.demo import company
from ingest.demo.company import ACCOUNTS, PAYER
from ingest.demo.resources import digest, uuid

_PLAN_ID = uuid("savings plan", company.NAME)
SAVINGS_PLAN: dict[str, object] = {
    "savings_plan_savings_plan_a_r_n": (
        f"arn:aws:savingsplans::{PAYER.account_id}:savingsplan/{_PLAN_ID}"
    ),
    "savings_plan_offering_type": "ComputeSavingsPlans",
    "savings_plan_payment_option": "No Upfront",
    "savings_plan_purchase_term": "1yr",
    "savings_plan_region": "Any",
    "savings_plan_start_time": "2025-03-01T00:00:00.000Z",
    "savings_plan_end_time": "2026-02-28T23:59:59.000Z",
}
"""The one savings plan of the company."""

_LEASE_ID = uuid("reservation", company.NAME)
RESERVATION: dict[str, object] = {
    "reservation_reservation_a_r_n": (
        f"arn:aws:ec2:us-east-1:{ACCOUNTS['production'].account_id}:reserved-instances/{_LEASE_ID}"
    ),
    "reservation_subscription_id": str(int(digest(_LEASE_ID)[:8], 16)),
    "reservation_start_time": "2025-06-01T00:00:00.000Z",
    "reservation_end_time": "2026-05-31T23:59:59.000Z",
    "reservation_modification_status": "Original",
    "pricing_lease_contract_length": "1yr",
    "pricing_offering_class": "standard",
    "pricing_purchase_option": "No Upfront",
}
"""The one group of reserved instances (m5.xlarge in us-east-1)."""
