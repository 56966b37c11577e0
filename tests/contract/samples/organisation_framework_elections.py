"""A small register of elected versions, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "framework_elections",
    "fiscal_year,framework,framework_version,reliefs",
    "2025,esrs,esrs_2023,",
    "2025,esrs,esrs_2026,",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
