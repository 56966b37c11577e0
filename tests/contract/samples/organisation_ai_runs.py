"""A small register of runs of models, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "ai_runs",
    "run_id,model_id,team_id,outcome,starts_at,ends_at",
    "r1,llm,ml,failed,2025-10-01T00:00:00Z,2025-10-01T06:00:00Z",
    "r1,llm,ml,failed,2025-10-01T00:00:00Z,2025-10-01T07:00:00Z",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
