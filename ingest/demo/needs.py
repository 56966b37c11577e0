"""What the made-up company runs: each need is one resource's meter, by team, account and region.

Belongs here: who uses which offer, where and when. Does not: prices (`catalogue.py`).
"""

from dataclasses import dataclass

from ingest.demo.catalogue import (
    OFFERS,
    Offer,
    dedicated_host,
    ebs,
    ec2,
    on_dedicated_host,
    s3,
    unused_capacity,
)


@dataclass(frozen=True, slots=True)
class Need:
    """One metered use of an offer.

    `amount` is units per hour, or the stock held (GB, keys) when `shape` is "stock";
    `shape`: flat | box (first hour partial) | tide (follows the local clock) | stock;
    `purchase`: on_demand | spot | savings | reserved; `kind` says how the resource id looks.
    """

    name: str
    kind: str
    offer: Offer
    region: str
    account: str
    team: str | None = None
    env: str | None = None
    purchase: str = "on_demand"
    schedule: str = "always"
    shape: str = "flat"
    amount: float = 1.0


VIRGINIA, OREGON, FRANKFURT, MUMBAI = "us-east-1", "us-west-2", "eu-central-1", "ap-south-1"


def _vm(
    name: str, kind: str, region: str, account: str, team: str | None = None, *,
    env: str | None = "prod", buy: str = "on_demand",
    when: str = "always",
) -> Need:  # fmt: skip
    offer = ec2(kind, spot=buy == "spot")
    return Need(name, "instance", offer, region, account, team, env, buy, when, "box")


_INSTANCES = (
    _vm("search-api", "m5.large", VIRGINIA, "production", "search"),
    _vm("search-index-a", "m5.xlarge", VIRGINIA, "production", "search", buy="reserved"),
    _vm("search-index-b", "m5.xlarge", VIRGINIA, "production", "search", buy="reserved"),
    _vm("search-rank", "g6.xlarge", FRANKFURT, "production", "search"),
    _vm("shop-front", "m7i.large", FRANKFURT, "production", "web", buy="savings"),
    _vm("shop-peak", "m7i.2xlarge", FRANKFURT, "production", "web", buy="savings", when="business"),
    _vm("shop-batch", "c7g.2xlarge", VIRGINIA, "production", "web", buy="spot", when="evening"),
    _vm("shop-asia", "t3.medium", MUMBAI, "production", "web"),
    _vm("node-serving", "c6i.xlarge", OREGON, "platform", "platform"),
    _vm("node-ingest", "c6i.4xlarge", OREGON, "platform", "platform", when="business"),
    _vm("node-ingest-eu", "c7g.xlarge", FRANKFURT, "platform", "platform", buy="savings"),
    _vm("node-tools", "t3.large", FRANKFURT, "platform", "platform", env="dev", when="business"),
    _vm("warehouse", "r6i.2xlarge", MUMBAI, "analytics", "data"),
    _vm("forgotten-bastion", "t3.micro", VIRGINIA, "analytics", env=None),
    _vm("train-large", "p5.48xlarge", OREGON, "research", "training", when="burst"),
    _vm("train-trainium", "trn1.32xlarge", OREGON, "research", "training", env="dev", when="burst"),
    _vm("train-notebook", "g5.2xlarge", OREGON, "research", env=None),
    _vm("train-prepare", "m5.24xlarge", OREGON, "research", "training", when="night"),
    _vm("labs-notebook", "g6.xlarge", VIRGINIA, "labs", "labs", when="business"),
)

_RESERVED = (
    Need("train-large", "capacity", unused_capacity("p5.48xlarge"), OREGON, "research",
         "training", "prod", schedule="standby"),
    Need("licensed", "host", dedicated_host("m5", 5.069), FRANKFURT, "platform", "platform",
         "prod"),
    Need("licensed-app", "instance", on_dedicated_host("m5.xlarge"), FRANKFURT, "production",
         "web", "prod"),
)  # fmt: skip

# name, volume type, region, account, team tag, GB
_VOLUMES = (
    ("search-api", "gp3", VIRGINIA, "production", "search", 500),
    ("search-index-a", "gp3", VIRGINIA, "production", "search", 2000),
    ("search-rank", "gp3", FRANKFURT, "production", "search", 300),
    ("shop-front", "gp2", FRANKFURT, "production", "web", 200),
    ("shop-asia", "gp3", MUMBAI, "production", "web", 100),
    ("node-serving", "gp3", OREGON, "platform", None, 400),
    ("warehouse", "io2", MUMBAI, "analytics", "data", 4000),
    ("warehouse-log", "st1", MUMBAI, "analytics", "data", 12000),
    ("train-scratch", "gp3", OREGON, "research", "training", 8000),
    ("orphaned", "gp2", VIRGINIA, "analytics", None, 750),
    ("labs-notebook", "gp3", VIRGINIA, "labs", "labs", 500),
)

# bucket name, class, region, account, team tag, GB, schedule
_BUCKETS = (
    ("lumenfold-lake-us", "standard", VIRGINIA, "analytics", None, 180_000, "always"),
    ("lumenfold-lake-eu", "standard", FRANKFURT, "analytics", None, 95_000, "always"),
    ("lumenfold-checkpoints", "standard", OREGON, "research", "training", 260_000, "always"),
    ("lumenfold-shop-media", "intelligent", FRANKFURT, "production", "web", 40_000, "always"),
    ("lumenfold-shop-asia", "one_zone", MUMBAI, "production", "web", 9_000, "daily"),
    ("lumenfold-lake-cold", "ia", VIRGINIA, "analytics", None, 320_000, "daily"),
    ("lumenfold-archive", "glacier", FRANKFURT, "platform", "platform", 500_000, "daily"),
    ("lumenfold-audit-trail", "deep_archive", VIRGINIA, "platform", None, 900_000, "daily"),
)

# name, kind, offer, region, account, team tag, shape, amount
_SERVICES = (
    ("search-index-a", "snapshot", "snapshot", VIRGINIA, "production", "search", "stock", 3500.0),
    ("warehouse", "snapshot", "snapshot", MUMBAI, "analytics", "data", "stock", 9000.0),
    ("warehouse", "volume", "iops", MUMBAI, "analytics", "data", "stock", 16000.0),
    ("egress-us", "nat", "nat_hours", VIRGINIA, "platform", None, "flat", 1.0),
    ("egress-us", "nat", "nat_bytes", VIRGINIA, "platform", None, "tide", 42.0),
    ("egress-eu", "nat", "nat_hours", FRANKFURT, "platform", None, "flat", 1.0),
    ("egress-eu", "nat", "nat_bytes", FRANKFURT, "platform", None, "tide", 18.0),
    ("lumenfold-lake-us", "bucket", "s3_puts", VIRGINIA, "analytics", None, "tide", 52_000.0),
    ("lumenfold-lake-us", "bucket", "s3_gets", VIRGINIA, "analytics", None, "tide", 900_000.0),
    ("resize-images", "function", "lambda_time", FRANKFURT, "production", "web", "tide", 36_000.0),
    ("resize-images", "function", "lambda_calls", FRANKFURT, "production", "web", "tide", 90_000.0),
    ("route-events", "function", "lambda_time", VIRGINIA, "platform", "platform", "tide", 9_000.0),
    ("route-events", "function", "lambda_calls", VIRGINIA, "platform", "platform", "tide", 2.1e5),
    ("orders", "database", "rds_multi_az", FRANKFURT, "production", "web", "flat", 1.0),
    ("orders", "database", "rds_storage", FRANKFURT, "production", "web", "stock", 800.0),
    ("ledger", "database", "rds_multi_az", VIRGINIA, "analytics", "data", "flat", 1.0),
    ("shop-front", "instance", "internet", FRANKFURT, "production", "web", "tide", 21.0),
    ("search-api", "instance", "internet", VIRGINIA, "production", "search", "tide", 12.0),
    ("search-api", "instance", "between_zones", VIRGINIA, "production", "search", "tide", 64.0),
    ("search-api", "instance", "to_oregon", VIRGINIA, "production", "search", "tide", 30.0),
    ("shop", "distribution", "edge_bytes", VIRGINIA, "production", "web", "tide", 85.0),
    ("shop", "distribution", "edge_requests", VIRGINIA, "production", "web", "tide", 260_000.0),
    ("monitoring", "subscription", "monitoring", VIRGINIA, "platform", "platform", "flat", 40.0),
    ("vault", "key", "kms_requests", VIRGINIA, "platform", "platform", "tide", 18_000.0),
    ("vault", "key", "kms_keys", VIRGINIA, "platform", "platform", "stock", 12.0),
)  # fmt: skip


def all_needs() -> list[Need]:
    """Everything that runs all the time, in a fixed order."""
    needs = [*_INSTANCES, *_RESERVED]
    needs += [
        Need(name, "volume", ebs(kind), region, account, team, "prod" if team else None,
             shape="stock", amount=float(size))
        for name, kind, region, account, team, size in _VOLUMES
    ]  # fmt: skip
    needs += [
        Need(name, "bucket", s3(kind), region, account, team, schedule=schedule,
             shape="stock", amount=float(size))
        for name, kind, region, account, team, size, schedule in _BUCKETS
    ]  # fmt: skip
    needs += [
        Need(name, kind, OFFERS[offer], region, account, team, "prod" if team else None,
             shape=shape, amount=amount)
        for name, kind, offer, region, account, team, shape, amount in _SERVICES
    ]  # fmt: skip
    return needs
