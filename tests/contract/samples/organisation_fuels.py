"""A small register of burned fuel, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "fuels",
    "log_id,site_id,fuel,burned_from,burned_to,quantity,unit",
    "f1,hall,diesel,2025-10-01,2025-10-01,40,L",
    "f1,hall,diesel,2025-10-01,2025-10-01,44,L",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
