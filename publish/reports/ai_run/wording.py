"""Words and magnitudes of reports about models.

Belongs here: what codes of these marts read like. Does not: which of them is shown.
"""

from decimal import Decimal

from publish import figures

_BASES = {
    "workload_energy": "measured energy of its workloads",
    "tracker_energy": "energy that its tracker measured",
    "gpu_hours": "accelerator hours",
    "whole_host": "hosts of its own",
    "none": "nothing: no host of it is booked",
}
_REFUSED = {
    "no_common_boundary": "refused: no boundary that both have",
    "nothing_booked": "refused: nothing is booked",
    "undivided_figure": "refused: the cloud’s own figure is not divided",
    "hours_not_known": "refused: not every hour is known",
    "unknown_accelerator": "refused: accelerator not known",
    "unknown_model_size": "refused: size of the model not known",
    "unit_not_counted": "not counted",
    "idle_not_known": "refused: idle time is not known",
}
_UNITS = {
    "run": "run",
    "flop": "10¹⁵ FLOP",
    "training_token": "10⁹ training tokens",
    "parameter": "10⁹ parameters",
    "request": "request",
    "token": "10⁶ tokens",
    "output_token": "10⁶ output tokens",
}
_MULTIPLES = {"flop": 15, "training_token": 9, "parameter": 9, "token": 6, "output_token": 6}
_SCORES = {
    "sci": "SCI",
    "sci_ai_provider": "SCI for AI, provider",
    "sci_ai_consumer": "SCI for AI, consumer",
}
_TINY, _HUGE = Decimal("0.000001"), Decimal(1_000_000_000)


def basis(codes: str | None) -> str:
    """What shares rest on."""
    return ", ".join(_BASES.get(code, code) for code in (codes or "none").split(","))


def refusal(code: str | None) -> str:
    """Why there is no figure; empty where there is one."""
    return _REFUSED.get(code, code) if code else ""


def score(code: str) -> str:
    """The name of a score."""
    return _SCORES.get(code, code)


def arm(code: str) -> str:
    """`region aws eu north 1` of an arm's id."""
    return code.replace("_", " ")


def unit(code: str) -> str:
    """A unit in the multiple in which people read it."""
    return _UNITS.get(code, code)


def per_unit(grams: float | None, code: str) -> str:
    """Grams per that multiple."""
    return magnitude(
        None if grams is None else Decimal(repr(grams)).scaleb(_MULTIPLES.get(code, 0))
    )


def magnitude(value: Decimal | float | None) -> str:
    """A figure to three digits, however small or large."""
    if value is None:
        return figures.MISSING
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    is_readable = exact == 0 or _TINY <= abs(exact) < _HUGE
    return figures.short(exact) if is_readable else f"{exact:.2e}"
