"""A small register of residual mixes, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "residual_mixes",
    "country_iso2,data_year,kgco2e_per_kwh,publisher,edition,licence,source_locator",
    "DE,2024,0.7,Registry,2025,bought,Table 2",
    "DE,2024,0.71,Registry,2025 b,bought,Table 2",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
