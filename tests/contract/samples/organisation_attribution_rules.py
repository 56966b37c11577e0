"""A small register of attribution rules, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "attribution_rules",
    "rule_id,priority,kind,tag_key,pattern,team_id,valid_from,valid_to",
    "r1,10,tag,user_team,shop,shop,2025-01-01,",
    "r1,20,tag,user_team,shop,shop,2025-01-01,",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
