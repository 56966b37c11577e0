"""Meters: one need on one resource, with the columns that all its bill lines share.

Belongs here: the rates of a need. Does not: its describing columns (`describing.py`), hours and
amounts (`lines.py`), once-a-month charges (`charges.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.demo.company import ACCOUNTS, REGIONS
from ingest.demo.currency import Currency
from ingest.demo.describing import SPOT_SHARE, place, product, purchase
from ingest.demo.needs import Need
from ingest.demo.pods import Split, splits_of
from ingest.demo.resources import resource_id

SAVINGS_SHARE = 0.72
RESERVED_SHARE = 0.63
"""What a savings plan and a reservation cost as a share of the on-demand price."""

ALWAYS = (0, 2**40)
NEGATION = "|negation"


@dataclass(frozen=True, slots=True)
class Meter:
    """One series of bill lines.

    Rates are per unit in the billing currency; `None` means the column stays empty.
    `window` is [first, last) in hours since 1970 during which the resource exists.
    """

    key: str
    schedule: str
    utc_offset: int
    shape: str
    amount: float
    rate: float
    on_demand_rate: float | None
    columns: Mapping[str, object]
    savings_rate: float | None = None
    reserved_rate: float | None = None
    normalization: float | None = None
    commitment: float | None = None
    split: Split | None = None
    window: tuple[int, int] = ALWAYS


def meters_of(
    need: Need, seed: int, copy: str = "", window: tuple[int, int] = ALWAYS,
    currency: Currency | None = None,
) -> list[Meter]:  # fmt: skip
    """The meter of a need; beside it the negation of a savings plan, and the pods of a node."""
    region, account = REGIONS[need.region], ACCOUNTS[need.account]
    factor = currency.per_usd if currency and currency.account == need.account else 1.0
    list_rate = round(need.offer.price * region.price_level * factor, 10)
    resource = resource_id(need.kind, need.name, region.code, account.account_id, seed, copy)
    columns = {
        **place(need, region, account, resource),
        **product(need.offer, region),
        **purchase(need, list_rate),
    }
    charged = {"spot": SPOT_SHARE, "reserved": 0.0}.get(need.purchase, 1.0)
    savings = round(list_rate * SAVINGS_SHARE, 10)
    reserved = round(list_rate * RESERVED_SHARE, 10)
    meter = Meter(
        key=f"{resource}|{columns['line_item_usage_type']}", schedule=need.schedule,
        utc_offset=region.utc_offset, shape=need.shape, amount=need.amount,
        rate=round(list_rate * charged, 10), on_demand_rate=list_rate, columns=columns,
        savings_rate=savings if need.purchase == "savings" else None,
        reserved_rate=reserved if need.purchase == "reserved" else None,
        normalization=need.offer.normalization, window=window,
    )  # fmt: skip
    made = [meter, _negation(meter)] if need.purchase == "savings" else [meter]
    if need.kind == "instance":
        paid = list_rate * _share_paid(need)
        made += [_pod(one, meter) for one in splits_of(need.name, resource, columns, paid)]
    return made


def _share_paid(need: Need) -> float:
    """What of the list price an hour costs, commitments amortised."""
    shares = {"spot": SPOT_SHARE, "savings": SAVINGS_SHARE, "reserved": RESERVED_SHARE}
    return shares.get(need.purchase, 1.0)


def _pod(split: Split, node: Meter) -> Meter:
    """Lines of the node's hours that cost nothing and name their share of it."""
    return Meter(
        key=split.key, schedule=node.schedule, utc_offset=node.utc_offset, shape="flat",
        amount=split.amount, rate=0.0, on_demand_rate=0.0, columns=split.columns,
        window=node.window, split=split,
    )  # fmt: skip


def _negation(covered: Meter) -> Meter:
    """The line that takes the on-demand cost of a covered line back, of the same hour."""
    text = (
        f"SavingsPlanNegation used by AccountId : {covered.columns['line_item_usage_account_id']}"
    )
    return Meter(
        key=covered.key + NEGATION, schedule=covered.schedule, utc_offset=covered.utc_offset,
        shape=covered.shape, amount=covered.amount, rate=-covered.rate, on_demand_rate=0.0,
        window=covered.window, normalization=covered.normalization,
        columns={
            **covered.columns,
            "line_item_line_item_type": "SavingsPlanNegation",
            "line_item_line_item_description": text,
        },
    )  # fmt: skip
