"""What the made-up company runs at Google Cloud, by project, region, team and schedule.

Belongs here: who uses which SKUs, where and when. Does not: prices (`catalogue.py`), rows
(`usage.py`).
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Project:
    """One project; ids and numbers are text."""

    project_id: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """One location as SKUs and rows spell it; a multi-region has no region."""

    location: str
    region: str | None
    country: str
    name: str
    utc_offset: int


BILLING_ACCOUNT = "01F0A3-7B62C9-D41E58"
ML = Project("lumenfold-ml", "418823390157", "Lumenfold machine learning")
SHOP = Project("lumenfold-shop", "730114902266", "Lumenfold shop")
DATA = Project("lumenfold-data", "265590871403", "Lumenfold data")
SANDBOX = Project("lumenfold-sandbox", "904417750932", "Sandbox")

EEMSHAVEN = Place("europe-west4", "europe-west4", "NL", "Netherlands", 1)
IOWA = Place("us-central1", "us-central1", "US", "Iowa", -6)
US = Place("us", None, "US", "United States", -6)

CLUSTER = "lumenfold-web"
NAMESPACE = "k8s-namespace"


@dataclass(frozen=True, slots=True)
class Need:
    """One resource: its SKUs, each with what an hour counts in pricing units.

    Stored gigabytes are given as stock; the shape `stock` divides it by the month. `spec`, `cores`
    and `gib` describe a machine. `credit` names a type of credit and its share of the cost.
    """

    name: str
    kind: str
    project: Project
    place: Place
    skus: tuple[tuple[str, float], ...]
    labels: dict[str, str] = field(default_factory=dict[str, str])
    schedule: str = "daily"
    shape: str = "flat"
    spec: str | None = None
    cores: int = 0
    gib: int = 0
    credit: tuple[str, float] | None = None


def _team(team: str, env: str = "prod") -> dict[str, str]:
    return {"team": team, "env": env}


def _node(namespace: str, share: float) -> Need:
    """A share of a node of the cluster, as cost allocation splits its lines by namespace."""
    labels = {
        "goog-k8s-cluster-name": CLUSTER,
        "goog-k8s-node-pool-name": "serving",
        NAMESPACE: namespace,
    }
    return Need(
        "gke-lumenfold-web-serving", "instance", SHOP, EEMSHAVEN,
        (("n2-core", 8 * share), ("n2-ram", 32 * share)), labels, "always",
        spec="n2-standard-8", cores=8, gib=32,
        credit=("COMMITTED_USAGE_DISCOUNT", 1.0) if namespace == "search-serving" else None,
    )  # fmt: skip


MACHINES = (
    _node("search-serving", 0.75),
    _node("kube:unallocated", 0.25),
    Need("train-vision", "instance", ML, IOWA, (("a2-core", 48), ("a2-ram", 340), ("a100", 4)),
         _team("training"), "burst", spec="a2-highgpu-4g", cores=48, gib=340),
    Need("rank-gpu", "instance", SHOP, EEMSHAVEN, (("g2-core", 8), ("g2-ram", 32), ("l4", 1)),
         _team("search"), "business", spec="g2-standard-8", cores=8, gib=32),
    Need("shop-thumbnails", "instance", SHOP, EEMSHAVEN, (("e2-core", 4), ("e2-ram", 16)),
         _team("web"), "evening", spec="e2-standard-4", cores=4, gib=16),
    Need("notebook-old", "instance", SANDBOX, EEMSHAVEN, (("n1-core", 4), ("n1-ram", 15)), {},
         "night", spec="n1-standard-4", cores=4, gib=15,
         credit=("SUSTAINED_USAGE_DISCOUNT", 0.1)),
)  # fmt: skip
"""Billed by the hour, a line per SKU."""

SERVICES = (
    Need("gke-lumenfold-web-data", "disk", SHOP, EEMSHAVEN, (("pd-balanced", 900),),
         _team("platform"), shape="stock"),
    Need("train-vision-scratch", "disk", ML, IOWA, (("pd-ssd", 2500),), {}, shape="stock"),
    Need("lumenfold-web", "cluster", SHOP, EEMSHAVEN, (("cluster", 1),), _team("platform")),
    Need("lumenfold-shop-media-nl", "bucket", SHOP, EEMSHAVEN,
         (("gcs-standard", 60_000), ), _team("web"), shape="stock"),
    Need("lumenfold-shop-media-nl", "bucket", SHOP, EEMSHAVEN, (("gcs-class-a", 24_000),),
         _team("web"), shape="tide"),
    Need("lumenfold-checkpoints-iowa", "bucket", ML, IOWA, (("gcs-nearline", 110_000),),
         _team("training"), shape="stock"),
    Need("lumenfold-lake-multi", "bucket", DATA, US, (("gcs-multi", 45_000),), {}, shape="stock"),
    Need("orders-pg", "database", SHOP, EEMSHAVEN, (("sql-core", 4), ("sql-ram", 26)),
         _team("web")),
    Need("orders-pg", "database", SHOP, EEMSHAVEN, (("sql-disk", 500),), _team("web"),
         shape="stock"),
    Need("events", "dataset", DATA, EEMSHAVEN, (("bq-storage", 30_000),), _team("data"),
         shape="stock"),
    Need("events", "dataset", DATA, EEMSHAVEN, (("bq-analysis", 0.05),), _team("data"),
         shape="tide", credit=("FREE_TIER", 0.1)),
    Need("reporting", "reservation", DATA, EEMSHAVEN, (("bq-slots", 40),), _team("data"),
         shape="tide"),
    Need("recommend", "service", SHOP, EEMSHAVEN,
         (("run-cpu", 14_400), ("run-memory", 28_800), ("run-requests", 52_000)), _team("search"),
         shape="tide"),
    Need("recommend", "model", ML, EEMSHAVEN, (("tokens", 60_000),), _team("search"),
         shape="tide", credit=("PROMOTION", 0.5)),
    Need("front", "address", SHOP, EEMSHAVEN, (("internet", 14), ("balanced", 17)), {},
         shape="tide"),
    Need("front", "address", SHOP, EEMSHAVEN, (("rule", 1),), {}),
    Need("gke-lumenfold-web", "network", SHOP, EEMSHAVEN, (("zones", 22),), _team("platform"),
         shape="tide"),
    Need("images", "repository", SHOP, EEMSHAVEN, (("images", 320),), _team("platform"),
         shape="stock"),
    Need("n2-nl-2025", "commitment", SHOP, EEMSHAVEN, (("cud-core", 6), ("cud-ram", 24)), {}),
)  # fmt: skip
"""Billed by the day, a line per SKU."""

LATE = "lumenfold-shop-media-nl"
"""The bucket whose last lines of a restated month arrive days later."""
