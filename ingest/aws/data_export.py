"""The folder that AWS Data Exports writes: one manifest per billing period, and what it names.

Belongs here: the layout that all tables of Data Exports share. Does not: the columns of any one.
"""

from __future__ import annotations

import re

from ingest.aws.manifest import PeriodManifest, newest
from ingest.errors import Unreachable
from ingest.objects import Place, Stored

_PERIOD = re.compile(
    r"metadata/billing_period=(\d{4}-(?:0[1-9]|1[0-2]))/[^/]+-manifest\.json", re.I
)


def newest_manifests(place: Place) -> list[PeriodManifest]:
    """The newest manifest of each billing period under `place`, by period.

    Manifests in sub-folders of a period belong to single deliveries; the one in the period's
    own folder is the newest.

    Raises:
        Unreachable: the folder cannot be listed or holds no manifest.
    """
    found: dict[str, list[Stored]] = {}
    for stored in place.listing("metadata"):
        match = _PERIOD.fullmatch(stored.key)
        if match is not None:
            found.setdefault(match[1], []).append(stored)
    if not found:
        raise Unreachable(
            f"{place.uri}/metadata holds no BILLING_PERIOD=…/…-Manifest.json. The uri must be the "
            "export's own folder, the one that holds data/ and metadata/."
        )
    return [newest(period, manifests) for period, manifests in sorted(found.items())]
