"""CPU metrics in moto's CloudWatch: put, corrected, spoiled and gone, as instances leave them.

Days are counted back from today: CloudWatch lists what sent in the last two weeks.
"""

from __future__ import annotations

import urllib.request
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tests.sustainability_api import ENVIRONMENT

__all__ = ["ENVIRONMENT", "SETTINGS", "SLICE", "deliver", "spoil", "touch", "withdraw"]

_TODAY = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
YESTERDAY = _TODAY - timedelta(days=1)
SETTINGS = f"""
[sources.acme_cpu]
kind = "aws_cloudwatch"
uri = "aws://012345678901/eu-west-1"
since = "{YESTERDAY:%Y-%m-%d}"
"""
SLICE = f"acme_cpu__{YESTERDAY:%Y-%m-%d}"


def deliver(home: Path, *, edition: int) -> None:
    """Two hours of one instance; every edition has another load."""
    tell(home, {("i-0ab1", 8): [10.0 + edition, 20.0 + edition], ("i-0ab1", 9): [40.0]})


def spoil(home: Path) -> None:
    """A load that no machine can have."""
    tell(home, {("i-0ab1", 8): [2500.0]})


def withdraw(home: Path) -> None:
    """The metrics begin a day later than before: the day of the slice is not asked for."""
    tell(home, {("i-0ab2", -8): [10.0]})
    settings = home / "tonne.toml"
    text = settings.read_text()
    old = f"{YESTERDAY:%Y-%m-%d}"
    settings.write_text(text.replace(f'since = "{old}"', f'since = "{_TODAY:%Y-%m-%d}"'))


def touch(home: Path) -> None:
    """The same points; an instance that did not run yesterday is on the list too."""
    del home
    _put("i-0ab9", YESTERDAY - timedelta(hours=5), [5.0])


def tell(home: Path, hours: Mapping[tuple[str, int], list[float]]) -> None:
    """Make CloudWatch hold samples of instances by hour of yesterday, and nothing else."""
    request = urllib.request.Request(f"{server()}/moto-api/reset", method="POST")
    with urllib.request.urlopen(request, timeout=10):
        pass
    for (instance, hour), percents in hours.items():
        _put(instance, YESTERDAY + timedelta(hours=hour), percents)
    settings = home / "tonne.toml"
    if "endpoint_url" not in (settings.read_text() if settings.exists() else ""):
        settings.write_text(f'{SETTINGS.strip()}\nendpoint_url = "{server()}"\n')


@cache
def server() -> str:
    """A real moto server in a thread of this process, on a free port of the loopback."""
    from moto.server import ThreadedMotoServer

    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    return f"http://{host}:{port}"


def _put(instance: str, at: datetime, percents: list[float]) -> None:
    import boto3

    client: Any = boto3.client("cloudwatch", endpoint_url=server(), region_name="eu-west-1")
    client.put_metric_data(
        Namespace="AWS/EC2",
        MetricData=[
            {
                "MetricName": "CPUUtilization",
                "Dimensions": [{"Name": "InstanceId", "Value": instance}],
                "Timestamp": at + timedelta(minutes=minute),
                "Value": percent,
                "Unit": "Percent",
            }
            for minute, percent in enumerate(percents)
        ],
    )
