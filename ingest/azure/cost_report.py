"""Cost details asked for month by month, where a scope has no export.

Cost Management writes a report of at most one month, at most 13 months back, and deletes it soon
after. Belongs here: asking, fetching. Does not: reading its files (cost_file.py).
"""

from __future__ import annotations

import shutil
import urllib.request
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ingest.azure.cost_file import Told
from ingest.azure.cost_pair import Kept, write_month
from ingest.azure.cost_types import ACTUAL, AMORTIZED
from ingest.azure.management import asking, cost_client
from ingest.errors import BadInput, Unreachable
from ingest.manifests import LakeInput
from ingest.parquet import sha256_of
from ingest.s3 import LOOPBACK
from ingest.source import Fetched, SliceRef

if TYPE_CHECKING:
    from ingest.azure.cost_halves import CostSettings

_METRICS = {ACTUAL: "ActualCost", AMORTIZED: "AmortizedCost"}
_AGAIN = "Run `tonne run` again, which asks for the report anew"
_ROLE = "Cost Management Reader on the scope"
_SCOPES = ("/subscriptions/", "/providers/microsoft.billing/", "/providers/microsoft.management/")
_MOST_MONTHS = 13
_OPEN_MONTHS = 2
_SECONDS = 600


def is_scope(uri: str) -> bool:
    """Whether `uri` is the address of a scope (https://management.azure.com/subscriptions/…)."""
    parts = urlsplit(uri)
    return parts.scheme in {"https", "http"} and parts.path.lower().startswith(_SCOPES)


def slices(name: str, config: CostSettings) -> Iterator[SliceRef]:
    """The months to ask for, newest last. A report has no signal of its own.

    The open month and the one before it are asked for once a day, older ones once.
    """
    now = datetime.now(UTC)
    count = min(config.months, _MOST_MONTHS)
    for back in reversed(range(count)):
        number = now.year * 12 + now.month - 1 - back
        month = f"{number // 12}-{number % 12 + 1:02d}"
        signal = f"{now:%Y-%m-%d}" if back < _OPEN_MONTHS else "closed"
        yield SliceRef(f"{name}__{month}", (month,), signal, config.uri.rstrip("/"))


def fetch(ref: SliceRef, config: CostSettings, into: Path) -> Fetched:
    """Ask for both reports of the month, and write what they hold.

    Raises:
        Unreachable: the report or a file of it cannot be had.
        BadInput: a file breaks the contract.
    """
    month = ref.periods[0]
    client = cost_client(ref.uri, allow_http=config.allow_http)
    kept: list[Kept] = []
    inputs: list[LakeInput] = []
    for cost_type, metric in _METRICS.items():
        for number, link in enumerate(_links(client, ref.uri, metric, month)):
            path = into / "source" / cost_type / f"{number}-{Path(urlsplit(link).path).name}"
            _download(link, path, allow_http=config.allow_http)
            name = link.partition("?")[0]
            size, digest = path.stat().st_size, sha256_of(path)
            inputs.append(LakeInput(uri=name, bytes=size, sha256=digest))
            told = Told(
                name, cost_type, period=month, date_format=config.date_format, is_stated=True
            )
            kept.append(Kept(path, told))
    written = write_month(kept, into, redeliver=_AGAIN)
    return Fetched(written.files, tuple(inputs), written.rows.total())


def _links(client: Any, address: str, metric: str, month: str) -> list[str]:
    """The links of the files of one report; none where the month has no cost."""
    from azure.mgmt.costmanagement import models

    year, number = map(int, month.split("-"))
    period = models.CostDetailsTimePeriod(
        start=f"{month}-01", end=f"{month}-{monthrange(year, number)[1]:02d}"
    )
    wanted = models.GenerateCostDetailsReportRequestDefinition(metric=metric, time_period=period)
    scope = urlsplit(address).path.strip("/")
    with asking(f"{address}, {metric} of {month}", _ROLE):
        operation = client.generate_cost_details_report.begin_create_operation(scope, wanted)
        result = operation.result(_SECONDS)
        status = str(getattr(result.status, "value", result.status))
    if status == "NoDataFound":
        return []
    if status != "Completed" or result.manifest is None:
        reason = getattr(result.error, "message", None) or status
        raise Unreachable(f"{address}: no report of {metric} for {month} ({reason}).", "unanswered")
    return [blob.blob_link for blob in result.manifest.blobs or [] if blob.blob_link]


def _download(link: str, to: Path, *, allow_http: bool) -> None:
    """Copy the file behind a link that carries its own permission."""
    parts = urlsplit(link)
    name = link.partition("?")[0]
    plain = parts.scheme == "http" and (allow_http or parts.hostname in LOOPBACK)
    if parts.scheme != "https" and not plain:
        raise BadInput(name, "the link", "it is not encrypted", "Ask for the report again")
    to.parent.mkdir(parents=True, exist_ok=True)
    with (
        asking(name, _ROLE),
        urllib.request.urlopen(link, timeout=_SECONDS) as answer,
        to.open("wb") as out,
    ):
        shutil.copyfileobj(answer, out)
