"""A small register of targets, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "targets",
    "target_id,scope_set,method,base_year,base_tco2e,target_year,target_tco2e,science_based",
    "near,1+2,market,2022,100,2030,60,true",
    "near,1+2,market,2022,100,2030,50,true",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
