"""What any store of objects may throw, in this program's words, and how long it is waited for.

Belongs here: the translation, timeouts and retries. Does not: any one store.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from ingest.errors import Absent, Unreachable, Why

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

_DENIED = (
    "PermissionDeniedError",
    "UnauthenticatedError",
    "PermissionError",
    "AccessDeniedException",
    "UnrecognizedClientException",
    "ExpiredTokenException",
)
_NO_CREDENTIALS = (
    "NoCredentialsError",
    "CredentialRetrievalError",
    "TokenRetrievalError",
    "ProfileNotFound",
    "SSOTokenLoadError",
    "UnauthorizedSSOTokenError",
)
_STATUS = re.compile(r"status code: (\d{3})")
_OF_STATUS: dict[str, Why] = {"401": "denied", "403": "denied", "404": "absent", "400": "unknown"}
_REGION = "incorrectly configured region"
_UNANSWERED = (
    "GenericError",
    "TimeoutError",
    "ConnectionError",
    "EndpointConnectionError",
    "ThrottlingException",
    "InternalServerException",
)


RETRIES: RetryConfig = {"max_retries": 5, "retry_timeout": timedelta(seconds=60)}


def client_options(*, is_plain: bool) -> ClientConfig:
    """How long a store may take; `is_plain` where its address is http."""
    return {
        "allow_http": is_plain,
        # It spans a whole answer, and one bill file may be gigabytes.
        "timeout": timedelta(hours=2),
        "connect_timeout": timedelta(seconds=10),
        "read_timeout": timedelta(seconds=60),
    }


@contextmanager
def reaching(uri: str) -> Generator[None]:
    """Turn what a store throws into this door's errors."""
    try:
        yield
    except FileNotFoundError as error:
        raise Absent(f"{uri} does not exist.") from error
    except Exception as error:  # stores and credential chains throw many kinds
        message = f"{uri} cannot be reached: {first_line(error)}"
        raise Unreachable(message, why_of(error)) from error


def why_of(error: BaseException) -> Why:
    """What kept the bytes away, by the class of the error or of what it came from."""
    if _REGION in str(error):
        return "wrong_region"
    if "LocalFileSystem" in str(error):  # a folder does not come back by asking again
        return "absent" if "canonicalize" in str(error) else "unknown"
    status = _STATUS.search(str(error))
    if status and status[1] in _OF_STATUS:
        return _OF_STATUS[status[1]]
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in chain:
        chain.append(at)
        at = at.__cause__ or at.__context__
    names = {base.__name__ for one in chain for base in type(one).__mro__}
    known: tuple[tuple[tuple[str, ...], Why], ...] = (
        (_DENIED, "denied"),
        (_NO_CREDENTIALS, "no_credentials"),
        (_UNANSWERED, "unanswered"),
    )
    for kinds, why in known:
        if names & set(kinds) or any(kind in str(error) for kind in kinds):
            return why
    return "unknown"


def first_line(error: Exception) -> str:
    """The part of an error's message that a person can use."""
    return (str(error).strip().split("\n")[0] or type(error).__name__)[:300]
