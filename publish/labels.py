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
    "provider": ("Reported by the provider", "own"),
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


_BUNDLE = "bundle:"
_MEASURES = {
    "s1": "Scope 1",
    "s1+s2": "Scope 1 and 2",
    "s1+s2_location": "Scope 1 and 2, location",
    "s1+s2_market": "Scope 1 and 2, market",
    "s3": "Scope 3",
    "s3_location": "Scope 3, location",
    "s3_market": "Scope 3, market",
    "total_location": "all scopes, location",
    "total_market": "all scopes, market",
}
BUNDLES = "The provider's own figure"


def is_bundle(code: Any) -> bool:
    """Whether a component is a provider's own figure, which is never split."""
    return str(code).startswith(_BUNDLE)


def component(code: Any) -> str:
    """A component in words; one that is not known yet keeps its code."""
    if is_bundle(code):
        measure = str(code).removeprefix(_BUNDLE)
        return f"{BUNDLES}: {_MEASURES.get(measure, measure)}"
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
