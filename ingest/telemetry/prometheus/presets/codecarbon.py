"""CodeCarbon's push gateway: the energy of a run so far.

Belongs here: its metric and labels. Does not: its gauges. Those of energy hold what was used since
the last reading, and every scrape repeats them; those of power stay when a run is gone, for nobody
takes them from the gateway: neither can be summed over time.
"""

from __future__ import annotations

from ingest.telemetry.prometheus.preset import Device, Labels, Metric, Preset


def _run(labels: Labels) -> Device:
    project = labels.first("project_name")
    name = labels.first("run_id", "exported_job", "job")
    return Device("run", "/".join(part for part in (project, name) if part) or None)


PRESET = Preset(
    name="codecarbon",
    metrics=(Metric("codecarbon_energy_total", "energy", "kWh", "software_total", _run),),
    host_labels=("hostname", "exported_instance"),
    version_label="codecarbon_version",
)
