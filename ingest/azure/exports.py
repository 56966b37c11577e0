"""The exports of a scope: which there are, how their runs went, and a run on demand.

Belongs here: what Cost Management says of them. Does not: reading what they write (cost.py,
focus.py), or printing.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from ingest.azure.management import PUBLIC, asking, cost_client
from ingest.errors import TonneError
from ingest.exports import Export, ExportRun, Exports

_KINDS = {
    "ActualCost": "azure_cost",
    "AmortizedCost": "azure_cost",
    "Usage": "azure_cost",
    "FocusCost": "azure_focus",
}
_READER = "Cost Management Reader on the scope"
_CONTRIBUTOR = "Cost Management Contributor on the scope"


class AzureExports(Exports):
    """The exports of a scope such as subscriptions/… or providers/Microsoft.Billing/…."""

    cloud = "azure"

    def __init__(self, scope: str, address: str | None = None) -> None:
        parts = urlsplit(scope)
        self._scope = parts.path.strip("/")
        own = f"{parts.scheme}://{parts.netloc}" if parts.scheme else PUBLIC
        self._address = address or own
        self._client = cost_client(self._address)

    def listed(self) -> list[Export]:
        """Every export of the scope, by name."""
        with asking(f"the exports of {self._scope}", _READER):
            found = self._client.exports.list(self._scope).value or []
            return sorted((_export(one) for one in found), key=lambda one: one.name)

    def runs(self, name: str) -> list[ExportRun]:
        """The runs of one export as Azure remembers them, the newest first."""
        with asking(f"the runs of {name}", _READER):
            found = self._client.exports.get_execution_history(self._scope, name).value or []
            runs = [_run(one) for one in found]
        return sorted(runs, key=lambda one: one.submitted, reverse=True)

    def start(self, name: str) -> None:
        """Let one export run now; it delivers in minutes to hours."""
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
