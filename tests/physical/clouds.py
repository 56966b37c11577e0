"""Charges of Google Cloud, Azure and Oracle that ask for physical sense, as a FOCUS bill.

Belongs here: lines and the workspace that they make. Does not: what must come of them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bills import write_workspace
from tests.focus_bills import Charge, charge, columns, write_csv
from tests.once import made_once
from tests.own_factors import SeedRow, seed
from tests.pipeline import must_run

THOUSAND = 1000
_CE = "Compute Engine"
_SETTINGS = """
[workspace]
name = "Clouds"

[sources.clouds]
kind = "focus"
uri = "clouds"
"""
_NAMES = {"gcp": "Google Cloud", "azure": "Microsoft", "oci": "Oracle"}
_OF_A_UNIT = {"seconds": 3600, "bytes": 2**30, "byte-seconds": 2**30 * 3600}
"""What is billed for an hour, a GiB, a GiB-hour."""
_HOME_REGION = {"gcp": "us-central1", "azure": "eastus", "oci": "us-ashburn-1"}

LINES: dict[str, tuple[str, str, str, str]] = {
    "gpu NVIDIA_A100_SXM_40": ("gcp", _CE, "Nvidia Tesla A100 GPU running in Iowa", "seconds"),
    "gpu NVIDIA_H100_SXM": ("gcp", _CE, "Nvidia H100 80GB GPU running in Iowa", "Hours"),
    "gpu NVIDIA_H200_SXM": ("gcp", _CE, "Nvidia H200 141GB GPU running in Iowa", "Hours"),
    "gpu NVIDIA_L4": ("gcp", _CE, "Nvidia L4 GPU running in Iowa", "Hours"),
    "gpu NVIDIA_RTX_PRO_6000": ("gcp", _CE, "Nvidia RTX PRO 6000 GPU in Iowa", "Hours"),
    "gpu NVIDIA_T4": ("gcp", _CE, "Nvidia Tesla T4 GPU running in Americas", "Hours"),
    "tpu v5e": ("gcp", _CE, "TpuV5e usage running in Iowa", "Hours"),
    "pd": ("gcp", _CE, "SSD backed PD Capacity", "GB-Months"),
    "pd by the hour": ("gcp", _CE, "SSD backed PD Capacity in Iowa", "GB-Hours"),
    "pd in bytes": ("gcp", _CE, "SSD backed PD Capacity in Oregon", "byte-seconds"),
    "regional pd": ("gcp", _CE, "Regional SSD backed PD Capacity", "GB-Months"),
    "bucket": ("gcp", "Cloud Storage", "Standard Storage US Regional", "GB-Months"),
    "bucket of two": ("gcp", "Cloud Storage", "Standard Storage Dual-region", "GB-Months"),
    "bucket of many": ("gcp", "Cloud Storage", "Standard Storage US Multi-region", "GB-Months"),
    "sql": ("gcp", "Cloud SQL", "MySQL: Zonal - vCPU in Iowa", "Hours"),
    "sql with standby": ("gcp", "Cloud SQL", "MySQL: Regional - vCPU in Iowa", "Hours"),
    "egress": ("gcp", _CE, "Network Internet Egress from Americas to EMEA", "bytes"),
    "run": ("gcp", "Cloud Run", "Services CPU in us-central1", "seconds"),
    "run memory": ("gcp", "Cloud Run", "Services Memory in us-central1", "byte-seconds"),
    "cluster": ("gcp", "Kubernetes Engine", "Zonal Kubernetes Clusters", "seconds"),
    "regional cluster": ("gcp", "Kubernetes Engine", "Regional Kubernetes Clusters", "seconds"),
    "P10": ("azure", "Storage", "Premium SSD Managed Disks/P10 LRS Disk", "1/Month"),
    "P20": ("azure", "Storage", "Premium SSD Managed Disks/P20 ZRS Disk", "1/Month"),
    "E10": ("azure", "Storage", "Standard SSD Managed Disks/E10 LRS Disk", "1/Month"),
    "S10": ("azure", "Storage", "Standard HDD Managed Disks/S10 LRS Disk", "1/Month"),
    "premium v2": ("azure", "Storage", "Premium SSD v2/LRS Provisioned Capacity", "1 GiB/Hour"),
    "hot lrs": ("azure", "Storage", "Tiered Block Blob/Hot LRS Data Stored", "1 GB/Month"),
    "hot ra-grs": ("azure", "Storage", "Tiered Block Blob/Hot RA-GRS Data Stored", "1 GB/Month"),
    "hot zrs": ("azure", "Storage", "Tiered Block Blob/Hot ZRS Data Stored", "1 GB/Month"),
    "vcore": ("azure", "SQL Database", "Single General Purpose - Compute Gen5/vCore", "1 Hour"),
    "16 vcores": ("azure", "SQL Database", "Single General Purpose/16 vCore", "1 Hour"),
    "functions": ("azure", "Functions", "Functions/Standard Execution Time", "1 GB Second"),
    "aks": ("azure", "Azure Kubernetes Service", "Azure Kubernetes Service/Uptime SLA", "1 Hour"),
    "plan": ("azure", "Azure App Service", "Azure App Service Premium v3 Plan/P1 v3 App", "1 Hour"),
    "cosmos": ("azure", "Azure Cosmos DB", "Azure Cosmos DB/100 RU/s", "1/Hour"),
    "ocpu": ("oci", "COMPUTE", "Standard - E4 - OCPU", "OCPU Hours"),
    "arm ocpu": ("oci", "COMPUTE", "Standard - A1", "OCPU Per Hour"),
    "oci memory": ("oci", "COMPUTE", "Standard - E4 - Memory", "GB Hours"),
}  # fmt: skip
"""Name, provider, service, meter and unit of a thousand of each."""


def home(factory: pytest.TempPathFactory) -> Path:
    """The workspace of all these charges, published; made once a session."""
    return made_once(factory, "clouds-known", _run)


def catalogue(provider: str) -> dict[str, SeedRow]:
    """The machine types of a provider."""
    return {r["instance_type"]: r for r in seed("instance_types") if r["provider"] == provider}


def billed_vcpus(row: SeedRow) -> float:
    """vCPU that Google bills: of a shared core its share."""
    shares = {r["instance_type"]: r for r in seed("burstable_baselines")}
    share = shares.get(row["instance_type"], {"baseline_utilisation_percent": "100"})
    return float(row["vcpus"]) * float(share["baseline_utilisation_percent"]) / 100


def _run(folder: Path) -> None:
    folder.mkdir()
    write_workspace(folder, [])
    (folder / "tonne.toml").write_text(_SETTINGS)
    rows = [*_machines(), *_parts(), *_regions(), *_meters(), *_lines()]
    write_csv(folder / "clouds/2025-10.csv", rows, names=columns("1.2"))
    must_run(folder, "run")


def _line(provider: str, resource: str, unit: str, amount: float = 1, **given: str) -> Charge:
    return charge(
        **{
            "ProviderName": _NAMES[provider],
            "ServiceName": "Compute",
            "RegionId": _HOME_REGION[provider],
            "ResourceId": resource,
            "ConsumedUnit": unit,
            "ConsumedQuantity": repr(amount * THOUSAND),
            "ChargeDescription": "",
            **given,
        }
    )


def _machine(provider: str, resource: str, instance_type: str, **given: str) -> Charge:
    details = json.dumps({"InstanceType": instance_type})
    return _line(provider, resource, "Hours", 1, SkuPriceDetails=details, **given)


def _machines() -> list[Charge]:
    return [
        _machine(provider, f"i-{instance_type}", instance_type)
        for provider in ("gcp", "azure")
        for instance_type in catalogue(provider)
    ]


def _parts() -> list[Charge]:
    """The two lines of each Google machine, with its name; of a custom one and a family."""
    rows: list[Charge] = []
    custom = {"n2-custom-8-32768": (8.0, 32.0), "": (8.0, 32.0)}
    known = {t: (billed_vcpus(r), float(r["memory_gib"])) for t, r in catalogue("gcp").items()}
    for instance_type, (vcpus, gib) in (known | custom).items():
        family = (instance_type or "n2").split("-")[0].upper()
        given = {"ServiceName": _CE}
        if instance_type:
            given["SkuPriceDetails"] = json.dumps({"InstanceType": instance_type})
        core, ram = (f"{family} Instance {part} running in Iowa" for part in ("Core", "Ram"))
        name = instance_type or "unnamed"
        rows.append(_line("gcp", f"core-{name}", "Hours", vcpus, SkuMeter=core, **given))
        rows.append(_line("gcp", f"ram-{name}", "GB-Hours", gib, SkuMeter=ram, **given))
    return rows


def _regions() -> list[Charge]:
    types = {"gcp": "n2-standard-8", "azure": "Standard_D2s_v3"}
    return [
        _machine(r["provider"], f"r-{r['provider']}-{r['region_id']}", types[r["provider"]],
                 RegionId=r["region_id"])
        for r in seed("cloud_regions")
        if r["provider"] in types
    ]  # fmt: skip


def _meters() -> list[Charge]:
    """Azure machines that only their meter names."""
    meters = {
        "Standard_D2_v3": "Dv3/DSv3 Series Windows/D2 v3/D2s v3",
        "Standard_D4s_v5": "Dsv5 Series/D4s v5 Spot",
        "Standard_B2ms": "BS Series/B2ms",
    }
    return [
        _line("azure", f"n-{name}", "1 Hour", SkuMeter=meter, ServiceName="Virtual Machines")
        for name, meter in meters.items()
    ]


def _lines() -> list[Charge]:
    return [
        _line(provider, f"v-{name}", unit, _OF_A_UNIT.get(unit, 1), SkuMeter=meter,
              ServiceName=service)
        for name, (provider, service, meter, unit) in LINES.items()
    ]  # fmt: skip
