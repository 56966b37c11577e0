"""The made-up company's sources as its tonne.toml names them.

Belongs here: the form of one entry, and the file. Does not: which there are (`aws.py`,
`others.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.demo import company

_SETTINGS = """\
# Workspace of a made-up company. Every bill and every intensity in it is invented.
[workspace]
name = "{name}"
keep_source = true
{sources}
[sources.grid]
kind = "grid_hourly"
uri = "inputs/grid"
"""

_SOURCE = """
# {comment}
[sources.{name}]
kind = "{kind}"
uri = "{uri}"
"""


@dataclass(frozen=True, slots=True)
class ConfiguredSource:
    """One source; `uri` is a URI or a path relative to the workspace, `more` other keys as TOML."""

    name: str
    kind: str
    uri: str
    comment: str
    more: Mapping[str, str] = field(default_factory=dict[str, str])


def write_settings(home: Path, sources: Sequence[ConfiguredSource]) -> Path:
    """Writes tonne.toml into the workspace `home`."""
    text = "".join(
        _SOURCE.format(comment=one.comment, name=one.name, kind=one.kind, uri=one.uri)
        + "".join(f"{key} = {value}\n" for key, value in one.more.items())
        for one in sources
    )
    path = home / "tonne.toml"
    path.write_text(_SETTINGS.format(name=company.NAME, sources=text), encoding="utf-8")
    return path
