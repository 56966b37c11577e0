"""Azure Carbon Optimization: what Microsoft reports per resource, by subscription and month.

Microsoft restates silently: no version tells it, only other content. Belongs here: the kind, its
signal, rows. Does not: asking (carbon_answers.py), what a scope means (staging).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
from pydantic import Field

from ingest import parquet
from ingest.azure.carbon_answers import Answer, Answers, ask, available_months
from ingest.azure.carbon_rows import COLUMNS, checked, kept
from ingest.azure.carbon_saved import is_folder, saved_answers, saved_months
from ingest.azure.management import carbon_client
from ingest.errors import Unreachable
from ingest.lake import Lake
from ingest.manifests import LakeInput
from ingest.objects import Place, open_place
from ingest.settings import SourceSettings
from ingest.source import DENIED, Fetched, FetchedFile, SliceRef, Source, slice_name


class CarbonSettings(SourceSettings):
    """What a source of Carbon Optimization may say beyond what every source may."""

    subscriptions: list[str] = Field(min_length=1)
    """Ids of the subscriptions to ask for."""


class AzureCarbon(Source):
    """The subscriptions of the settings, asked for at `uri`: the management plane's address.

    Where nobody may ask, `uri` is a folder of answers that somebody saved.
    """

    kind = "azure_carbon"
    columns = COLUMNS
    settings = CarbonSettings
    listing_reads = True
    config: CarbonSettings
    _answers: dict[str, Answers]

    def slices(self) -> Iterator[SliceRef]:
        """One slice per subscription and month; its signal is a hash over all three scopes.

        The whole answer is asked for: no smaller question tells that a month was restated.
        """
        self._answers = {}
        for month in self._months():
            answers = self._asked(month)
            self._answers[month] = answers
            for subscription, scopes in answers.items():
                yield SliceRef(
                    slice_id=f"{self.name}__{slice_name(subscription)}__{month}",
                    periods=(month,),
                    signal=_signal(scopes),
                    uri=self._uri(subscription, month),
                )

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Write what was answered for one subscription and month.

        Raises:
            Unreachable: it may not be seen any more; what was landed of it stays.
            BadInput: an answer has no emissions, or none that is a number.
        """
        month = ref.periods[0]
        subscription = next(
            one for one in self._subscriptions() if self._uri(one, month) == ref.uri
        )
        scopes = self._known(month)[subscription]
        if _signal(scopes) != ref.signal:
            raise Unreachable(f"{ref.uri} was restated while it was read; the next run takes it.")
        if ref.signal.startswith(DENIED):
            self._refuse_to_forget(ref, next(one for one in scopes.values() if one.is_denied))
        rows: list[dict[str, Any]] = []
        inputs: list[LakeInput] = []
        for scope, answer in scopes.items():
            about = {"subscription_id": subscription, "scope": scope}
            about |= {"access_decision": answer.decision, "denial_reason": answer.reason}
            items = checked(answer, f"{ref.uri}/{scope}")
            rows += [about, *({**about, **item} for item in items)]
            inputs.append(kept(into / "source" / f"{scope}.json", [about, *items], ref, scope))
        target = into / "0.parquet"
        schema = parquet.arrow_schema(COLUMNS)
        day = pa.scalar(f"{month}-01").cast(pa.date32()).as_py()
        table = pa.Table.from_pylist([{**row, "activity_month": day} for row in rows], schema)
        parquet.write(target, table)
        return Fetched((FetchedFile(target, month),), tuple(inputs), len(rows))

    def _known(self, month: str) -> Answers:
        """What `slices` was answered, else what is answered now."""
        if month not in getattr(self, "_answers", {}):
            return self._asked(month)
        return self._answers[month]

    def _months(self) -> list[str]:
        if is_folder(self.config.uri):
            return saved_months(self._place())
        return available_months(self._client, self.config.uri)

    def _asked(self, month: str) -> Answers:
        if is_folder(self.config.uri):
            return saved_answers(self._place(), self._subscriptions(), month)
        return ask(self._client, self.config.uri, self._subscriptions(), month)

    def _place(self) -> Place:
        return open_place(self.config, self.workspace.home)

    def _refuse_to_forget(self, ref: SliceRef, answer: Answer) -> None:
        before = Lake(self.workspace.lake).manifest(self.kind, ref.slice_id)
        if before and not before.retired and not before.signal.startswith(DENIED):
            raise Unreachable(
                f"{ref.uri} may not be seen any more ({answer.reason or answer.decision}): what is "
                "landed of it stays. Grant the role Carbon Optimization Reader.",
                "denied",
            )

    def _subscriptions(self) -> list[str]:
        return sorted({one.strip().lower() for one in self.config.subscriptions})

    def _uri(self, subscription: str, month: str) -> str:
        base = self.config.uri.rstrip("/")
        if is_folder(base):
            return f"{base}/{month}#{subscription}"
        return f"{base}/providers/Microsoft.Carbon/carbonEmissionReports#{subscription}/{month}"

    @cached_property
    def _client(self) -> Any:
        return carbon_client(self.config.uri, allow_http=self.config.allow_http)


def _signal(scopes: dict[str, Answer]) -> str:
    hashes = " ".join(answer.content_hash[:16] for answer in scopes.values())
    return f"{DENIED if any(answer.is_denied for answer in scopes.values()) else ''}{hashes}"
