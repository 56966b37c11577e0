"""A small register of readings of meters, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "meter_readings",
    "meter_id,starts_at,ends_at,value,is_estimated",
    "m1,2025-10-01T00:00:00Z,2025-11-01T00:00:00Z,744,true",
    "m1,2025-10-01T00:00:00Z,2025-11-01T00:00:00Z,750,false",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
