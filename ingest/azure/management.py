"""Clients of Azure's management plane, made the same way wherever one is needed.

Belongs here: addresses, credentials, the errors of its SDKs in this program's words. Does not: any
one service.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from ingest.azure_sign_in import default_credential
from ingest.errors import Unreachable, Why
from ingest.s3 import LOOPBACK
from ingest.stores import first_line

PUBLIC = "https://management.azure.com"
_OF_STATUS: dict[int, Why] = {401: "denied", 403: "denied", 404: "absent"}
_UNANSWERED = (408, 429)
_MISSING = "needs the libraries for Azure. Install tonne[azure]."


class NoCredential:
    """Stands where a loopback is asked without encryption: no token ever travels there."""

    def get_token(self, *_: str, **__: Any) -> Any:
        """Refuse: nobody may ask.

        Raises:
            Unreachable: always.
        """
        raise Unreachable("no token is sent without encryption.", "no_credentials")


def options(address: str, *, allow_http: bool = False) -> dict[str, Any]:
    """What a management client is made of, for the scheme and host of `address`.

    Raises:
        Unreachable: a token would travel unencrypted, or the libraries are not installed.
    """
    parts = urlsplit(address)
    base = f"{parts.scheme}://{parts.netloc}"
    if parts.scheme == "https":
        return {
            "credential": default_credential(base),
            "base_url": base,
            "credential_scopes": [f"{base}/.default"],
        }
    if not (allow_http or parts.hostname in LOOPBACK):
        raise Unreachable(f"{base} would carry a token unencrypted: use https://.")
    try:
        from azure.core.pipeline.policies import SansIOHTTPPolicy
    except ImportError as error:
        raise Unreachable(f"{address}: it {_MISSING}") from error
    return {
        "credential": NoCredential(),
        "base_url": base,
        "credential_scopes": [f"{base}/.default"],
        "authentication_policy": SansIOHTTPPolicy(),
    }


def cost_client(address: str, *, allow_http: bool = False) -> Any:
    """A client of Cost Management at `address`.

    Raises:
        Unreachable: the libraries are not installed, or a token would travel unencrypted.
    """
    try:
        from azure.mgmt.costmanagement import CostManagementClient
    except ImportError as error:
        raise Unreachable(f"{address}: Cost Management {_MISSING}") from error
    return CostManagementClient(**options(address, allow_http=allow_http))


def carbon_client(address: str, *, allow_http: bool = False) -> Any:
    """A client of Carbon Optimization at `address`.

    Raises:
        Unreachable: the libraries are not installed, or a token would travel unencrypted.
    """
    try:
        from azure.mgmt.carbonoptimization import CarbonOptimizationMgmtClient
    except ImportError as error:
        raise Unreachable(f"{address}: Carbon Optimization {_MISSING}") from error
    return CarbonOptimizationMgmtClient(**options(address, allow_http=allow_http))


@contextmanager
def asking(what: str, role: str) -> Generator[None]:
    """Turn what a client throws while it asks for `what` into this door's errors.

    `role` is the role that the caller needs, for the message of a denial.
    """
    try:
        yield
    except Unreachable:
        raise
    except Exception as error:
        status = getattr(error, "status_code", None)
        why = _OF_STATUS.get(status) if isinstance(status, int) else None
        if why is None and _is_no_sign_in(error):
            why = "no_credentials"
        if why is None and (status is None or status in _UNANSWERED or status >= 500):
            why = "unanswered"
        remedy = {
            "denied": f" It needs the role {role}.",
            "no_credentials": " Sign in as for the Azure command line (`az login`).",
        }.get(why or "", "")
        message = f"{what} cannot be had: {first_line(error)}.{remedy}"
        raise Unreachable(message, why or "unknown") from error


def _is_no_sign_in(error: Exception) -> bool:
    names = {kind.__name__ for kind in type(error).__mro__}
    return bool(names & {"ClientAuthenticationError", "CredentialUnavailableError"})
