"""A small register of policies of the chargeback, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "chargeback_policies",
    "valid_from,method,price_id,shared_split,unattributed_owner",
    "2025-01-01,location,fee,proportional,central",
    "2025-01-01,location,fee,even,central",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
