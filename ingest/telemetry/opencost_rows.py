"""Allocations of OpenCost as rows, from its API's JSON and from its Parquet exporter.

Belongs here: one allocation to its row. Does not: files, the checks on rows (opencost.py). What no
pod asked for (`__idle__` and its like) makes no row: it stays with its node.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ingest.telemetry.points import moment

Row = dict[str, object]
_PROPERTIES = {
    "cluster": "cluster",
    "node": "node",
    "providerID": "node_provider_id",
    "namespace": "namespace",
    "controllerKind": "controller_kind",
    "controller": "controller",
    "pod": "pod",
}
_TAGS = {
    "cluster": "kubernetes_cluster",
    "namespace": "kubernetes_namespace",
    "controller": "kubernetes_controller",
}
_LABEL = "label."


def of_answer(document: Mapping[str, Any]) -> Iterator[Row]:
    """The allocations of an answer of /allocation or /allocation/compute, window by window."""
    for window in document["data"]:
        for one in (window or {}).values():
            properties = dict(one.get("properties") or {})
            labels = properties.pop("labels", None) or {}
            yield from _row(one, properties, labels, one.get("window") or {})


def of_table(record: Mapping[str, Any]) -> Iterator[Row]:
    """The allocation of one row of the exporter's Parquet."""
    properties = {name: record.get(f"properties.{name}") for name in _PROPERTIES}
    labels = {
        name.removeprefix(_LABEL): value
        for name, value in record.items()
        if name.startswith(_LABEL) and value is not None
    }
    bounds = {"start": record.get("window.start"), "end": record.get("window.end")}
    yield from _row(record, properties, labels, bounds)


def _row(
    one: Mapping[str, Any],
    properties: Mapping[str, Any],
    labels: Mapping[str, Any],
    bounds: Mapping[str, Any],
) -> Iterator[Row]:
    told = {column: properties.get(name) or None for name, column in _PROPERTIES.items()}
    if told["pod"] is None or str(told["pod"]).startswith("__"):
        return
    names = {tag: told[column] for column, tag in _TAGS.items() if told[column]}
    tags = {str(key): str(value) for key, value in labels.items()} | names
    yield {
        **told,
        "window_start": _at(bounds.get("start")),
        "window_end": _at(bounds.get("end")),
        "cpu_core_hours": one.get("cpuCoreHours"),
        "gpu_hours": one.get("gpuHours"),
        "ram_byte_hours": one.get("ramByteHours"),
        "tags": sorted(tags.items()),
    }


def _at(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return moment(value.isoformat())
    return moment(value) if value else None
