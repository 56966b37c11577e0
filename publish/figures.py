"""Figures as people read them. The only place where a number is rounded.

Null is `n/a`, never 0; a figure too small for its digits is `<0.01`, never 0.00.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

MISSING = "n/a"
# Sums reach 38 digits in the marts; the default context would round them at 28.
EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
_THIN, _FIXED = "\u202f", "\u00a0"


@dataclass(frozen=True, slots=True)
class Money:
    """A cost in its own currency; costs of two currencies are never added."""

    amount: Decimal | None
    currency: str | None


def decimals_for(values: Iterable[Decimal | None], *, digits: int = 4, most: int = 3) -> int:
    """Decimal places that give the largest value `digits` digits, so that a column aligns."""
    largest = max((abs(value) for value in values if value is not None), default=Decimal(0))
    whole = len(str(int(largest))) if largest >= 1 else 0
    return max(0, min(most, digits - whole))


def number(value: Decimal | int | None, decimals: int) -> str:
    """A figure with thousands separators at fixed decimals."""
    if value is None:
        return MISSING
    unit = Decimal(1).scaleb(-decimals)
    exact = Decimal(value)
    rounded = exact.quantize(unit, context=EXACT)
    if rounded == 0 and exact != 0:
        return f"{'<' if exact > 0 else '>−'}{unit:f}"
    return f"{rounded:,f}".replace("-", "−")


def short(value: Decimal | None, *, digits: int = 3) -> str:
    """A figure on its own: `digits` significant digits, never fewer than its whole part has."""
    if value is None:
        return MISSING
    if value == 0:
        return "0"
    decimals = max(0, digits - 1 - value.adjusted())
    return number(value, min(decimals, 6))


def share(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """`part` / `whole`, a ratio; none when nothing can be divided."""
    if part is None or not whole:
        return None
    return EXACT.divide(Decimal(part), Decimal(whole))


def percent(ratio: Decimal | None) -> str:
    """A ratio as per cent with one decimal; only exactly nothing and exactly all are whole."""
    if ratio is None:
        return MISSING
    hundredths = EXACT.scaleb(ratio, 2)
    if hundredths in (0, 100):
        return f"{int(hundredths)}{_THIN}%"
    if 0 < hundredths < Decimal("0.1"):
        return f"<0.1{_THIN}%"
    if Decimal("99.9") < hundredths < 100:
        return f">99.9{_THIN}%"
    return f"{number(hundredths, 1)}{_THIN}%"


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    """The exact sum of what is known; none when nothing is."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    result = Decimal(0)
    for value in known:
        result = EXACT.add(result, value)
    return result


def thousandth(value: Decimal | None) -> Decimal | None:
    """Tonnes of kg and MWh of kWh, exactly."""
    return None if value is None else EXACT.scaleb(value, -3)


def decimal(value: Decimal | float | None) -> Decimal | None:
    """A number as the decimal that its shortest text names."""
    return value if value is None or isinstance(value, Decimal) else Decimal(repr(value))


def exact(value: Decimal | int | None) -> str:
    """Every digit of a figure, for machines; empty for null."""
    return "" if value is None else format(Decimal(value), "f")


def money(costs: Iterable[Money]) -> str:
    """Costs to the hundredth, one after the other, each with its currency."""
    shown = [
        f"{number(cost.amount, 2)}{_FIXED}{cost.currency or '(no currency)'}"
        for cost in costs
        if cost.amount is not None
    ]
    return " · ".join(shown) if shown else MISSING
