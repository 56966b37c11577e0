"""EC2 instance types that the made-up company runs, with approximate on-demand prices.

Belongs here: sizes and prices (USD per hour, us-east-1). Does not: other offers (`catalogue.py`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Instance:
    """One EC2 instance type: size, on-demand USD per hour, processor and accelerators."""

    vcpu: int
    memory_gib: int
    price: float
    processor: str
    family: str
    gpus: int = 0


INSTANCES: dict[str, Instance] = {
    "m5.large": Instance(2, 8, 0.096, "Intel Xeon Platinum 8175", "General purpose"),
    "m5.xlarge": Instance(4, 16, 0.192, "Intel Xeon Platinum 8175", "General purpose"),
    "m5.24xlarge": Instance(96, 384, 4.608, "Intel Xeon Platinum 8175", "General purpose"),
    "m7i.large": Instance(2, 8, 0.1008, "Intel Xeon Scalable", "General purpose"),
    "m7i.2xlarge": Instance(8, 32, 0.4032, "Intel Xeon Scalable", "General purpose"),
    "c6i.xlarge": Instance(4, 8, 0.17, "Intel Xeon 8375C (Ice Lake)", "Compute optimized"),
    "c6i.4xlarge": Instance(16, 32, 0.68, "Intel Xeon 8375C (Ice Lake)", "Compute optimized"),
    "c7g.xlarge": Instance(4, 8, 0.145, "AWS Graviton3 Processor", "Compute optimized"),
    "c7g.2xlarge": Instance(8, 16, 0.29, "AWS Graviton3 Processor", "Compute optimized"),
    "r6i.2xlarge": Instance(8, 64, 0.504, "Intel Xeon 8375C (Ice Lake)", "Memory optimized"),
    "t3.micro": Instance(2, 1, 0.0104, "Intel Skylake E5 2686 v5", "General purpose"),
    "t3.medium": Instance(2, 4, 0.0416, "Intel Skylake E5 2686 v5", "General purpose"),
    "t3.large": Instance(2, 8, 0.0832, "Intel Skylake E5 2686 v5", "General purpose"),
    "p5.48xlarge": Instance(192, 2048, 55.04, "AMD EPYC 7R13", "GPU instance", 8),
    "g5.2xlarge": Instance(8, 32, 1.212, "AMD EPYC 7R32", "GPU instance", 1),
    "g6.xlarge": Instance(4, 16, 0.8048, "AMD EPYC 7R13", "GPU instance", 1),
    "trn1.32xlarge": Instance(128, 512, 21.5, "Intel Xeon 8375C", "Machine Learning ASIC", 16),
}

_SIZE_FACTORS = {"micro": 0.5, "small": 1.0, "medium": 2.0, "large": 4.0, "xlarge": 8.0}


def size_factor(instance_type: str) -> float:
    """The normalization factor of a size: xlarge 8, 24xlarge 192."""
    size = instance_type.split(".")[1]
    if size in _SIZE_FACTORS:
        return _SIZE_FACTORS[size]
    return 8.0 * float(size.removesuffix("xlarge"))
