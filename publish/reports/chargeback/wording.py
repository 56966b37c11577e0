"""The chargeback's words for codes, and the tones of their charts.

Belongs here: what codes of these marts read like. Does not: which of them is shown.
"""

KINDS = {
    "direct": ("Own use", "c2"),
    "shared": ("Part of shared teams", "c5"),
    "reserved_idle": ("Held and not used", "c3"),
    "true_up": ("True-up of earlier months", "c4"),
    "unattributed": ("Unattributed", "nobody"),
}
PARTS = {
    "s1_direct": "Direct",
    "electricity": "Electricity",
    "upstream": "Upstream",
    "hardware": "Hardware",
    "facility": "Buildings",
    "other": "Spend, other",
    "undivided": "Provider’s own",
}
HEADINGS = {
    "direct": "Own",
    "shared": "Shared",
    "reserved_idle": "Held idle",
    "true_up": "True-up",
    "unattributed": "Nobody’s",
}
"""The kinds again where many columns stand beside each other."""

EFFECTS = {
    "activity": ("Activity", "c2"),
    "efficiency": ("Efficiency", "c6"),
    "pue": ("PUE", "c5"),
    "grid_factor": ("Grid factor", "c1"),
    "method": ("Method", "c4"),
    "structure": ("Structure", "c3"),
}
_PRICES = {"fee": "fee", "shadow": "shadow price", "social_cost": "social cost of carbon"}


def kind(code: str) -> str:
    """A kind of line."""
    return KINDS[code][0] if code in KINDS else code


def price(codes: str | None) -> str:
    """Kinds of prices, which never meet."""
    return ", ".join(_PRICES.get(code, code) for code in codes.split(",")) if codes else "none"
