"""A small register of carbon prices, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "carbon_prices",
    "price_id,kind,currency,price_year,price_per_tco2e,valid_from,valid_to",
    "fee,fee,EUR,2025,80,2025-01-01,",
    "fee,fee,EUR,2025,90,2025-01-01,",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
