"""A small register of assets, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "assets",
    "asset_id,asset_kind,site_id,quantity,acquired_on,recognition",
    "a1,server,hall,2,2025-03-01,capitalised",
    "a1,server,hall,3,2025-03-01,capitalised",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
