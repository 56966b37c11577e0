"""A small register of carbon credits, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "carbon_credits",
    "credit_id,registry,serial_from,serial_to,standard,project_type,tco2e,cancelled_on",
    "a,R,X-1,X-5,S,removal,5,2025-06-30",
    "a,R,X-1,X-5,S,removal,4,2025-06-30",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
