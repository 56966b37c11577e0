"""A small register of budgets, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "budgets",
    "budget_id,kind,subject_ids,tco2e,gpu_hours,starts_on,ends_on,method",
    "ml-2025,team,ml,50,,2025-01-01,2025-12-31,location",
    "ml-2025,team,ml,45,9000,2025-01-01,2025-12-31,location",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
