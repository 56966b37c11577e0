"""A small register of revenue, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "revenues",
    "fiscal_year,revenue_total,revenue_used,revenue_other,currency",
    "2025,100,80,20,EUR",
    "2025,100,70,30,EUR",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
