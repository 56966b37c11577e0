"""A small register of refrigerants topped up, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "refrigerants",
    "log_id,site_id,gas,topped_up_on,mass_kg",
    "r1,hall,HFC134a,2025-10-01,2",
    "r1,hall,HFC134a,2025-10-01,2.5",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
