"""The version of this program, as every manifest records it."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def _installed() -> str:
    try:
        return version("tonne")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "0+unknown"


TOOL_VERSION = _installed()
