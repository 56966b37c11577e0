"""A policy of disclosure, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "disclosure_policy",
    "base_year,restatement_threshold,sites_outside_group,nuclear_instruments",
    "2022,0.05,venture,",
    "2023,0.05,venture,",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
