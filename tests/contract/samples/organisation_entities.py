"""A small register of the reporting entity, in two editions."""

from tests.contract.samples.registers import RegisterSample

_SAMPLE = RegisterSample(
    "entities",
    "entity_id,entity_name,country_iso2,fiscal_year_start_month,reporting_currency,"
    "consolidation_approach,scope3_energy_basis,gwp_target",
    "acme,Acme GmbH,DE,1,EUR,operational_control,location,AR6",
    "acme,Acme SE,DE,1,EUR,operational_control,location,AR6",
)
SETTINGS, SLICE = _SAMPLE.SETTINGS, _SAMPLE.SLICE
deliver, spoil, touch, withdraw = _SAMPLE.deliver, _SAMPLE.spoil, _SAMPLE.touch, _SAMPLE.withdraw
