"""Clients of AWS's own APIs, with boto3's chain of credentials and this door's errors.

Belongs here: sessions, endpoints, what a refused call means. Does not: any one API.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from ingest.errors import Unreachable
from ingest.s3 import refuse_plain
from ingest.settings import SourceSettings
from ingest.stores import first_line, reaching


def client(service: str, config: SourceSettings, *, profile: str | None, region: str) -> Any:
    """A client of the API called `service`.

    Args:
        service: as boto3 calls it.
        config: whose region and endpoint_url go before the defaults.
        profile: the profile of the user's own AWS configuration; None is the default chain.
        region: where the API answers if neither the settings nor the user's configuration say.

    Raises:
        Unreachable: boto3 or the profile is not there, or requests would travel unencrypted.
    """
    try:  # here, for a workspace without AWS needs neither boto3 nor the time it takes to load
        import boto3
        from botocore.config import Config
    except ImportError as error:
        problem = f"{config.uri}: asking AWS needs boto3. Install tonne[aws]."
        raise Unreachable(problem) from error
    if config.endpoint_url:
        refuse_plain(config.endpoint_url, config)
    with reaching(config.uri):
        session = boto3.Session(profile_name=profile)
        return session.client(  # pyright: ignore[reportCallIssue, reportUnknownVariableType]
            service,  # pyright: ignore[reportArgumentType]
            region_name=config.region or session.region_name or region,
            endpoint_url=config.endpoint_url,
            config=Config(
                retries={"mode": "standard", "max_attempts": 5},
                connect_timeout=10,
                read_timeout=60,
                user_agent_extra="tonne",
            ),
        )


@contextmanager
def asking(uri: str, permission: str) -> Generator[None]:
    """Turn what a call throws into this door's errors; a refusal names the `permission` it lacks.

    Raises:
        Unreachable: the API was not reached or refused to answer.
    """
    try:
        with reaching(uri):
            yield
    except Unreachable as error:
        if error.why != "denied":
            raise
        cause = error.__cause__ if isinstance(error.__cause__, Exception) else error
        message = f"{uri}: {first_line(cause)} Allow the role {permission}."
        raise Unreachable(message, "denied") from cause
