"""The bill lines that the workings are about; each case owns its own team and resource."""

from __future__ import annotations

from datetime import datetime

from tests.bills import Row, instance, line

_DAY = datetime(2025, 10, 15)

LINES: dict[str, list[Row]] = {
    "m7i_large_24h": [
        instance(
            "m7i.large",
            prefix="EUC1-",
            at=_DAY.replace(hour=hour),
            team="m7i_large_24h",
            product_region_code="eu-central-1",
            line_item_resource_id="m7i_large_24h",
        )
        for hour in range(24)
    ],
    "s3_standard_1000_gb_month": [
        line(
            "TimedStorage-ByteHrs",
            at=datetime(2025, 10, 1),
            hours=744,
            amount=1000,
            team="s3_standard_1000_gb_month",
            line_item_product_code="AmazonS3",
            line_item_operation="StandardStorage",
            line_item_resource_id="s3_standard_1000_gb_month",
            pricing_unit="GB-Mo",
        )
    ],
    "p5_48xlarge_1h": [
        instance(
            "p5.48xlarge",
            prefix="USW2-",
            at=_DAY,
            team="p5_48xlarge_1h",
            product_region_code="us-west-2",
            line_item_resource_id="p5_48xlarge_1h",
        )
    ],
}
"""The lines of each case, by the name of its folder."""
