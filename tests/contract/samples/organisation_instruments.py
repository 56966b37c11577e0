"""A small register of instruments, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "instruments",
    "instrument_id,instrument_kind,market_zone,vintage_year,quantity_mwh,kgco2e_per_kwh",
    "wind,ppa,DE,2025,10,0",
    "wind,ppa,DE,2025,12,0",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
