"""What the clouds' monitors export as JSON, read as measurements of utilisation."""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import Any

import pytest

from ingest.errors import BadInput
from ingest.telemetry.metric_exports import measurements
from ingest.telemetry.points import Row

_VM = "/subscriptions/S-1/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/Web"


def _read(text: str) -> list[Row]:
    return list(measurements(io.BytesIO(text.encode()), name="metrics.json"))


def _parsed(document: Any, *, indent: int | None = None) -> list[Row]:
    return _read(json.dumps(document, indent=indent))


def test_an_answer_of_get_metric_data_names_its_instance_in_the_label() -> None:
    times = ["2025-10-01T01:00:00+00:00", "2025-10-01T00:00:00+00:00"]
    one = {"Id": "m0", "Label": "i-0abcdef12 CPUUtilization", "Timestamps": times}
    rows = _parsed({"MetricDataResults": [{**one, "Values": [40.0, 15.0]}]}, indent=2)
    assert rows[1] == {
        "provider": "aws",
        "resource_id": "i-0abcdef12",
        "interval_start": datetime(2025, 10, 1, 0),
        "interval_seconds": 3600,
        "cpu_utilisation": 0.15,
        "sample_count": None,
        "metric_name": "CPUUtilization",
        "metric_source": "cloudwatch",
    }
    assert len(rows) == 2


def test_a_label_without_an_instance_or_a_lone_point_is_refused_not_guessed() -> None:
    one = {"Timestamps": ["2025-10-01T00:00:00Z", "2025-10-01T01:00:00Z"], "Values": [1.0, 2.0]}
    with pytest.raises(BadInput, match="names no instance"):
        _parsed({"MetricDataResults": [{**one, "Label": "CPUUtilization"}]})
    lone = {"Label": "i-0abcdef12", "Timestamps": ["2025-10-01T00:00:00Z"], "Values": [1.0]}
    with pytest.raises(BadInput, match="how long"):
        _parsed({"MetricDataResults": [lone]})


def test_a_metric_stream_is_a_document_per_line_and_other_metrics_are_passed_over() -> None:
    one = {
        "metric_stream_name": "s",
        "namespace": "AWS/EC2",
        "metric_name": "CPUUtilization",
        "dimensions": {"InstanceId": "i-0abcdef12"},
        "timestamp": 1759276800000,
        "value": {"sum": 60.0, "count": 4.0, "min": 1.0, "max": 40.0},
        "unit": "Percent",
    }
    group = {**one, "dimensions": {"AutoScalingGroupName": "web"}}
    other = {**one, "metric_name": "NetworkIn"}
    rows = _read("\n".join(json.dumps(line) for line in (one, group, other)) + "\n")
    assert [(row["cpu_utilisation"], row["sample_count"]) for row in rows] == [(0.15, 4)]
    assert rows[0]["interval_start"] == datetime(2025, 10, 1)
    assert rows[0]["interval_seconds"] == 60


def test_a_gauge_of_cloud_monitoring_stands_at_the_end_of_its_interval() -> None:
    labels = {"project_id": "acme", "zone": "europe-west3-a", "instance_id": "42"}
    points = [
        {"interval": {"startTime": at, "endTime": at}, "value": {"doubleValue": value}}
        for at, value in (("2025-10-01T02:00:00Z", 0.2), ("2025-10-01T01:00:00Z", 0.1))
    ]
    series = {
        "metric": {"type": "compute.googleapis.com/instance/cpu/utilization", "labels": {}},
        "resource": {"type": "gce_instance", "labels": labels},
        "points": points,
    }
    disk = {**series, "metric": {"type": "compute.googleapis.com/instance/disk/read_bytes_count"}}
    rows = _parsed({"timeSeries": [series, disk]})
    assert [(row["interval_start"], row["cpu_utilisation"]) for row in rows] == [
        (datetime(2025, 10, 1, 1), 0.2),
        (datetime(2025, 10, 1, 0), 0.1),
    ]
    name = "//compute.googleapis.com/projects/acme/zones/europe-west3-a/instances/42"
    assert {row["resource_id"] for row in rows} == {name}


def test_a_point_of_azure_monitor_without_a_mean_makes_no_row() -> None:
    data = [
        {"timeStamp": "2025-10-01T00:00:00Z", "average": 12.5, "count": 60},
        {"timeStamp": "2025-10-01T01:00:00Z"},
        {"timeStamp": "2025-10-01T02:00:00Z", "average": 0.0},
    ]
    metric = {
        "id": f"{_VM}/providers/Microsoft.Insights/metrics/Percentage CPU",
        "name": {"value": "Percentage CPU"},
        "timeseries": [{"metadatavalues": [], "data": data}],
    }
    other = {**metric, "name": {"value": "Network In Total"}}
    answer = {"interval": "PT1H", "timespan": "…", "value": [metric, other]}
    rows = _parsed(answer)
    assert [(row["cpu_utilisation"], row["sample_count"]) for row in rows] == [
        (0.125, 60),
        (0.0, None),
    ]
    assert {(row["resource_id"], row["interval_seconds"]) for row in rows} == {(_VM.lower(), 3600)}
    assert _parsed({"values": [answer, answer]}) == rows * 2


def test_a_diagnostic_line_of_azure_has_its_own_grain() -> None:
    line = {"resourceId": _VM.upper(), "time": "2025-10-01T00:00:00.0000000Z", "average": 50,
            "count": 4, "metricName": "Percentage CPU", "timeGrain": "PT1M"}  # fmt: skip
    [row] = _parsed(line)
    assert (row["resource_id"], row["interval_seconds"]) == (_VM.lower(), 60)
    assert row["cpu_utilisation"] == 0.5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"timeSeries": [', "it is no JSON from its line 1 on"),
        ('{"something": 1}', "no export of"),
        ("[3]", "no JSON object"),
        ('{"timeSeries": [{"metric": 4}]}', "not what it seems"),
        ('{"interval": "1 hour", "value": []}', "no length of an interval"),
    ],
)
def test_what_is_no_export_is_refused_with_its_place(text: str, told: str) -> None:
    with pytest.raises(BadInput, match=told) as error:
        _read(text)
    assert error.value.place.startswith("line 1")
    assert "plain CSV" in error.value.remedy
