"""Answers of Carbon Optimization that somebody saved: where this program may not ask by itself.

    <folder>/2025-10/Scope1.json, Scope2.json, Scope3.json; further pages as Scope1-2.json, ...

Each file is the body of an answer to ItemDetails by Resource for one month and one scope. Belongs
here: which files count, what a month without one means. Does not: rows (carbon_rows.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from ingest.azure.carbon_answers import SCOPES, Answer, Answers, add
from ingest.azure_blob import is_blob_uri
from ingest.errors import Unreachable
from ingest.objects import Place

_FILE = re.compile(r"(20\d{2}-(?:0[1-9]|1[0-2]))/(Scope[123])(?:-\d+)?\.json")
_FILE_BYTES = 256 * 1024 * 1024


def is_folder(uri: str) -> bool:
    """Whether `uri` is a folder of saved answers, and not the management plane's address."""
    return urlsplit(uri).scheme not in {"http", "https"} or is_blob_uri(uri)


def saved_months(place: Place) -> list[str]:
    """The months (YYYY-MM) that the folder holds answers for, oldest first.

    Raises:
        Unreachable: it cannot be listed, or holds none.
    """
    months = sorted({match[1] for match in _files(place)})
    if not months:
        raise Unreachable(f"{place.uri} holds no answer (YYYY-MM/Scope1.json and so on).")
    return months


def saved_answers(place: Place, subscriptions: Sequence[str], month: str) -> Answers:
    """What the saved answers say of each of `subscriptions` (small letters) for `month`.

    Raises:
        Unreachable: a scope or its last page lacks, for its absence is no zero; or an answer cannot
            be read.
    """
    found: Answers = {one: {scope: Answer() for scope in SCOPES} for one in subscriptions}
    files = sorted((match[2], match[0]) for match in _files(place) if match[1] == month)
    absent = [scope for scope in SCOPES if scope not in dict(files)]
    if absent:
        listed = ", ".join(absent)
        raise Unreachable(f"{place.uri}/{month} lacks the answer for {listed}: save it too.")
    unfinished = set(SCOPES)
    for scope, key in files:
        page = _page(place, key)
        if not page.skip_token:
            unfinished.discard(scope)
        try:
            add(page, found, scope)
        except Unreachable as error:
            raise Unreachable(f"{place.uri_of(key)}: {error}") from None
    if unfinished:
        listed = ", ".join(sorted(unfinished))
        problem = f"lacks the last page of {listed}: every page saved names a skipToken"
        raise Unreachable(f"{place.uri}/{month} {problem}; save the pages that follow too.")
    return found


def _files(place: Place) -> list[re.Match[str]]:
    matches = (_FILE.fullmatch(stored.key) for stored in place.listing())
    return [match for match in matches if match]


def _page(place: Place, key: str) -> Any:
    """A saved body in the form that the SDK gives it."""
    try:
        body = json.loads(place.read(key, limit=_FILE_BYTES).decode("utf-8-sig"))
        return SimpleNamespace(
            subscription_access_decision_list=[
                SimpleNamespace(
                    subscription_id=one["subscriptionId"],
                    decision=one["decision"],
                    denial_reason=one.get("denialReason"),
                )
                for one in body.get("subscriptionAccessDecisionList") or []
            ],
            skip_token=body.get("skipToken"),
            value=[SimpleNamespace(as_dict=lambda item=item: item) for item in body["value"]],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problem = f"is no answer of Carbon Optimization ({error!r}): save its whole body."
        raise Unreachable(f"{place.uri_of(key)} {problem}") from None
