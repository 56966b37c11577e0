"""What the lake writes down beside its data: one manifest per version, one note per refusal.

Belongs here: the shape of both. Does not: where they lie or when they change.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

RETIRED = "retired-"


class LakeFile(BaseModel):
    """One Parquet file of a version; `path` is relative to the slice's folder, sizes in bytes."""

    model_config = ConfigDict(frozen=True)

    path: str
    rows: int
    bytes: int
    sha256: str
    period: str | None
    schema_fingerprint: str
    columns: dict[str, str]


class LakeInput(BaseModel):
    """One object that a version was made from."""

    model_config = ConfigDict(frozen=True)

    uri: str
    bytes: int
    sha256: str


class Manifest(BaseModel):
    """What one version of one slice holds and where it came from."""

    model_config = ConfigDict(frozen=True)

    format: Literal[1] = 1
    kind: str
    slice_id: str
    export: str
    version: str
    contract_version: int = 1
    retired: bool
    retired_by: Literal["person", "provider"] | None = None
    periods: list[str]
    signal: str
    fetched_at: str
    rows: int
    bytes: int
    schema_fingerprint: str
    files: list[LakeFile]
    inputs: list[LakeInput]
    tool_version: str

    def tombstone(self, *, by: Literal["person", "provider"], signal: str) -> Manifest:
        """The manifest that takes this slice's rows away; it stays until it is restated."""
        return self.model_copy(
            update={
                "version": f"{RETIRED}{self.version}",
                "retired": True,
                "retired_by": by,
                "signal": signal,
                "fetched_at": utc_now(),
                "rows": 0,
                "bytes": 0,
                "schema_fingerprint": "",
                "files": [],
                "inputs": [],
            }
        )

    def stands_for(self, version: str) -> bool:
        """Whether a delivery of `version` brings nothing new.

        A person retires content: the same bytes under a new signal do not bring it back. What
        the provider emptied comes back with whatever the provider delivers next.
        """
        by_person = self.retired and self.retired_by == "person"
        return self.version == version or (by_person and self.version == f"{RETIRED}{version}")


class Quarantined(BaseModel):
    """A delivery that was refused, and what to do about it."""

    model_config = ConfigDict(frozen=True)

    kind: str
    slice_id: str
    export: str
    file: str
    place: str
    problem: str
    remedy: str
    signal: str
    at: str
    inputs: list[str]

    @property
    def message(self) -> str:
        """The whole of it in one line."""
        return f"{self.file}, {self.place}: {self.problem}. {self.remedy}"


def utc_now() -> str:
    """This moment as ISO 8601 in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
