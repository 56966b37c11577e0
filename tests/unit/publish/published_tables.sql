-- The tables that `publish` reads, with the types that the marts give them.
create schema marts;
create table marts.rpt_ghg__team_service_monthly (
    activity_month date, team_id varchar, team_name varchar, provider varchar,
    service_name varchar, billing_currency varchar, energy_kwh decimal(38, 9), location_tco2e decimal(38, 9),
    location_hourly_tco2e decimal(38, 9), market_tco2e decimal(38, 9), market_incomplete_energy_kwh decimal(38, 9),
    hardware_tco2e decimal(38, 9), other_tco2e decimal(38, 9), total_location_tco2e decimal(38, 9),
    total_market_tco2e decimal(38, 9), billed_cost decimal(38, 12), effective_cost decimal(38, 12)
);
create table marts.rpt_audit__coverage (
    activity_month date, provider varchar, billing_currency varchar, evidence_tier bigint,
    coverage_class varchar, row_count bigint, billed_cost decimal(38, 12), effective_cost decimal(38, 12),
    energy_kwh decimal(38, 9), kgco2e_location decimal(38, 9)
);
create table marts.rpt_audit__unmapped_usage (
    provider varchar, service_name varchar, x_usage_type varchar, region_id varchar,
    reason varchar, row_count bigint, effective_cost decimal(38, 12), billing_currency varchar
);
create table marts.rpt_audit__load_history (
    kind varchar, slice_id varchar, slice_version varchar, export varchar, periods varchar,
    is_current boolean, is_retired boolean, row_count bigint, byte_count bigint,
    input_uris varchar, input_sha256 varchar, output_sha256 varchar, fetched_at timestamp,
    is_quarantined boolean, quarantine_problem varchar
);
create table marts.fct_carbon_ledger_by_method (
    activity_month date, entry_type varchar, entity_id varchar, provider varchar,
    sub_account_id varchar, carbon_bucket varchar, region_id varchar, team_id varchar,
    scope bigint, s3_category bigint, s3_subcategory varchar, component varchar, method varchar,
    recognition_basis varchar, rule_id varchar, evidence_tier bigint, energy_kwh decimal(38, 9),
    kgco2e decimal(38, 9), kgco2e_low decimal(38, 9), kgco2e_high decimal(38, 9), is_market_complete boolean
);
create table marts.dim_team (team_id varchar, team_name varchar, cost_center varchar);
create table marts.dim_entity (
    entity_id varchar, entity_name varchar, country_iso2 varchar,
    consolidation_approach varchar, scope3_energy_basis varchar
);
create table marts.dim_factor (
    factor_family varchar, publisher varchar, edition varchar, licence varchar
);
create table marts.published_run (
    run_id varchar, published_at timestamp, fingerprint varchar, tool_version varchar,
    quarantined_slices varchar
);
