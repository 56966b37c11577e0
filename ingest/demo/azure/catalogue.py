"""What the made-up company can buy at Azure: meters with units, prices and rough energy.

Belongs here: the wording of meters, prices in EUR near the public list of late 2025, and what a
unit takes in energy and hardware in the eyes of the demo's Microsoft. Does not: who buys what
(`needs.py`).
Nothing of a real company is computed from these numbers.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meter:
    """One meter; `block` is how many units its unit of measure counts at once.

    The price is EUR per unit of measure; kWh and kg per unit, without the block.
    """

    family: str
    category: str
    sub_category: str
    name: str
    unit_of_measure: str
    price: float
    provider: str
    size: str | None = None
    block: float = 1.0
    kwh: float = 0.0
    hardware_kg: float = 0.0


def _machine(
    series: str, name: str, size: str, price: float, kwh: float, kg: float
) -> Meter:  # fmt: skip
    return Meter(
        "Compute", "Virtual Machines", series, name, "1 Hour", price, "Microsoft.Compute",
        f"Standard_{size}", kwh=kwh, hardware_kg=kg,
    )  # fmt: skip


def _stored(sub_category: str, name: str, price: float, kwh: float, kg: float) -> Meter:
    return Meter(
        "Storage", "Storage", sub_category, name, "1 GB/Month", price, "Microsoft.Storage",
        kwh=kwh, hardware_kg=kg,
    )  # fmt: skip


def _disk(sub_category: str, name: str, price: float, gb: float) -> Meter:
    return Meter(
        "Storage", "Storage", sub_category, name, "1/Month", price, "Microsoft.Compute",
        kwh=gb * 0.0028, hardware_kg=gb * 0.0049,
    )  # fmt: skip


_SQL = "SQL Database Single/Elastic Pool General Purpose"

METERS: dict[str, Meter] = {
    "d4s": _machine("Dsv5 Series", "D4s v5", "D4s_v5", 0.196, 0.0108, 0.0012),
    "d8s": _machine("Dsv5 Series", "D8s v5", "D8s_v5", 0.392, 0.0216, 0.0024),
    "e8s": _machine("Esv5 Series", "E8s v5", "E8s_v5", 0.5, 0.038, 0.0032),
    "b2s": _machine("BS Series", "B2s", "B2s", 0.0416, 0.0020, 0.0006),
    "nc24": _machine("NCADSA100v4 Series", "NC24ads A100 v4", "NC24ads_A100_v4", 3.6, 0.290, 0.012),
    "p30": _disk("Premium SSD Managed Disks", "P30 LRS Disk", 118.0, 1024),
    "e20": _disk("Standard SSD Managed Disks", "E20 LRS Disk", 35.0, 512),
    "hot-lrs": _stored("Tiered Block Blob", "Hot LRS Data Stored", 0.0179, 0.0015, 0.00013),
    "cool-grs": _stored("Tiered Block Blob", "Cool GRS Data Stored", 0.0182, 0.0031, 0.00025),
    "writes": Meter("Storage", "Storage", "Tiered Block Blob", "Hot LRS Write Operations", "10K",
                    0.046, "Microsoft.Storage", block=10_000.0),
    "sql": Meter("Databases", "SQL Database", f"{_SQL} - Compute Gen5", "vCore", "1 Hour", 0.14,
                 "Microsoft.Sql", kwh=0.0038, hardware_kg=0.00035),
    "sql-data": Meter("Databases", "SQL Database", f"{_SQL} - Storage",
                      "General Purpose Data Stored", "1 GB/Month", 0.106, "Microsoft.Sql",
                      kwh=0.0027, hardware_kg=0.0046),
    "aks": Meter("Containers", "Azure Kubernetes Service", "", "Standard Uptime SLA", "1 Hour",
                 0.092, "Microsoft.ContainerService", kwh=0.013, hardware_kg=0.001),
    "app": Meter("Compute", "Azure App Service", "Azure App Service Premium v3 Plan - Linux",
                 "P1 v3 App", "1 Hour", 0.115, "Microsoft.Web", kwh=0.0066, hardware_kg=0.0006),
    "function": Meter("Compute", "Functions", "", "Standard Execution Time", "1 GB Second",
                      0.000015, "Microsoft.Web", kwh=0.0000004),
    "calls": Meter("Compute", "Functions", "", "Standard Total Executions", "10", 0.000002,
                   "Microsoft.Web", block=10.0),
    "internet": Meter("Networking", "Bandwidth", "Rtn Preference: MGN",
                      "Standard Data Transfer Out", "1 GB", 0.075, "Microsoft.Network", kwh=0.001),
    "logs": Meter("Management and Governance", "Log Analytics", "", "Analytics Logs Data Ingestion",
                  "1 GB", 2.55, "Microsoft.OperationalInsights"),
    "vault": Meter("Security", "Key Vault", "", "Operations", "10K", 0.026, "Microsoft.KeyVault",
                   block=10_000.0),
    "support": Meter("Support", "Azure Support", "", "Standard Support", "1/Month", 86.0,
                     "Microsoft.Support"),
    "market": Meter("Azure Marketplace Services", "Azure Marketplace", "",
                    "Observatory (fictional), per month", "1", 240.0, "Microsoft.SaaS"),
}  # fmt: skip
"""By a short name."""
