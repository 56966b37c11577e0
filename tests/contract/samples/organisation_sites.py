"""A small register of sites, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "sites",
    "site_id,site_name,country_iso2,pue,pue_basis,boundary,control",
    "hall,Hall,DE,1.3,measured,owned,operational",
    "hall,Hall,DE,1.4,measured,owned,operational",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
