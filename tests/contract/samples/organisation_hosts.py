"""A small register of hosts, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "hosts",
    "host_id,site_id,team_id,idle_policy",
    "gpu-1,hall,lab,owner",
    "gpu-1,hall,lab,separate",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
