"""A small register of lives estimated anew, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "asset_lives",
    "asset_id,valid_from,life_months",
    "a1,2028-01-01,72",
    "a1,2028-01-01,60",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
