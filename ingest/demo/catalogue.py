"""What the made-up company can buy: AWS offers with usage types and approximate list prices.

Belongs here: product codes, usage types, units and prices in USD at the level of us-east-1.
Does not: who buys what (`needs.py`). Prices are near the public list of late 2025 and serve a
demonstration, nothing is computed from them but the demo's own costs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.demo.instances import INSTANCES, size_factor


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that AWS meters.

    `usage_type` may hold {p} (region prefix), {r} (region code) and {s} (short region name);
    `price` is USD per `unit`; `normalization` is the size factor of reservable instances.
    """

    product_code: str
    product_name: str
    family: str
    usage_type: str
    operation: str
    unit: str
    price: float
    instance_type: str | None = None
    normalization: float | None = None
    is_global: bool = False
    is_marketplace: bool = False
    details: Mapping[str, str] = field(default_factory=dict[str, str])


_EBS = {
    "gp3": ("EBS:VolumeUsage.gp3", "CreateVolume-Gp3", 0.08, "SSD-backed"),
    "gp2": ("EBS:VolumeUsage.gp2", "CreateVolume-Gp2", 0.10, "SSD-backed"),
    "io2": ("EBS:VolumeUsage.io2", "CreateVolume-Io2", 0.125, "SSD-backed"),
    "st1": ("EBS:VolumeUsage.st1", "CreateVolume-St1", 0.045, "HDD-backed"),
}
_S3 = {
    "standard": ("TimedStorage-ByteHrs", "StandardStorage", 0.023, "General Purpose"),
    "ia": ("TimedStorage-SIA-ByteHrs", "StandardIAStorage", 0.0125, "Infrequent Access"),
    "one_zone": ("TimedStorage-ZIA-ByteHrs", "OneZoneIAStorage", 0.01, "Infrequent Access"),
    "intelligent": ("TimedStorage-INT-FA-ByteHrs", "IntelligentTieringFAStorage", 0.023, "INT"),
    "glacier": ("TimedStorage-GlacierByteHrs", "GlacierStorage", 0.0036, "Archive"),
    "deep_archive": ("TimedStorage-GDA-ByteHrs", "DeepArchiveStorage", 0.00099, "Archive"),
}
_EC2 = ("AmazonEC2", "Amazon Elastic Compute Cloud")
_S3_PRODUCT = ("AmazonS3", "Amazon Simple Storage Service")


def ec2(instance_type: str, *, spot: bool = False) -> Offer:
    """Running one Linux instance for an hour."""
    made = INSTANCES[instance_type]
    usage = "SpotUsage" if spot else "BoxUsage"
    details = {
        "vcpu": str(made.vcpu),
        "memory": f"{made.memory_gib} GiB",
        "physical_processor": made.processor,
        "operating_system": "Linux",
        "tenancy": "Shared",
        "pre_installed_sw": "NA",
        "marketoption": "Spot" if spot else "OnDemand",
        "instance_family": made.family,
        "normalization_size_factor": f"{size_factor(instance_type):g}",
    } | ({"gpu": str(made.gpus)} if made.gpus else {})
    return Offer(
        *_EC2, "Compute Instance", f"{{p}}{usage}:{instance_type}", "RunInstances", "Hrs",
        made.price, instance_type, size_factor(instance_type), details=details,
    )  # fmt: skip


def unused_capacity(instance_type: str) -> Offer:
    """An hour of a reserved place for an instance in which none runs."""
    made = INSTANCES[instance_type]
    return Offer(
        *_EC2, "Compute Instance", f"{{p}}UnusedBox:{instance_type}", "RunInstances", "Hrs",
        made.price, instance_type, details={"capacitystatus": "UnusedCapacityReservation"},
    )  # fmt: skip


def dedicated_host(family: str, price: float) -> Offer:
    """An hour of a whole host of a family; what runs on it is listed at no cost."""
    return Offer(
        *_EC2, "Dedicated Host", f"{{p}}HostUsage:{family}", "RunInstances", "Hrs", price,
        details={"instance_family": family, "tenancy": "Host"},
    )  # fmt: skip


def on_dedicated_host(instance_type: str) -> Offer:
    """An instance on a dedicated host: its use is listed, the host is paid."""
    return Offer(
        *_EC2, "Compute Instance", f"{{p}}HostBoxUsage:{instance_type}", "RunInstances", "Hrs",
        0.0, instance_type, details={"tenancy": "Host"},
    )  # fmt: skip


def ebs(kind: str) -> Offer:
    """A GB-month of an EBS volume type."""
    usage, operation, price, media = _EBS[kind]
    details = {"volume_api_name": kind, "storage_media": media}
    return Offer(
        *_EC2, "Storage", f"{{p}}{usage}", operation, "GB-Mo", price, details=details
    )  # fmt: skip


def s3(storage_class: str) -> Offer:
    """A GB-month of an S3 storage class."""
    usage, operation, price, label = _S3[storage_class]
    details = {"storage_class": label, "volume_type": operation}
    return Offer(
        *_S3_PRODUCT, "Storage", f"{{p}}{usage}", operation, "GB-Mo", price, details=details
    )


_RDS = ("AmazonRDS", "Amazon Relational Database Service")
_LAMBDA = ("AWSLambda", "AWS Lambda")
_DATA = ("AWSDataTransfer", "AWS Data Transfer")
_EDGE = ("AmazonCloudFront", "Amazon CloudFront")
_MONITORING = ("6njl1pau431dv1qxipg63mvah", "Observatory (fictional), per host")
_KMS = ("awskms", "AWS Key Management Service")
_DB = {"vcpu": "2", "memory": "16 GiB", "database_engine": "PostgreSQL"}

OFFERS: dict[str, Offer] = {
    "snapshot": Offer(
        *_EC2, "Storage Snapshot", "{p}EBS:SnapshotUsage", "CreateSnapshot", "GB-Mo", 0.05),
    "iops": Offer(
        *_EC2, "System Operation", "{p}EBS:VolumeP-IOPS.io2", "CreateVolume-Io2", "IOPS-Mo", 0.065),
    "nat_hours": Offer(*_EC2, "NAT Gateway", "{p}NatGateway-Hours", "NatGateway", "Hrs", 0.045),
    "nat_bytes": Offer(*_EC2, "NAT Gateway", "{p}NatGateway-Bytes", "NatGateway", "GB", 0.045),
    "s3_puts": Offer(
        *_S3_PRODUCT, "API Request", "{p}Requests-Tier1", "PutObject", "Requests", 0.000005),
    "s3_gets": Offer(
        *_S3_PRODUCT, "API Request", "{p}Requests-Tier2", "GetObject", "Requests", 0.0000004),
    "lambda_time": Offer(
        *_LAMBDA, "Serverless", "{p}Lambda-GB-Second", "Invoke", "Lambda-GB-Second", 0.0000166667),
    "lambda_calls": Offer(*_LAMBDA, "Serverless", "{p}Request", "Invoke", "Requests", 0.0000002),
    "rds_multi_az": Offer(
        *_RDS, "Database Instance", "{p}Multi-AZUsage:db.r6g.large", "CreateDBInstance:0014",
        "Hrs", 0.45, "db.r6g.large", details=_DB),
    "rds_storage": Offer(
        *_RDS, "Database Storage", "{p}RDS:Multi-AZ-GP3-Storage", "CreateDBInstance:0014",
        "GB-Mo", 0.23, details={"volume_api_name": "gp3"}),
    "internet": Offer(
        *_DATA, "Data Transfer", "{p}DataTransfer-Out-Bytes", "RunInstances", "GB", 0.09),
    "between_zones": Offer(
        *_DATA, "Data Transfer", "{p}DataTransfer-Regional-Bytes", "InterZone-In", "GB", 0.01),
    "to_oregon": Offer(
        *_DATA, "Data Transfer", "{s}-USW2-AWS-Out-Bytes", "InterRegion", "GB", 0.02),
    "edge_bytes": Offer(
        *_EDGE, "Data Transfer", "EU-DataTransfer-Out-Bytes", "GET", "GB", 0.085, is_global=True),
    "edge_requests": Offer(
        *_EDGE, "Request", "EU-Requests-Tier2-HTTPS", "GET", "Requests", 0.0000012, is_global=True),
    "monitoring": Offer(
        *_MONITORING, "", "{p}MP:hosts-Units", "", "Units", 0.031, is_marketplace=True),
    "kms_requests": Offer(
        *_KMS, "Encryption Key", "{r}-KMS-Requests", "Decrypt", "Requests", 0.000003),
    "kms_keys": Offer(*_KMS, "Encryption Key", "{r}-KMS-Keys", "KMS", "Keys", 1.0),
}  # fmt: skip
"""Everything that is not an instance, a volume or a bucket, by a short name."""
