"""What the manifest of a Cost Management run says, in its newer generation.

Belongs here: its keys. Does not: where it lies (`exports.py`).
"""

from datetime import datetime, timedelta
from typing import Any

from ingest.demo.azure.agreement import BILLING_ACCOUNT
from ingest.demo.month import Month

ROOT = "cost"
EXPORTS = {"ActualCost": "lumenfold-actual", "AmortizedCost": "lumenfold-amortized"}
"""Names of the exports by their type."""


def manifest_of(kind: str, blobs: list[dict[str, Any]]) -> dict[str, Any]:
    """All but the run itself; `blobs` are its parts."""
    scope = f"/providers/Microsoft.Billing/billingAccounts/{BILLING_ACCOUNT}"
    return {
        "manifestVersion": "2024-04-01",
        "byteCount": sum(blob["byteCount"] for blob in blobs),
        "blobCount": len(blobs),
        "dataRowCount": sum(blob["dataRowCount"] for blob in blobs),
        "exportConfig": {
            "exportName": EXPORTS[kind],
            "resourceId": f"{scope}/providers/Microsoft.CostManagement/exports/{EXPORTS[kind]}",
            "dataVersion": "2023-12-01-preview",
            "apiVersion": "2023-07-01-preview",
            "type": kind,
            "timeFrame": "TheLastBillingMonth",
            "granularity": "Daily",
        },
        "deliveryConfig": {
            "partitionData": True,
            "dataOverwriteBehavior": "CreateNewReport",
            "fileFormat": "Csv",
            "compressionMode": "gzip",
            "containerUri": "https://lumenfoldbilling.blob.core.windows.net/msexports",
            "rootFolderPath": ROOT,
        },
        "blobs": blobs,
    }


def run_info(month: Month, ran: datetime, run: str) -> dict[str, str]:
    """When it ran, and for which days."""
    return {
        "executionType": "Scheduled",
        "submittedTime": f"{ran:%Y-%m-%dT%H:%M:%S}.0000000Z",
        "runId": run,
        "startDate": f"{month.start:%Y-%m-%dT%H:%M:%S}",
        "endDate": f"{month.end - timedelta(days=1):%Y-%m-%dT%H:%M:%S}",
    }
