"""Which energy model the seeds give a billed line, found without a warehouse.

Belongs here: the matching of `service_resource_kinds`, as int_usage_keys_classified does it. Does
not: bills, what a test expects of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tests.own_factors import SeedRow, seed

_DISK_TIER = re.compile(r"(?:^|[/ ])([PES][0-9]+)(?: |$)")


@dataclass(frozen=True)
class Usage:
    """What a line says of itself: service, usage type, unit as the bill writes it."""

    provider: str
    service: str
    usage_type: str
    unit: str


def energy_model(usage: Usage) -> str:
    """The model of the first row that matches; `none` where the line goes to spend."""
    row = _row(usage)
    return "none" if row is None or _is_odd_disk(usage) else row["energy_model"]


def resource_kind(usage: Usage) -> str:
    """What the line is; `other` where no row matches."""
    row = _row(usage)
    return "other" if row is None else row["resource_kind"]


def _row(usage: Usage) -> SeedRow | None:
    services = ("*", usage.service.split("/")[0])
    unit = _unit(usage)
    for row, pattern in _kinds(usage.provider):
        is_of_service = row["service_code"] in services and _takes(row, unit)
        if is_of_service and pattern.fullmatch(usage.usage_type):
            return row
    return None


def _unit(usage: Usage) -> str:
    return _units().get((usage.provider, usage.unit), usage.unit)


def _takes(row: SeedRow, unit: str) -> bool:
    stored = row["energy_model"] == "storage" and row["consumed_unit"] == "GB-Months"
    return row["consumed_unit"] in ("", unit) or (stored and unit == "GB-Hours")


def _is_odd_disk(usage: Usage) -> bool:
    found = _DISK_TIER.search(usage.usage_type)
    return _unit(usage) == "Unit-Months" and (found is None or found[1] not in _tiers())


@cache
def _kinds(provider: str) -> list[tuple[SeedRow, re.Pattern[str]]]:
    rows = [row for row in seed("service_resource_kinds") if row["provider"] == provider]
    return [
        (row, re.compile(_expression(row["usage_type_pattern"])))
        for row in sorted(rows, key=lambda row: int(row["priority"]))
    ]


def _expression(glob: str) -> str:
    return re.escape(glob).replace(r"\*", ".*").replace(r"\?", ".")


@cache
def _units() -> dict[tuple[str, str], str]:
    return {(row["provider"], row["source_unit"]): row["consumed_unit"] for row in seed("units")}


@cache
def _tiers() -> frozenset[str]:
    return frozenset(row["tier"] for row in seed("disk_tiers"))
