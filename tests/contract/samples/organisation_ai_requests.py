"""A small register of answered requests, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "ai_requests",
    "service_id,hour_at,requests,tokens_in,tokens_out",
    "chat,2025-10-01T00:00:00Z,100,2000,9000",
    "chat,2025-10-01T00:00:00Z,101,2000,9000",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
