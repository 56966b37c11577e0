"""The bill lines that the workings are about; each case owns its own team and resource."""

from __future__ import annotations

from datetime import datetime

from tests.bills import Row, instance, line

_DAY = datetime(2025, 10, 15)

_BILLED: dict[str, list[Row]] = {
    "m7i_large_24h": [
        instance(
            "m7i.large",
            prefix="EUC1-",
            at=_DAY.replace(hour=hour),
            product_region_code="eu-central-1",
        )
        for hour in range(24)
    ],
    "s3_standard_1000_gb_month": [
        line(
            "TimedStorage-ByteHrs",
            at=datetime(2025, 10, 1),
            hours=744,
            amount=1000,
            line_item_product_code="AmazonS3",
            line_item_operation="StandardStorage",
            pricing_unit="GB-Mo",
        )
    ],
    "p5_48xlarge_1h": [
        instance(
            "p5.48xlarge",
            prefix="USW2-",
            at=_DAY,
            product_region_code="us-west-2",
        )
    ],
    "fargate_vcpu_100h": [
        line(
            "EUC1-Fargate-vCPU-Hours:perCPU",
            at=_DAY,
            amount=100,
            line_item_product_code="AmazonECS",
            line_item_operation="FargateTask",
            pricing_unit="hours",
            product_region_code="eu-central-1",
        )
    ],
    "lambda_3600000_gb_seconds": [
        line(
            "Lambda-GB-Second",
            at=_DAY,
            amount=3_600_000,
            line_item_product_code="AWSLambda",
            line_item_operation="Invoke",
            pricing_unit="Lambda-GB-Second",
        )
    ],
    "rds_multi_az_24h": [
        line(
            "USW2-Multi-AZUsage:db.r6g.large",
            at=_DAY,
            hours=24,
            amount=24,
            line_item_product_code="AmazonRDS",
            line_item_operation="CreateDBInstance:0014",
            product_instance_type="db.r6g.large",
            product_region_code="us-west-2",
        )
    ],
}


def _owned(row: Row, case: str) -> Row:
    return {**row, "resource_tags": {"user_team": case}, "line_item_resource_id": case}


LINES: dict[str, list[Row]] = {
    case: [_owned(row, case) for row in rows] for case, rows in _BILLED.items()
}
"""The lines of each case, by the name of its folder."""
