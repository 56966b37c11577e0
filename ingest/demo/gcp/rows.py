"""Rows of Google Cloud's detailed billing export, nested as BigQuery holds them.

Belongs here: the record of one line of use. Does not: charges beside use (`charges.py`), files
(`extracts.py`).
"""

from datetime import datetime, timedelta

from ingest.demo.gcp.catalogue import SKUS, codes
from ingest.demo.gcp.names import at, resource_record, zone_of
from ingest.demo.gcp.needs import Need, Place
from ingest.demo.gcp.records import PER_USD, Row, bare_row, credit, pairs, project_record
from ingest.demo.gcp.usage import Use
from ingest.demo.month import Month
from ingest.demo.noise import chance

_LAG_HOURS = 5
_PREFIX = "compute.googleapis.com/"


def use_row(use: Use, month: Month, seed: int, export_time: datetime | None = None) -> Row:
    """The line of a use; by default exported some hours after its end."""
    need, sku = use.need, use.sku
    start, end = at(use.tick.hour), at(use.tick.hour + use.tick.span)
    delay = timedelta(hours=_LAG_HOURS, seconds=int(3000 * chance(seed, "export", use.tick.hour)))
    cost = round(use.amount * sku.price * PER_USD, 6)
    row = plain_row(use.sku_name, need.place, month, start, end, export_time or end + delay)
    row["project"] = project_record(need.project)
    row["labels"] = pairs(need.labels)
    row["system_labels"] = pairs(_machine(need))
    row["resource"] = resource_record(need, seed)
    row["cost"] = cost
    row["cost_at_list"] = cost
    row["usage"] = {
        "amount": round(use.amount * sku.per_unit, 3),
        "unit": sku.unit,
        "amount_in_pricing_units": use.amount,
        "pricing_unit": sku.pricing_unit,
    }
    if need.credit:
        kind, share = need.credit
        row["credits"] = [credit(kind, -round(cost * share, 6))]
    if need.kind == "instance":
        row["location"]["zone"] = zone_of(need)
    return row


def plain_row(
    sku_name: str, place: Place, month: Month, start: datetime, end: datetime, export: datetime
) -> Row:  # fmt: skip
    """A line of a SKU without project, use and cost."""
    sku_id, service_id, service = codes(sku_name, place.location)
    row = bare_row(service, service_id, sku_id, month, start, end, export)
    text = SKUS[sku_name].text.format(place=place.name, region=place.location)
    row["sku"]["description"] = text
    row["location"] = {
        "location": place.location,
        "country": place.country,
        "region": place.region,
        "zone": None,
    }
    row["price"] = {
        "effective_price": SKUS[sku_name].price * PER_USD,
        "list_price": SKUS[sku_name].price * PER_USD,
        "unit": SKUS[sku_name].pricing_unit,
        "tier_start_amount": 0.0,
    }
    return row


def _machine(need: Need) -> dict[str, str]:
    if need.spec is None:
        return {}
    return {
        f"{_PREFIX}cores": str(need.cores),
        f"{_PREFIX}machine_spec": need.spec,
        f"{_PREFIX}memory": str(need.gib * 1024),
    }
