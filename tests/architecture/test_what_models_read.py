"""Each model reads only what its layer may, and says which figures it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.architecture.compiled import Compiled

# The current key of every slice, which the slice mechanism asks for wherever it works.
_SLICE_KEYS = "model.tonne.stg_lake__slice_versions"
# The physical estimate: a public fact, and the first candidate of every booked figure.
_ESTIMATES = "model.tonne.fct_resource_estimates_daily"
_MAY_READ = {
    "staging": ("source.", "seed."),
    "intermediate": ("model.tonne.stg_", "model.tonne.int_", _ESTIMATES, "seed."),
    "marts": (
        _SLICE_KEYS,
        "model.tonne.int_",
        "model.tonne.fct_",
        "model.tonne.dim_",
        "model.tonne.bridge_",
        "seed.",
    ),
}
# The datapoints of a framework are the layout of its tables: no figure, and no mart of its own.
_REPORTS_MAY_READ = (
    "model.tonne.fct_", "model.tonne.dim_", "model.tonne.bridge_", "seed.tonne.datapoints_",
)  # fmt: skip
# What holds rows of other tools beside those of the bill, and the folders that keep them so.
_WITH_PEERS = {"model.tonne.int_usage_keys_classified", "model.tonne.int_usage_rated"}
_BESIDE_THE_BILL = {"rates", "peers"}
_OF_THE_BILL = {"model.tonne.int_usage_daily", "model.tonne.int_usage_allocated"}
_MARGINAL = "model.tonne.stg_grid__marginal_signals"
_MARGINAL_SOURCE = "source.tonne.raw.grid_watttime"
_HOURS = {"model.tonne.int_zone_hours", "model.tonne.int_usage_daily"}
_INVENTORIES = tuple(f"model.tonne.{name}_" for name in ("fct", "bridge", "rpt_ghg", "rpt_audit"))
# What the entity has bought, and the models of own sites that must say the same without it.
_CONTRACTS = {"model.tonne.stg_organisation__instruments", "model.tonne.int_instrument_allocations"}
_LOCATION_BASED = (
    "int_site_electricity_located",
    "int_site_factor_candidates",
    "int_site_hourly_intensities",
    "int_site_lines",
    "int_sites_factored",
    "int_regions_factored",
)
_FIGURES = {
    "model.tonne.fct_resource_estimates_daily": "physical estimate",
    "model.tonne.fct_resource_emissions_monthly": "booked figures",
    "model.tonne.fct_carbon_ledger": "booked figures",
    "model.tonne.fct_carbon_ledger_by_method": "booked figures",
}


def test_each_layer_reads_what_it_may(duckdb_project: Compiled) -> None:
    crossings = [
        f"{model.name} reads {upstream}"
        for model in duckdb_project.models
        for upstream in model.reads
        if not upstream.startswith(_MAY_READ[model.layer])
    ]

    assert crossings == []


def test_reports_read_public_marts_only(duckdb_project: Compiled) -> None:
    crossings = [
        f"{model.name} reads {upstream}"
        for model in duckdb_project.models
        if model.name.startswith("rpt_")
        for upstream in model.reads
        if not upstream.startswith(_REPORTS_MAY_READ)
    ]

    assert crossings == []


def test_every_report_says_which_figures_it_reads(duckdb_project: Compiled) -> None:
    silent = [
        f"{model.name} reads {upstream} and does not say '{_FIGURES[upstream]}'"
        for model in duckdb_project.models
        if model.name.startswith("rpt_")
        for upstream in model.reads
        if _FIGURES.get(upstream, "") not in " ".join(model.node["description"].split())
    ]

    assert silent == []


def test_marginal_signals_reach_no_inventory(duckdb_project: Compiled) -> None:
    """They say what one more kWh would emit: a decision may weigh them, no figure may hold them."""
    read = {f"model.tonne.{model.name}": model.reads for model in duckdb_project.models}
    below = {_MARGINAL}
    for name, reads in read.items():  # each stands after those it reads
        if below & set(reads):
            below.add(name)

    assert [name for name, reads in read.items() if _MARGINAL_SOURCE in reads] == [_MARGINAL]
    assert read.keys() >= _FIGURES.keys() | _HOURS
    assert below & (_FIGURES.keys() | _HOURS) == set()
    assert [name for name in below if name.startswith(_INVENTORIES)] == []


def test_rows_of_other_tools_reach_no_figure(duckdb_project: Compiled) -> None:
    """Joined to usage they fall away, for no bill has their keys; else `is_peer` bars them."""
    readers = [model for model in duckdb_project.models if _WITH_PEERS & set(model.reads)]
    leaking = [
        model.name
        for model in readers
        if model.file.parent.name not in _BESIDE_THE_BILL
        and not _OF_THE_BILL & set(model.reads)
        and "not is_peer" not in model.sql
    ]

    assert len(readers) > len(_BESIDE_THE_BILL)
    assert leaking == []


def test_location_based_figures_stand_on_no_contract(duckdb_project: Compiled) -> None:
    reads = {f"model.tonne.{model.name}": model.reads for model in duckdb_project.models}
    behind = {name: _behind(f"model.tonne.{name}", reads) for name in _LOCATION_BASED}

    assert _behind("model.tonne.int_site_electricity_marketed", reads) >= _CONTRACTS
    assert {name for name, upstream in behind.items() if _CONTRACTS & upstream} == set()


def _behind(model: str, reads: Mapping[str, Sequence[str]]) -> set[str]:
    """Everything that a model reads, directly or through others."""
    found: set[str] = set()
    waiting = [model]
    while waiting:
        for upstream in reads.get(waiting.pop(), ()):
            if upstream not in found:
                found.add(upstream)
                waiting.append(upstream)
    return found
