"""The reports' words for codes, and their colours' names."""

from typing import Any

UNATTRIBUTED = "Unattributed"
_NOBODY = frozenset({None, "unattributed"})
TONES = ("c1", "c2", "c3", "c4", "c5", "c6", "c7")
REST_TONE, NOBODY_TONE = "rest", "nobody"

PROVIDERS = {
    "aws": "AWS",
    "gcp": "Google Cloud",
    "azure": "Azure",
    "oci": "Oracle Cloud",
    "onprem": "Own sites",
}
TIERS = {
    1: "1 · Provider, final",
    2: "2 · Provider, preliminary",
    3: "3 · Metered",
    4: "4 · Usage estimate",
    5: "5 · Spend",
}
# Coverage classes in the order in which they are drawn, with their tone.
CLASSES = {
    "estimated": ("Estimated from usage", "k1"),
    "spend": ("Estimated from spend", "k2"),
    "no_emission_by_rule": ("No emission by rule", "k3"),
    "uncovered": ("Uncovered", "k4"),
}

COMPONENTS = {
    "s1_direct": "Direct emissions of the provider",
    "electricity": "Electricity",
    "upstream": "Upstream of electricity",
    "hardware": "Hardware",
    "facility": "Buildings and plant",
    "other": "Spend",
}


def component(code: Any) -> str:
    """A component in words; one that is not known yet keeps its code."""
    return COMPONENTS.get(code, str(code))


def is_nobody(team_id: Any) -> bool:
    """Whether a row has no owner."""
    return team_id in _NOBODY


def team(team_id: Any, team_name: Any) -> str:
    """A team's name, else its id; the one word for rows that nobody owns."""
    return UNATTRIBUTED if is_nobody(team_id) else str(team_name or team_id)


def provider(code: Any) -> str:
    """A provider as it writes itself."""
    return PROVIDERS.get(code, str(code))


def tier(number: Any) -> str:
    """An evidence tier with its meaning."""
    return TIERS.get(number, "none")


def coverage_class(code: Any) -> tuple[str, str]:
    """A coverage class's words and tone; one that is not known yet keeps its code."""
    return CLASSES.get(code, (str(code), "k4"))
