"""What the made-up company's AWS thinks of its regions and machines: energy, emissions, hardware.

Belongs here: invented numbers near what public sources say. Does not: figures of accounts
(`carbon_figures.py`). No figure of a real company may be computed from these.
"""

import re
from dataclasses import dataclass

from ingest.demo.instances import INSTANCES


@dataclass(frozen=True, slots=True)
class Grid:
    """A region in AWS's eyes: overhead, kg per kWh, and what of it contracts leave."""

    pue: float
    location: float
    upstream: float
    market_share: float


GRIDS: dict[str | None, Grid] = {
    "us-east-1": Grid(1.15, 0.262, 0.115, 0.0),
    "us-west-2": Grid(1.12, 0.301, 0.118, 0.0),
    "eu-central-1": Grid(1.33, 0.312, 0.11, 0.0),
    "ap-south-1": Grid(1.44, 0.735, 0.33, 0.86),
    None: Grid(1.15, 0.39, 0.15, 0.0),
}
SCOPE_1, BUILDINGS = 0.0012, 0.016
"""Kilograms per kWh of the facility."""

_VCPU = (0.0027, 0.00031)
_ACCELERATORS = {
    "p5": (0.48, 0.0125), "g5": (0.09, 0.0026), "g6": (0.044, 0.0027), "trn1": (0.138, 0.0033)
}  # fmt: skip
"""Per hour of a vCPU, and of an accelerator by family: kWh of the machine, kg of making it."""

_PATTERNS: tuple[tuple[str, float, float], ...] = (
    (r"UnusedBox:p5\.48xlarge$", 1.45, 0.16),
    (r"HostUsage:m5$", 0.145, 0.03),
    (r"HostBoxUsage:m5\.xlarge$", 0.0068, 0.0),
    (r"Multi-AZUsage:db\.r6g\.large$", 0.0148, 0.002),
    (r"EBS:VolumeUsage\.(gp2|gp3|io2)$|Multi-AZ-GP3-Storage$", 0.0019, 0.0033),
    (r"EBS:(VolumeUsage\.st1|SnapshotUsage)$", 0.0012, 0.0001),
    (r"TimedStorage-ZIA-ByteHrs$", 0.00102, 0.00008),
    (r"TimedStorage-.*ByteHrs$", 0.0030, 0.00025),
    (r"Lambda-GB-Second$", 0.00000039, 0.00000003),
    (r"NatGateway-Hours$", 0.0052, 0.0004),
    (r"Bytes$", 0.001, 0.0),
)
"""By the end of a usage type, per unit: kWh of the machine, kg of making it."""


def per_unit(usage_type: str, instance_type: str | None) -> tuple[float, float]:
    """kWh and kg of a unit of a usage type; zero for what takes no machine."""
    for pattern, kwh, kg in _PATTERNS:
        if re.search(pattern, usage_type):
            return kwh, kg
    made = INSTANCES.get(instance_type or "")
    if made is None or instance_type is None:
        return 0.0, 0.0
    kwh, kg = made.vcpu * _VCPU[0], made.vcpu * _VCPU[1]
    accelerator = _ACCELERATORS.get(instance_type.split(".")[0])
    if accelerator:
        kwh += made.gpus * accelerator[0]
        kg += made.gpus * accelerator[1]
    return kwh, kg
