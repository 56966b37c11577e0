"""What the made-up company can buy at Google Cloud: SKUs with units, prices and rough energy.

Belongs here: the wording of SKUs, prices in USD near the public list of late 2025, and what an unit
takes in energy and hardware in the eyes of the demo's Google. Does not: who buys what (`needs.py`).
Nothing of a real company is computed from these numbers.
"""

from dataclasses import dataclass

from ingest.demo.resources import digest

_HOUR = 3600.0
_GIB = 2.0**30
_MONTH = 730.0 * _HOUR

SERVICES: dict[str, tuple[str, str]] = {
    "compute": ("6F81-5844-456A", "Compute Engine"),
    "gke": ("CCD8-9BF1-090E", "Kubernetes Engine"),
    "storage": ("95FF-2EF5-5EA1", "Cloud Storage"),
    "sql": ("9662-B51E-5089", "Cloud SQL"),
    "bigquery": ("24E6-581D-38E5", "BigQuery"),
    "reservations": ("16B8-3DDA-9F10", "BigQuery Reservation API"),
    "run": ("152E-C115-5142", "Cloud Run"),
    "network": ("E505-1604-58F8", "Networking"),
    "vertex": ("C7E2-9256-1C43", "Vertex AI"),
    "registry": ("149C-F9EC-3994", "Artifact Registry"),
    "support": ("2062-016F-44A2", "Support"),
    "invoice": ("C3BE-24A5-0975", "Invoice"),
}
"""Ids and names of services, by a short name."""


@dataclass(frozen=True, slots=True)
class Sku:
    """One SKU. `text` may hold {place}; prices, kWh and kg are per pricing unit.

    `per_unit` is how many usage units a pricing unit has; `kwh` is of the machine, without
    overhead; `hardware_kg` its share of making it.
    """

    service: str
    text: str
    unit: str
    pricing_unit: str
    per_unit: float
    price: float
    kwh: float = 0.0
    hardware_kg: float = 0.0


def _hours(service: str, text: str, price: float, kwh: float = 0.0, kg: float = 0.0) -> Sku:
    return Sku(service, text, "seconds", "hour", _HOUR, price, kwh, kg)


def _memory(service: str, text: str, price: float, kwh: float = 0.0, kg: float = 0.0) -> Sku:
    unit = "gibibyte hour"
    return Sku(service, text, "byte-seconds", unit, _GIB * _HOUR, price, kwh, kg)


def _stored(service: str, text: str, price: float, kwh: float, kg: float) -> Sku:
    unit = "gibibyte month"
    return Sku(service, text, "byte-seconds", unit, _GIB * _MONTH, price, kwh, kg)


def _moved(service: str, text: str, price: float, kwh: float = 0.001) -> Sku:
    return Sku(service, text, "bytes", "gibibyte", _GIB, price, kwh)


def _counted(service: str, text: str, price: float) -> Sku:
    return Sku(service, text, "requests", "count", 1.0, price)


SKUS: dict[str, Sku] = {
    "n2-core": _hours("compute", "N2 Instance Core running in {place}", 0.0348, 0.0024, 0.0005),
    "n2-ram": _memory("compute", "N2 Instance Ram running in {place}", 0.00467, 0.00025),
    "n1-core": _hours("compute", "N1 Predefined Instance Core running in {place}", 0.0348, 0.0027,
                      0.0005),
    "n1-ram": _memory("compute", "N1 Predefined Instance Ram running in {place}", 0.00466,
                      0.00025),
    "e2-core": _hours("compute", "Spot Preemptible E2 Instance Core running in {place}", 0.0087,
                      0.0024, 0.0005),
    "e2-ram": _memory("compute", "Spot Preemptible E2 Instance Ram running in {place}", 0.00117,
                      0.00025),
    "a2-core": _hours("compute", "A2 Instance Core running in {place}", 0.0316, 0.0025, 0.0008),
    "a2-ram": _memory("compute", "A2 Instance Ram running in {place}", 0.00424, 0.0001),
    "a100": _hours("compute", "Nvidia Tesla A100 GPU running in {place}", 2.934, 0.235, 0.0036),
    "g2-core": _hours("compute", "G2 Instance Core running in {place}", 0.0275, 0.0024, 0.0006),
    "g2-ram": _memory("compute", "G2 Instance Ram running in {place}", 0.0032, 0.0001),
    "l4": _hours("compute", "Nvidia L4 GPU running in {place}", 0.617, 0.044, 0.0038),
    "pd-balanced": _stored("compute", "Balanced PD Capacity in {place}", 0.11, 0.0018, 0.0045),
    "pd-ssd": _stored("compute", "SSD backed PD Capacity in {place}", 0.17, 0.0018, 0.0045),
    "cud-core": _hours("compute", "Commitment v1: N2 Cpu in {place} for 1 Year", 0.0219),
    "cud-ram": _memory("compute", "Commitment v1: N2 Ram in {place} for 1 Year", 0.00294),
    "cluster": _hours("gke", "Regional Kubernetes Clusters", 0.10, 0.019, 0.002),
    "gcs-standard": _stored("storage", "Standard Storage {place}", 0.020, 0.0011, 0.00013),
    "gcs-nearline": _stored("storage", "Nearline Storage {place}", 0.010, 0.0011, 0.00013),
    "gcs-multi": _stored("storage", "Standard Storage US Multi-region", 0.026, 0.0032, 0.0004),
    "gcs-class-a": _counted("storage", "Regional Standard Class A Operations", 0.000005),
    "sql-core": _hours("sql", "Cloud SQL for PostgreSQL: Regional - vCPU in {place}", 0.0826,
                       0.0034, 0.0005),
    "sql-ram": _memory("sql", "Cloud SQL for PostgreSQL: Regional - RAM in {place}", 0.014, 0.0003),
    "sql-disk": _stored("sql", "Cloud SQL for PostgreSQL: Regional - Standard storage in {place}",
                        0.34, 0.0036, 0.0085),
    "bq-storage": _stored("bigquery", "Active Logical Storage ({region})", 0.02, 0.0011, 0.00013),
    "bq-analysis": Sku("bigquery", "Analysis ({region})", "bytes", "tebibyte", 2.0**40, 6.25),
    "bq-slots": _hours("reservations", "BigQuery Standard Edition for {place} ({region})", 0.04,
                       0.0016, 0.0002),
    "run-cpu": Sku("run", "Services CPU (Instance-based billing) in {region}", "seconds", "second",
                   1.0, 0.000018, 0.0019 / _HOUR, 0.00025 / _HOUR),
    "run-memory": Sku("run", "Services Memory (Instance-based billing) in {region}",
                      "byte-seconds", "gibibyte second", _GIB, 0.000002, 0.00005 / _HOUR),
    "run-requests": _counted("run", "Requests", 0.0000004),
    "internet": _moved("network",
                       "Network Internet Data Transfer Out from {place} to Western Europe", 0.085),
    "zones": _moved("network", "Network Inter Zone Data Transfer Out", 0.01),
    "rule": _hours("network", "Cloud Load Balancer Forwarding Rule Minimum {place}", 0.025, 0.005,
                   0.0004),
    "balanced": _moved("network", "Load Balancing Data Processing in {place}", 0.008),
    "tokens": Sku("vertex", "Gemini 2.5 Flash GA Text Output - Predictions", "count", "count", 1.0,
                  0.0000025),
    "images": _stored("registry", "Artifact Registry Storage", 0.10, 0.0011, 0.00013),
}  # fmt: skip
"""By a short name."""


def codes(name: str, region: str) -> tuple[str, str, str]:
    """The id of a SKU in a region, and the id and name of its service."""
    number = digest("sku", name, region).upper()
    service_id, service = SERVICES[SKUS[name].service]
    return f"{number[:4]}-{number[4:8]}-{number[8:12]}", service_id, service
