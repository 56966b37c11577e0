"""The exports of a scope: which there are, how their runs went, and a run on demand.

Belongs here: what Cost Management says of them. Does not: reading what they write (cost.py,
focus.py), or printing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ingest.azure.management import PUBLIC, asking, cost_client
from ingest.errors import TonneError

_KINDS = {
    "ActualCost": "azure_cost",
    "AmortizedCost": "azure_cost",
    "Usage": "azure_cost",
    "FocusCost": "azure_focus",
}
_READER = "Cost Management Reader on the scope"
_CONTRIBUTOR = "Cost Management Contributor on the scope"


@dataclass(frozen=True)
class Export:
    """One export; `kind` is the kind of source that reads it, if one does, `uri` where it lies."""

    name: str
    writes: str
    version: str
    timeframe: str
    kind: str | None
    uri: str


@dataclass(frozen=True)
class ExportRun:
    """One run; moments as Azure prints them, `problem` why it failed, if it did."""

    status: str
    submitted: str
    period: str
    manifest: str
    problem: str


class Exports:
    """The exports of a scope such as subscriptions/…; `address` stands in for Azure's own."""

    def __init__(self, scope: str, address: str = PUBLIC) -> None:
        parts = urlsplit(scope)
        self._scope = parts.path.strip("/")
        self._address = f"{parts.scheme}://{parts.netloc}" if parts.scheme else address
        self._client = cost_client(self._address)

    def listed(self) -> list[Export]:
        """Every export of the scope, by name.

        Raises:
            Unreachable: they may not be seen, or nobody answers.
        """
        with asking(f"the exports of {self._scope}", _READER):
            found = self._client.exports.list(self._scope).value or []
            return sorted((_export(one) for one in found), key=lambda one: one.name)

    def runs(self, name: str) -> list[ExportRun]:
        """The runs of one export as Azure remembers them, the newest first.

        Raises:
            Unreachable: they may not be seen, or nobody answers.
        """
        with asking(f"the runs of {name}", _READER):
            found = self._client.exports.get_execution_history(self._scope, name).value or []
            runs = [_run(one) for one in found]
        return sorted(runs, key=lambda one: one.submitted, reverse=True)

    def start(self, name: str) -> None:
        """Let one export run now; it delivers in minutes to hours.

        Raises:
            TonneError: the scope has no export of that name.
            Unreachable: it may not be run, or nobody answers.
        """
        if name not in {one.name for one in self.listed()}:
            raise TonneError(
                f"{self._scope} has no export {name}. `tonne exports azure` lists them."
            )
        with asking(f"a run of {name}", _CONTRIBUTOR):
            self._client.exports.execute(self._scope, name)


def _export(found: Any) -> Export:
    definition = found.definition
    configuration = getattr(definition.data_set, "configuration", None)
    destination = found.delivery_info.destination
    account = str(destination.resource_id or destination.storage_account or "").rsplit("/", 1)[-1]
    folder = "/".join(
        part.strip("/")
        for part in (destination.container, destination.root_folder_path or "", found.name)
        if part
    )
    writes = _text(definition.type)
    return Export(
        name=found.name,
        writes=writes,
        version=str(getattr(configuration, "data_version", None) or ""),
        timeframe=_text(definition.timeframe),
        kind=_KINDS.get(writes),
        uri=f"az://{account}/{folder}",
    )


def _run(found: Any) -> ExportRun:
    begin, end = found.start_date, found.end_date
    return ExportRun(
        status=_text(found.status),
        submitted=_moment(found.submitted_time),
        period=f"{begin:%Y-%m-%d} to {end:%Y-%m-%d}" if begin and end else "",
        manifest=str(found.manifest_file or ""),
        problem=str(getattr(found.error, "message", None) or ""),
    )


def _text(value: Any) -> str:
    return str(getattr(value, "value", value) or "")


def _moment(value: Any) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if value else ""
