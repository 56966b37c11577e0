"""Names of resources as Google's billing export spells them, and its moments.

Belongs here: spelling. Does not: what the resources are (`needs.py`).
"""

from datetime import UTC, datetime

from ingest.demo.gcp.needs import Need
from ingest.demo.gcp.records import Row
from ingest.demo.resources import digest


def at(hour: int) -> datetime:
    """The instant of an hour that is counted from 1970."""
    return datetime.fromtimestamp(hour * 3600, UTC)


def zone_of(need: Need) -> str:
    """The zone in which a machine or disk stands."""
    return f"{need.place.location}-{'abc'[int(digest(need.name)[:4], 16) % 3]}"


def resource_record(need: Need, seed: int) -> Row:
    """The resource as a line of the detailed export names it."""
    number = int(digest(need.name, need.kind, seed)[:15], 16)
    project, place = need.project.project_id, need.place.location
    zone = f"//compute.googleapis.com/projects/{project}/zones/{zone_of(need)}"
    names = {
        "instance": f"{zone}/instances/{number}",
        "disk": f"{zone}/disks/{number}",
        "cluster": f"//container.googleapis.com/projects/{project}/locations/{place}/clusters/"
        f"{need.name}",
        "bucket": f"//storage.googleapis.com/projects/_/buckets/{need.name}",
        "database": f"//sqladmin.googleapis.com/projects/{project}/instances/{need.name}",
        "dataset": f"//bigquery.googleapis.com/projects/{project}/datasets/{need.name}",
        "service": f"//run.googleapis.com/projects/{project}/locations/{place}/services/"
        f"{need.name}",
    }
    return {"name": need.name, "global_name": names.get(need.kind)}
