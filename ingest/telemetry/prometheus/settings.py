"""What tonne.toml says of a source of Prometheus' samples.

Belongs here: the keys, which of them change what a day holds. Does not: secrets: settings name the
environment variables that hold them.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated

from pydantic import Field, StringConstraints, field_validator

from ingest.settings import SourceSettings
from ingest.telemetry.prometheus.preset import presets_by_name

_Matcher = Annotated[
    str, StringConstraints(pattern=r'^[A-Za-z_][A-Za-z0-9_]*(=~|!~|!=|=)"([^"\\\n]|\\.)*"$')
]
_Variable = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


class PrometheusSettings(SourceSettings):
    """`uri` is the address before /api/v1, `presets` the exporters to ask for.

    `header_env`, `bearer_env`, `user_env`, `password_env` name environment variables.
    """

    uri: str = Field(pattern=r"^https?://[^/@?#]+(/[^?#]*)?$")
    presets: list[str] = Field(min_length=1)
    matchers: tuple[_Matcher, ...] = ()
    host_label: str | None = None
    honor_labels: bool | None = None
    skip_metrics: tuple[str, ...] = ()
    max_range_j: dict[str, float] = Field(default_factory=dict[str, float])
    lookback_days: int = Field(default=14, ge=1, le=3700)
    chunk_minutes: int = Field(default=60, ge=1, le=1560)
    samples_per_request: int = Field(default=200_000, ge=1_000, le=20_000_000)
    timeout_seconds: int = Field(default=120, ge=1)
    tries: int = Field(default=5, ge=1)
    header_env: dict[str, _Variable] = Field(default_factory=dict[str, str])
    bearer_env: _Variable | None = None
    user_env: _Variable | None = None
    password_env: _Variable | None = None

    @field_validator("presets")
    @classmethod
    def _known(cls, names: list[str]) -> list[str]:
        known = presets_by_name()
        for name in names:
            if name not in known:
                raise ValueError(f"{name!r} is no preset; known: {', '.join(sorted(known))}")
        if len(set(names)) < len(names):
            raise ValueError("a preset is named twice")
        return names

    def content_mark(self, preset: str) -> str:
        """Another text wherever a day of `preset` would be landed in other rows than before."""
        asked = [one.name for one in presets_by_name()[preset].metrics]
        told = self.model_dump(include={"matchers", "skip_metrics"})
        text = json.dumps([preset, asked, told, self.reading], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def reading(self) -> dict[str, object]:
        """What makes other rows of the same answers."""
        return self.model_dump(include={"host_label", "honor_labels", "max_range_j"})
