"""The raw contract of Azure's cost details, and which header of any generation is which column.

Agreements and years spell the same column differently: `Cost`, `CostInBillingCurrency` and
`PreTaxCost` are one. Belongs here: names and types. Does not: values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.errors import BadInput

_TEXT = """
    account_name account_owner_id availability_zone benefit_id benefit_name billing_account_id
    billing_account_name billing_currency billing_profile_id billing_profile_name charge_type
    consumed_service cost_allocation_rule_name cost_center customer_name customer_tenant_id
    exchange_rate_date frequency invoice_id invoice_section_id invoice_section_name
    is_azure_credit_eligible location meter_category meter_id meter_name meter_region
    meter_sub_category offer_id part_number partner_name plan_name pricing_currency pricing_model
    product_id product_name product_order_id product_order_name publisher_id publisher_name
    publisher_type reservation_id reservation_name resource_group resource_id resource_location
    resource_name resource_type service_family service_info1 service_info2 service_name
    service_period_end_date service_period_start_date service_tier subscription_id
    subscription_name term unit_of_measure
"""
_AMOUNT = """
    cost cost_in_pricing_currency cost_in_usd effective_price exchange_rate_pricing_to_billing
    pay_g_price payg_cost_in_billing_currency payg_cost_in_usd quantity unit_price
"""
_MOMENT = "billing_period_end_date billing_period_start_date usage_date"
_MAP = "additional_info tags"
COST_TYPE, IS_PAIRED = "x_cost_type", "x_is_paired"

MOMENTS = tuple(_MOMENT.split())
MAPS = tuple(_MAP.split())
COLUMNS: Mapping[str, str] = dict(
    sorted(
        {
            **dict.fromkeys(_TEXT.split(), "varchar"),
            **dict.fromkeys(_AMOUNT.split(), "double"),
            **dict.fromkeys(MOMENTS, "timestamp"),
            **dict.fromkeys(MAPS, "map(varchar, varchar)"),
            COST_TYPE: "varchar",
            IS_PAIRED: "boolean",
        }.items()
    )
)

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

# Without these no line can be dated, owned, priced or recognised.
MINIMUM = (
    "billing_currency",
    "cost",
    "meter_category",
    "quantity",
    "subscription_id",
    "unit_of_measure",
    "usage_date",
)
NEVER_EMPTY = ("billing_currency", "cost", "usage_date")
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
