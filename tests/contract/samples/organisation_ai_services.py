"""A small register of services of models, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "ai_services",
    "service_id,model_id,team_id,namespace,pod_glob,valid_from",
    "chat,llm,ml,serving,chat-*,2025-10-01",
    "chat,llm,ml,serving,chat-*,2025-11-01",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
