"""A small register of values from outside the books, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "prior_inventories",
    "fiscal_year,concept_key,value,unit,source",
    "2022,S1,12,tCO2e,report of 2022",
    "2022,S1,13,tCO2e,report of 2022",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
