"""What the made-up company runs at Azure, by subscription, region, team and schedule.

Belongs here: who uses which meters, where and when. Does not: prices (`catalogue.py`), rows
(`rows.py`).
"""

from dataclasses import dataclass, field

from ingest.demo.resources import uuid


@dataclass(frozen=True, slots=True)
class Subscription:
    """One subscription, of one section of the invoice."""

    subscription_id: str
    name: str
    section: str


@dataclass(frozen=True, slots=True)
class Region:
    """One region as cost details spell it: short for resources, and as meters call it."""

    location: str
    meter_region: str


def _subscription(name: str, section: str) -> Subscription:
    return Subscription(uuid("subscription", name), name, section)


SHOP = _subscription("lumenfold-azure-shop", "Shop")
DATA = _subscription("lumenfold-azure-data", "Data")
LEGACY = _subscription("lumenfold-azure-legacy", "Other")

NETHERLANDS = Region("westeurope", "EU West")
IRELAND = Region("northeurope", "EU North")


@dataclass(frozen=True, slots=True)
class Need:
    """One resource: a meter and what an hour counts of it, in the meter's single units.

    Stored gigabytes and disks are given as stock. `reserved` says that a reservation covers it.
    """

    name: str
    kind: str
    meter: str
    amount: float
    subscription: Subscription
    region: Region
    group: str
    tags: dict[str, str] = field(default_factory=dict[str, str], hash=False)
    schedule: str = "always"
    shape: str = "flat"
    reserved: bool = False


def _team(team: str, env: str = "prod") -> dict[str, str]:
    return {"team": team, "env": env}


_VM, _DISK, _ACCOUNT = (
    "Microsoft.Compute/virtualMachines",
    "Microsoft.Compute/disks",
    "Microsoft.Storage/storageAccounts",
)
_NODES = "Microsoft.Compute/virtualMachineScaleSets"

NEEDS: tuple[Need, ...] = (
    Need("vm-shop-api", _VM, "d4s", 1, SHOP, NETHERLANDS, "rg-shop", _team("web"), reserved=True),
    Need("vm-shop-jobs", _VM, "d4s", 1, SHOP, NETHERLANDS, "rg-shop", _team("web"), "business",
         reserved=True),
    Need("aks-shop-nodes", _NODES, "d8s", 2, SHOP, NETHERLANDS, "mc_rg-shop_aks-shop",
         _team("platform")),
    Need("vm-warehouse", _VM, "e8s", 1, DATA, IRELAND, "rg-warehouse", _team("data")),
    Need("vm-jump", _VM, "b2s", 1, LEGACY, NETHERLANDS, "rg-old"),
    Need("vm-train", _VM, "nc24", 1, DATA, NETHERLANDS, "rg-train", _team("training"), "burst"),
    Need("disk-warehouse", _DISK, "p30", 2, DATA, IRELAND, "rg-warehouse", _team("data"),
         shape="stock"),
    Need("disk-shop-api", _DISK, "e20", 1, SHOP, NETHERLANDS, "rg-shop", _team("web"),
         shape="stock"),
    Need("disk-orphan", _DISK, "e20", 1, LEGACY, NETHERLANDS, "rg-old", shape="stock"),
    Need("stlumenfoldmedia", _ACCOUNT, "hot-lrs", 24_000, SHOP, NETHERLANDS, "rg-shop",
         _team("web"), shape="stock"),
    Need("stlumenfoldmedia", _ACCOUNT, "writes", 30_000, SHOP, NETHERLANDS, "rg-shop",
         _team("web"), shape="tide"),
    Need("stlumenfoldbackup", _ACCOUNT, "cool-grs", 85_000, DATA, IRELAND, "rg-warehouse",
         shape="stock"),
    Need("sql-orders", "Microsoft.Sql/servers", "sql", 4, SHOP, NETHERLANDS, "rg-shop",
         _team("web")),
    Need("sql-orders", "Microsoft.Sql/servers", "sql-data", 600, SHOP, NETHERLANDS, "rg-shop",
         _team("web"), shape="stock"),
    Need("aks-shop", "Microsoft.ContainerService/managedClusters", "aks", 1, SHOP, NETHERLANDS,
         "rg-shop", _team("platform")),
    Need("plan-portal", "Microsoft.Web/serverFarms", "app", 2, SHOP, IRELAND, "rg-portal",
         _team("web")),
    Need("func-events", "Microsoft.Web/sites", "function", 60_000, DATA, IRELAND, "rg-events",
         _team("platform"), shape="tide"),
    Need("func-events", "Microsoft.Web/sites", "calls", 90_000, DATA, IRELAND, "rg-events",
         _team("platform"), shape="tide"),
    Need("ip-shop", "Microsoft.Network/publicIPAddresses", "internet", 9, SHOP, NETHERLANDS,
         "rg-shop", _team("web"), shape="tide"),
    Need("log-lumenfold", "Microsoft.OperationalInsights/workspaces", "logs", 0.6, SHOP,
         NETHERLANDS, "rg-shop", shape="tide"),
    Need("kv-lumenfold", "Microsoft.KeyVault/vaults", "vault", 8_000, SHOP, NETHERLANDS,
         "rg-shop", _team("platform"), shape="tide"),
)  # fmt: skip
"""Billed by the day."""

RESERVED_METER = "d4s"
RESERVED_MACHINES = 2
RESERVED_SHARE = 0.61
"""A reservation of two machines; what it costs as a share of the list price."""

LATE = "func-events"
"""The resource whose last lines of a restated month arrive with the second delivery."""
