"""A small register of changes of the base year, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "recalculations",
    "change_id,kind,scope_set,s3_category,method,fiscal_year,delta_tco2e,reason",
    "sold,structural,1,,na,2025,-25,unit sold",
    "sold,structural,1,,na,2025,-24,unit sold",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
