"""What a unit of a disclosed row is called in XBRL, and by how much its number moves.

Belongs here: names of the Units Registry. Does not: units as a person reads them.
"""

import re
from dataclasses import dataclass

from publish.disclosed.rows import Disclosed
from publish.errors import UnfitFigureError

_TONNE = "utr:tCO2e"


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit's name (none: a pure number), and the power of ten that a value takes to it."""

    name: str | None
    power: int = 0


_KNOWN = {
    "tCO2e": Measure(_TONNE),
    "tCO2": Measure(_TONNE),
    "MWh": Measure("utr:MWh"),
    "ratio": Measure(None),
}
_OF_MONEY = re.compile(
    r"(?P<price>[A-Z]{3})(?:/tCO2e)?|tCO2e/(?P<million>million )?(?P<per>[A-Z]{3})"
)


def measure(row: Disclosed, currency: str | None) -> Measure:
    """The measure of a row's unit; `money` is in the entity's currency, a code is itself.

    Raises:
        UnfitFigureError: the Units Registry has no name for the unit.
    """
    unit = row.unit or ""
    if found := _OF_MONEY.fullmatch(unit.replace("money", currency or "")):
        money = f"iso4217:{found['price'] or found['per']}"
        if found["price"]:
            # The taxonomy's price of a tonne is an amount of money.
            return Measure(money)
        return Measure(f"{_TONNE}/{money}", -6 if found["million"] else 0)
    if unit not in _KNOWN:
        raise UnfitFigureError(
            f"{row.requirement} {row.line_code} is in {row.unit!r}, which has no name in XBRL's "
            "Units Registry: give the datapoint a unit that has one, or take its xbrl_qname away"
        )
    return _KNOWN[unit]
