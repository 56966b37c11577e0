"""A small register of shared teams, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "shared_teams",
    "team_id,valid_from,valid_to",
    "platform,2025-01-01,",
    "platform,2025-01-01,2026-01-01",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
