"""Why a book is not written although everything is in order: the checks, or the people.

Belongs here: the errors that have an exit code of their own. Does not: when they are raised.
"""

from __future__ import annotations

from ingest.errors import TonneError


class Refused(TonneError):
    """Checks refuse the close, and nobody accepted what they found."""


class BadIdentity(TonneError):
    """Somebody is not named, or approves what they prepared."""
