"""What Carbon Optimization answers, subscription by subscription: asked for by batch and scope.

One answer is the sum over the scopes asked for, so each scope is asked for by itself. Belongs here:
requests, pages, whom an answer speaks of. Does not: what becomes of it (carbon.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ingest.azure.management import asking
from ingest.errors import Unreachable

SCOPES = ("Scope1", "Scope2", "Scope3")
_BATCH = 100
_PAGE = 1000
_MOST_PAGES = 100_000
_ROLE = "Carbon Optimization Reader on each subscription"
_REPORT = "ask for the ItemDetailsReport of the category Resource"
_ALLOWED = "Allowed"


@dataclass
class Answer:
    """One subscription, month and scope: whether it may be seen, and its resources as answered."""

    decision: str = _ALLOWED
    reason: str | None = None
    items: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_denied(self) -> bool:
        """Whether the subscription may not be seen: nothing is known of it, which is no zero."""
        return self.decision != _ALLOWED

    @property
    def content_hash(self) -> str:
        """A hash over all that was answered; it does not depend on the order of the items."""
        lines = sorted(json.dumps(item, sort_keys=True, default=str) for item in self.items)
        text = "\n".join([self.decision, self.reason or "", *lines])
        return hashlib.sha256(text.encode()).hexdigest()


Answers = dict[str, dict[str, Answer]]
"""By subscription and scope."""


def available_months(client: Any, address: str) -> list[str]:
    """The months (YYYY-MM) that can be asked for, oldest first.

    Raises:
        Unreachable: nobody says.
    """
    with asking(f"{address}, the available months", _ROLE):
        told = client.carbon_service.query_carbon_emission_data_available_date_range()
        first, last = (date.fromisoformat(text[:10]) for text in (told.start_date, told.end_date))
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in range(start, end + 1)]


def ask(client: Any, address: str, subscriptions: Sequence[str], month: str) -> Answers:
    """What is known of each of `subscriptions` (small letters) for `month` (YYYY-MM).

    Raises:
        Unreachable: no answer, or one that never ends.
    """
    found: Answers = {one: {scope: Answer() for scope in SCOPES} for one in subscriptions}
    for first in range(0, len(subscriptions), _BATCH):
        batch = list(subscriptions[first : first + _BATCH])
        for scope in SCOPES:
            with asking(f"{address}, {scope} of {month}", _ROLE):
                for page in _pages(client, batch, month, scope):
                    add(page, found, scope)
    return found


def _pages(client: Any, batch: list[str], month: str, scope: str) -> Iterator[Any]:
    """Every page of one question; throttling and its waits are the SDK's."""
    from azure.mgmt.carbonoptimization import models

    day = date.fromisoformat(f"{month}-01")
    token: str | None = None
    for _ in range(_MOST_PAGES):
        wanted = models.ItemDetailsQueryFilter(
            date_range=models.DateRange(start=day, end=day),
            subscription_list=batch,
            carbon_scope_list=[scope],
            category_type=models.CategoryTypeEnum.RESOURCE,
            order_by=models.OrderByColumnEnum.ITEM_NAME,
            sort_direction=models.SortDirectionEnum.ASC,
            page_size=_PAGE,
            skip_token=token,
        )
        page = client.carbon_service.query_carbon_emission_reports(wanted)
        yield page
        if not page.skip_token:
            return
        if page.skip_token == token:
            raise Unreachable(f"the answer for {month} gives the same page again and again.")
        token = page.skip_token
    raise Unreachable(f"the answer for {month} has more than {_MOST_PAGES} pages.")


def add(page: Any, found: Answers, scope: str) -> None:
    """Add a page of the answer about one scope to what was `found` of each subscription.

    Raises:
        Unreachable: it is of another report, or speaks of a subscription that nobody asked for.
    """
    for told in page.subscription_access_decision_list or []:
        answer = found.get(str(told.subscription_id).strip(" ,").lower(), {}).get(scope)
        if answer is not None:
            answer.decision = str(getattr(told.decision, "value", told.decision))
            answer.reason = told.denial_reason
    for item in page.value or []:
        document: dict[str, Any] = item.as_dict()
        subscription = str(document.get("subscriptionId") or "").lower()
        if not subscription:
            kind = document.get("dataType")
            raise Unreachable(f"the answer holds {kind}, no items by resource: {_REPORT}.")
        if subscription not in found:
            raise Unreachable(f"the answer speaks of {subscription}, which nobody asked for.")
        found[subscription][scope].items.append(document)
