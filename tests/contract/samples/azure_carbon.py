"""A subscription of Carbon Optimization: answered, restated, spoiled and withdrawn."""

from __future__ import annotations

from pathlib import Path

from tests.azure_plane import plane, resource

SUBSCRIPTION = "1caaa5a3-2b66-438e-8ab4-bce37d518c5d"
SETTINGS = f"""
[sources.acme_carbon]
kind = "azure_carbon"
uri = "{plane().address}"
subscriptions = ["{SUBSCRIPTION.upper()}"]
"""
PERIOD = "2025-10"
SLICE = f"acme_carbon__{SUBSCRIPTION}__{PERIOD}"
SCOPES = ("Scope1", "Scope2", "Scope3")


def deliver(home: Path, *, edition: int) -> None:
    """Two resources a scope; every edition has other emissions."""
    del home
    plane().reset()
    answer(PERIOD, base=float(edition))


def answer(month: str, *, base: float = 0.0) -> None:
    """Let there be two resources in each scope of a month."""
    plane().months = (f"{month}-01", f"{month}-01")
    for number, scope in enumerate(SCOPES, start=1):
        plane().emissions[SUBSCRIPTION, month, scope] = [
            resource("vm1", base + number),
            resource("vm2", base + number / 8),
        ]


def spoil(home: Path) -> None:
    """A resource's emissions are no number."""
    del home
    plane().emissions[SUBSCRIPTION, PERIOD, "Scope2"] = [resource("vm1", "a lot")]


def withdraw(home: Path) -> None:
    """The month is no longer on offer; another month is."""
    del home
    plane().reset()
    answer("2025-12")


def touch(home: Path) -> None:
    """The month before was restated: what the answer says of this one stays."""
    del home
    for items in plane().emissions.values():
        for item in items:
            item["previousMonthEmissions"] = 0.75
