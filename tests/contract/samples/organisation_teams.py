"""A small register of teams, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "teams",
    "team_id,team_name,cost_center",
    "shop,Web shop,4711",
    "shop,Shop,4711",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
