"""The pods of the made-up company's Kubernetes nodes, as split cost allocation data bills them.

Belongs here: which pods run on which node, and their bill lines beside the node's. Does not: the
nodes themselves (`needs.py`). Two lines a pod and hour: its vCPU and its memory.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.demo import company
from ingest.demo.resources import digest, uuid

_VCPU_PER_GIB = 9.0
"""AWS weighs a vCPU nine times a GiB when it divides the cost of a node."""


@dataclass(frozen=True, slots=True)
class Pod:
    """One workload's pod on a node; shares are of the node's vCPU and of its memory."""

    workload: str
    namespace: str
    vcpu_share: float
    memory_share: float
    team: str | None = None


PODS: Mapping[str, tuple[Pod, ...]] = {
    "node-serving": (
        Pod("ranker", "search-serving", 0.5, 0.5),
        Pod("suggest", "search-serving", 0.2, 0.25),
        Pod("log-router", "kube-system", 0.05, 0.1),
    ),
    "node-ingest": (
        Pod("loader", "ingestion", 0.6, 0.45),
        Pod("schema-check", "ingestion", 0.1, 0.15),
        Pod("image-resize", "shop", 0.2, 0.1, team="web"),
    ),
    "node-ingest-eu": (Pod("loader", "ingestion", 0.7, 0.5),),
}
"""By the name of the node's need; what no pod takes stays with the node."""


@dataclass(frozen=True, slots=True)
class Split:
    """One series of split lines: columns and, per hour, quantity, share and costs."""

    key: str
    columns: Mapping[str, object]
    amount: float
    ratio: float
    cost: float
    unused_cost: float


def splits_of(
    node: str, resource: str, columns: Mapping[str, object], hourly_cost: float
) -> Iterator[Split]:
    """The split lines of a node; none for an instance that is no node.

    Args:
        node: name of the node's need.
        resource: its instance id.
        columns: its describing columns.
        hourly_cost: what an hour of it costs, commitments amortised.
    """
    pods = PODS.get(node, ())
    if not pods:
        return
    details = columns["product"]
    assert isinstance(details, dict)
    size = {
        "vCPU": float(details["vcpu"]),
        "GB": float(str(details["memory"]).removesuffix(" GiB")),
    }
    weight = _VCPU_PER_GIB * size["vCPU"] / (_VCPU_PER_GIB * size["vCPU"] + size["GB"])
    for unit, share_of, cost in (
        ("vCPU", _vcpu_share, hourly_cost * weight),
        ("GB", _memory_share, hourly_cost * (1.0 - weight)),
    ):
        asked = sum(share_of(pod) for pod in pods)
        for pod in pods:
            share = share_of(pod)
            yield Split(
                key=f"{resource}|{pod.workload}|{unit}",
                columns=_columns(pod, unit, resource, columns),
                amount=size[unit] * share,
                ratio=share,
                cost=cost * share,
                unused_cost=cost * (1.0 - asked) * share / asked,
            )


def _columns(pod: Pod, unit: str, resource: str, node: Mapping[str, object]) -> dict[str, object]:
    account, region_code = node["line_item_usage_account_id"], str(node["product_region_code"])
    name = f"{pod.workload}-{digest(resource, pod.workload)[:10]}"
    cluster = f"{company.CLUSTER}-{region_code}"
    prefix = company.REGIONS[region_code].prefix
    tags = {
        "aws_eks_cluster_name": cluster,
        company.TAG_NAMESPACE: pod.namespace,
        "aws_eks_node": resource,
        "aws_eks_workload_name": pod.workload,
        "aws_eks_workload_type": "ReplicaSet",
    } | ({company.TAG_TEAM: pod.team} if pod.team else {})
    return {
        "line_item_usage_account_id": account,
        "line_item_usage_account_name": node["line_item_usage_account_name"],
        "line_item_availability_zone": node["line_item_availability_zone"],
        "line_item_resource_id": (
            f"arn:aws:eks:{region_code}:{account}:pod/{cluster}/{pod.namespace}/{name}/{uuid(name)}"
        ),
        "line_item_line_item_type": "Usage",
        "line_item_line_item_description": f"{unit} of a pod on {resource}",
        "line_item_operation": "EKSPod-EC2",
        "line_item_product_code": "AmazonEKS",
        "line_item_usage_type": f"{prefix}EKS-EC2-{unit}-Hours",
        "pricing_unit": f"{unit}-Hours",
        "product_region_code": region_code,
        "product_servicecode": "AmazonEKS",
        "product": {"product_name": "Amazon Elastic Kubernetes Service"},
        "resource_tags": tags,
        "split_line_item_parent_resource_id": resource,
    }


def _vcpu_share(pod: Pod) -> float:
    return pod.vcpu_share


def _memory_share(pod: Pod) -> float:
    return pod.memory_share
