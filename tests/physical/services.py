"""Bill lines of the services beside plain instances: a line of each, by a name of its own.

Belongs here: lines. Does not: what must come of them.
"""

from __future__ import annotations

from datetime import datetime

from tests.bills import Row, line

_OCTOBER = datetime(2025, 10, 1)
_HOURS = "Hrs"
_STORED = "GB-Mo"

_MODELLED: dict[str, tuple[str, str, str]] = {
    "rds": ("AmazonRDS", "InstanceUsage:db.r6g.large", _HOURS),
    "rds_multi_az": ("AmazonRDS", "Multi-AZUsage:db.r6g.large", _HOURS),
    "rds_cluster": ("AmazonRDS", "Multi-AZClusterUsage:db.r6g.large", _HOURS),
    "rds_burst": ("AmazonRDS", "InstanceUsage:db.t3.medium", _HOURS),
    "rds_unlisted_prefix": ("AmazonRDS", "USGwest-InstanceUsage:db.r6g.large", _HOURS),
    "rds_storage": ("AmazonRDS", "RDS:GP3-Storage", _STORED),
    "rds_multi_az_storage": ("AmazonRDS", "RDS:Multi-AZ-GP3-Storage", _STORED),
    "aurora_storage": ("AmazonRDS", "Aurora:StorageUsage", _STORED),
    "aurora_serverless": ("AmazonRDS", "Aurora:ServerlessV2Usage", "ACU-Hr"),
    "dynamodb": ("AmazonDynamoDB", "TimedStorage-ByteHrs", _STORED),
    "elasticache": ("AmazonElastiCache", "NodeUsage:cache.r6g.large", _HOURS),
    "memorydb": ("AmazonMemoryDB", "NodeUsage:db.r6g.large", _HOURS),
    "opensearch": ("AmazonES", "ESInstance:r6g.large.search", _HOURS),
    "ultrawarm": ("AmazonES", "ESInstance:ultrawarm1.medium.search", _HOURS),
    "redshift": ("AmazonRedshift", "Node:ra3.4xlarge", _HOURS),
    "redshift_serverless": ("AmazonRedshift", "Redshift:ServerlessUsage", "RPU-Hr"),
    "docdb": ("AmazonDocDB", "InstanceUsage:db.r6g.large", _HOURS),
    "efs": ("AmazonEFS", "TimedStorage-ByteHrs", _STORED),
    "efs_ia": ("AmazonEFS", "IATimedStorage-ByteHrs", _STORED),
    "fsx": ("AmazonFSx", "Storage_SAZ:SSD", _STORED),
    "ecr": ("AmazonECR", "TimedStorage-ByteHrs", _STORED),
    "s3_requests_in_gb": ("AmazonS3", "Requests-Tier2", _STORED),
    "ebs_plain": ("AmazonEC2", "EBS:VolumeUsage", _STORED),
    "ebs_unlisted_prefix": ("AmazonEC2", "EUW2_EBS:VolumeUsage", _STORED),
    "emr_serverless": ("ElasticMapReduce", "EMR-SERVERLESS-vCPUHours", _HOURS),
    "fargate": ("AmazonECS", "Fargate-vCPU-Hours:perCPU", "hours"),
    "fargate_gb": ("AmazonECS", "Fargate-GB-Hours", "hours"),
    "fargate_arm": ("AmazonECS", "Fargate-ARM-vCPU-Hours:perCPU", "hours"),
    "fargate_arm_gb": ("AmazonECS", "Fargate-ARM-GB-Hours", "hours"),
    "eks_fargate": ("AmazonEKS", "Fargate-vCPU-Hours:perCPU", "hours"),
    "lambda": ("AWSLambda", "Lambda-GB-Second", "Lambda-GB-Second"),
    "lambda_arm": ("AWSLambda", "Lambda-GB-Second-ARM", "Lambda-GB-Second"),
    "eks": ("AmazonEKS", "AmazonEKS-Hours:perCluster", "Hours"),
    "glue": ("AWSGlue", "ETL-DPU-Hour", "DPU-Hour"),
    "sagemaker": ("AmazonSageMaker", "Host:ml.g5.xlarge", _HOURS),
    "msk": ("AmazonMSK", "Kafka.m5.large", _HOURS),
    "nat": ("AmazonEC2", "NatGateway-Hours", _HOURS),
    "nat_gb": ("AmazonEC2", "NatGateway-Bytes", "GB"),
    "load_balancer": ("AWSELB", "LoadBalancerUsage", _HOURS),
    "lcu": ("AWSELB", "LCUUsage", "LCU-Hrs"),
    "cloudfront": ("AmazonCloudFront", "EU-DataTransfer-Out-Bytes", "GB"),
    "internet": ("AmazonEC2", "DataTransfer-Out-Bytes", "GB"),
    "zones": ("AmazonEC2", "DataTransfer-Regional-Bytes", "GB"),
    "regions": ("AmazonEC2", "USE1-EUC1-AWS-Out-Bytes", "GB"),
    "ec2_without_type": ("AmazonEC2", "BoxUsage:m5.large", _HOURS),
}
_SPENT: dict[str, tuple[str, str, str]] = {
    "tokens": ("AmazonBedrock", "MistralLarge-output-tokens", "1K tokens"),
    "requests": ("AmazonS3", "Requests-Tier1", "Requests"),
    "keys": ("awskms", "KMS-Requests", "Requests"),
    "vpn": ("AmazonVPC", "VPN-Usage-Hours:ipsec.1", _HOURS),
    "address": ("AmazonVPC", "PublicIPv4:InUseAddress", _HOURS),
    "emr_fee": ("ElasticMapReduce", "BoxUsage:m5.xlarge", _HOURS),
}
_APART: dict[str, tuple[str, str, str]] = {
    "outposts": ("AWSOutposts", "OR-Rack", _HOURS),
    "outposts_volume": ("AmazonEC2", "OutpostsEBS:VolumeUsage.gp2", _STORED),
}


def modelled() -> set[str]:
    """Resources of the services that have an energy model."""
    return {f"v-{name}" for name in _MODELLED}


def spent() -> set[str]:
    """Resources of what stays with spend."""
    return {f"v-{name}" for name in _SPENT}


def apart() -> set[str]:
    """Resources of hardware that stands at the customer."""
    return {f"v-{name}" for name in _APART}


def billed() -> list[Row]:
    """A thousand units of each for October in us-east-1, resource `v-<name>`; `v-edge` anywhere."""
    every = _MODELLED | _SPENT | _APART
    edge = line(
        "DataTransfer-Out-Bytes",
        at=_OCTOBER,
        hours=744,
        amount=1000,
        line_item_product_code="AmazonCloudFront",
        line_item_resource_id="v-edge",
        pricing_unit="GB",
        product_region_code="global",
    )
    return [edge] + [
        line(
            usage_type,
            at=_OCTOBER,
            hours=744,
            amount=1000,
            line_item_product_code=service,
            line_item_operation="",
            line_item_resource_id=f"v-{name}",
            pricing_unit=unit,
        )
        for name, (service, usage_type, unit) in every.items()
    ]
