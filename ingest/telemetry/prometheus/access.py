"""Who asks a Prometheus: headers out of environment variables that the settings name.

Belongs here: tokens and tenants on their way from the environment to a request. Does not: keeping
any: nothing of it enters the workspace.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from ingest.errors import Unreachable
from ingest.s3 import LOOPBACK
from ingest.telemetry.prometheus.settings import PrometheusSettings

_OPEN = {"Accept": "application/json", "Accept-Encoding": "gzip"}


def headers_of(config: PrometheusSettings) -> Mapping[str, str]:
    """The headers of a question.

    Raises:
        Unreachable: a variable is not set, or a secret would travel unencrypted.
    """
    headers = dict(_OPEN)
    for name, variable in config.header_env.items():
        headers[name] = _held(variable, config)
    if config.bearer_env:
        headers["Authorization"] = f"Bearer {_held(config.bearer_env, config)}"
    elif config.user_env and config.password_env:
        pair = f"{_held(config.user_env, config)}:{_held(config.password_env, config)}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    return headers


def secrets_in(headers: Mapping[str, str]) -> Sequence[str]:
    """What no message may repeat of `headers`: whatever came from the environment."""
    held = [value for name, value in headers.items() if name not in _OPEN]
    return [*held, *(value.rpartition(" ")[2] for value in held)]


def _held(variable: str, config: PrometheusSettings) -> str:
    parts = urlsplit(config.uri)
    if parts.scheme == "http" and not config.allow_http and parts.hostname not in LOOPBACK:
        problem = "would carry a secret unencrypted: use https://, or set allow_http = true"
        raise Unreachable(f"{config.uri} {problem} for this source.")
    value = os.environ.get(variable, "").strip()
    if not value:
        raise Unreachable(
            f"{config.uri}: the environment variable {variable}, which tonne.toml names, is not "
            "set.",
            "no_credentials",
        )
    return value
