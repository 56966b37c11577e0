"""Lines of CodeCarbon's emissions.csv under its headers of 12, 31 and 38 columns."""

from __future__ import annotations

from tests.contract.samples.tracker_files import TrackerSample

HEADER = (
    "timestamp,project_name,run_id,experiment_id,duration,emissions,emissions_rate,cpu_power,"
    "gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,water_consumed,"
    "country_name,country_iso_code,region,cloud_provider,cloud_region,os,python_version,"
    "codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,longitude,latitude,ram_total_size,"
    "tracking_mode,cpu_utilization_percent,gpu_utilization_percent,ram_utilization_percent,"
    "ram_used_gb,on_cloud,pue,wue"
)
"""The 38 columns of 3.x."""
RUN = "010fc8c6-5fa3-49d2-bd6b-2d2323a8bce8"
_COLUMNS = HEADER.split(",")
_CELLS = dict(
    zip(
        _COLUMNS,
        (
            f"2025-10-15T12:00:00,train,{RUN},exp,3600.0,0.5,0.0001,100.0,400.0,20.0,0.1,0.4,0.02,"
            "0.52,0.0,France,FRA,,,,Linux-6.8,3.11.7,3.3.0,8.0,AMD EPYC 9354,1.0,1 x NVIDIA H100,,,"
            "64.0,machine,54.8,98.0,2.9,0.7,N,1.0,0.0"
        ).split(","),
        strict=True,
    )
)


def line(**cells: object) -> str:
    """A whole line of 38 cells, some of them given."""
    return ",".join(str(value) for value in ({**_CELLS, **cells}).values())


def short(**cells: object) -> str:
    """The same line as versions up to 3.3.0 append it: without its empty cells."""
    return ",".join(str(value) for value in ({**_CELLS, **cells}).values() if str(value))


def _edition(number: int) -> str:
    return f"{HEADER}\n{line(energy_consumed=0.52 + number)}\n"


SAMPLE = TrackerSample("codecarbon_runs", "emissions.csv", _edition, f"{HEADER}\nno,line\n")
SETTINGS, SLICE = SAMPLE.SETTINGS, SAMPLE.SLICE
deliver, spoil, touch, withdraw = SAMPLE.deliver, SAMPLE.spoil, SAMPLE.touch, SAMPLE.withdraw
