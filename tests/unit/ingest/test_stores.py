"""What kept the bytes away is told apart: only what did not answer is worth asking again."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import Unreachable, Why
from ingest.objects import open_place
from ingest.settings import SourceSettings
from ingest.stores import reaching


class GenericError(Exception):
    """Named as the store's own."""


class PermissionDeniedError(Exception):
    """Named as the store's own."""


@pytest.mark.parametrize(
    ("error", "why"),
    [
        pytest.param(PermissionDeniedError("no"), "denied", id="denied"),
        pytest.param(GenericError("status code: 403 Forbidden"), "denied", id="status 403"),
        pytest.param(GenericError("status code: 404 Not Found"), "absent", id="status 404"),
        pytest.param(GenericError("status code: 400 Bad Request"), "unknown", id="status 400"),
        pytest.param(GenericError("status code: 503 Slow Down"), "unanswered", id="status 503"),
        pytest.param(GenericError("connection refused"), "unanswered", id="refused"),
        pytest.param(TimeoutError("60 s"), "unanswered", id="timeout"),
        pytest.param(GenericError("NoCredentialsError: none"), "no_credentials", id="nobody"),
        pytest.param(
            GenericError("Received redirect, normally an incorrectly configured region"),
            "wrong_region",
            id="another region",
        ),
        pytest.param(ValueError("odd"), "unknown", id="anything else"),
    ],
)
def test_why_the_bytes_could_not_be_had(error: Exception, why: Why) -> None:
    with pytest.raises(Unreachable) as raised, reaching("s3://bucket"):
        raise error

    assert raised.value.why == why


def test_a_folder_that_is_not_there_is_absent(tmp_path: Path) -> None:
    with pytest.raises(Unreachable) as raised:
        open_place(SourceSettings(kind="x", uri="no/such/folder"), tmp_path)

    assert raised.value.why == "absent"
