"""What a workspace's tonne.toml says.

Belongs here: typed settings, messages that name file, key and remedy. Does not: secrets
(credentials come from each cloud's own default chain) or what a kind of source needs beyond
the keys all kinds share (`ingest.source`).
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.errors import BadSettings
from ingest.workspace import Workspace

__all__ = [
    "Settings",
    "SourceSettings",
    "Workspace",
    "WorkspaceSettings",
    "checked",
    "load_settings",
]

_SOURCE_NAME = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")


class WorkspaceSettings(BaseModel):
    """The table [workspace]."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = "Unnamed workspace"
    keep_source: bool = True


class SourceSettings(BaseModel):
    """A table [sources.<name>]: the keys every kind understands.

    A kind that needs more subclasses this and names it in `Source.settings`.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    kind: str
    uri: str = Field(min_length=1)
    region: str | None = None
    endpoint_url: str | None = None
    allow_http: bool = False
    keep_source: bool | None = None


class Settings(BaseModel):
    """A whole tonne.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    workspace: WorkspaceSettings = WorkspaceSettings()
    sources: dict[str, SourceSettings] = {}


def load_settings(home: Path) -> Settings:
    """Read and check `home`/tonne.toml.

    Raises:
        BadSettings: the file is missing, is not TOML, or a key in it cannot be used.
    """
    file = Workspace(home).settings_file
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadSettings(
            str(file), "the file", "it does not exist", f"Write one with `tonne init {file.parent}`"
        ) from None
    except UnicodeDecodeError:
        raise BadSettings(str(file), "the file", "it is not UTF-8", "Save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(
            str(file), "the file", f"it is not TOML: {error}", "Correct it at that place"
        ) from None
    settings = checked(Settings, document, file=file)
    for name in settings.sources:
        if not _SOURCE_NAME.fullmatch(name):
            raise BadSettings(
                str(file),
                f"sources.{name}",
                "a source's name may hold a-z, 0-9 and single underscores between them",
                "Rename the table; the name becomes part of every slice it lands",
            )
    return settings


_Model = TypeVar("_Model", bound=BaseModel)


def checked(model: type[_Model], document: dict[str, Any], *, file: Path, key: str = "") -> _Model:
    """Read `document` as `model`; `key` is its dotted place in `file`.

    Raises:
        BadSettings: it does not fit; the message names the first offending key.
    """
    try:
        return model.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join([*([key] if key else []), *(str(part) for part in first["loc"])])
        if first["type"] == "extra_forbidden":
            known = ", ".join(sorted(_keys_at(model, first["loc"])))
            raise BadSettings(
                str(file), place, "this key is not known", f"Known here: {known}"
            ) from None
        if first["type"] == "missing":
            raise BadSettings(str(file), place, "this key is missing", "Add it") from None
        raise BadSettings(
            str(file), place, first["msg"], f"Correct the value {first['input']!r}"
        ) from None


def _keys_at(model: type[BaseModel], place: tuple[int | str, ...]) -> list[str]:
    """The keys that are known in the table that holds the last part of `place`."""
    table: type[BaseModel] = model
    for part in place[:-1]:
        field = table.model_fields.get(str(part))
        if field is None or not (
            isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
        ):
            break
        table = field.annotation
    return list(table.model_fields)
