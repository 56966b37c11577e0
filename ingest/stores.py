"""What any store of objects may throw, in this program's words.

Belongs here: the translation. Does not: any one store.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from ingest.errors import Absent, Unreachable


@contextmanager
def reaching(uri: str) -> Generator[None]:
    """Turn what a store throws into this door's errors."""
    try:
        yield
    except FileNotFoundError as error:
        raise Absent(f"{uri} does not exist.") from error
    except Exception as error:  # stores and credential chains throw many kinds
        raise Unreachable(f"{uri} cannot be reached: {first_line(error)}") from error


def first_line(error: Exception) -> str:
    """The part of an error's message that a person can use."""
    return (str(error).strip().split("\n")[0] or type(error).__name__)[:300]
