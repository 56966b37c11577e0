"""WattTime v3: marginal operating emissions by region, every five minutes; for decisions only.

Belongs here: its sign-in, questions and fields. Does not: months and slices (zone_months.py), units
(pounds per MWh are converted in SQL). No inventory may read a marginal signal.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from time import monotonic
from typing import ClassVar

from ingest.errors import Unreachable
from ingest.grid.json_answers import document_of, hold_text, items_of, moment_of, number_of
from ingest.grid.spans import Span
from ingest.grid.zone_months import Row, ZoneMonths
from ingest.http_api import Limit

USER, PASSWORD = "WATTTIME_USER", "WATTTIME_PASSWORD"
_SIGNAL, _UNIT = "co2_moer", "lbs_co2_per_mwh"
_LONGEST = timedelta(days=30)
_STEP = timedelta(minutes=5)
_TOKEN_SECONDS = 25 * 60  # it lasts 30 minutes
_MOST_LBS = 10_000.0
_MADE_AT = re.compile(rb'"generated_at"\s*:\s*"[^"]*"')


class WattTime(ZoneMonths):
    """Historical co2_moer at `uri` (https://api.watttime.org), each point with its model's date.

    `zones` are regions as /v3/my-access names them.
    """

    kind = "grid_watttime"
    columns: ClassVar[Mapping[str, str]] = {
        "point_at": "timestamp",
        "region_code": "varchar",
        "signal_type": "varchar",
        "value": "double",
        "unit": "varchar",
        "period_seconds": "bigint",
        "is_estimated": "boolean",
        "model_date": "varchar",
        "value_version": "varchar",
        "updated_at": "timestamp",
    }
    key = ("point_at",)
    limit = Limit(requests=3000, seconds=300.0)
    secrets = (USER, PASSWORD)
    _token: tuple[str, float] | None = None

    def ask(self, zone: str, span: Span) -> Iterator[bytes]:
        """Thirty days at a time; both ends belong to a question, so each ends a point earlier."""
        for piece in span.pieces(_LONGEST):
            query = (
                ("region", zone),
                ("signal_type", _SIGNAL),
                ("start", f"{piece.start:%Y-%m-%dT%H:%M:%SZ}"),
                ("end", f"{piece.end - _STEP:%Y-%m-%dT%H:%M:%SZ}"),
                ("include_imputed_marker", "true"),
            )
            yield self._signed_in(query)

    def rows_of(self, answer: bytes, zone: str, name: str) -> Iterator[Row]:
        """One row per point, in the unit that it is told in."""
        document = document_of(answer, name)
        meta = document.get("meta") or {}
        for field, wanted in (("region", zone), ("signal_type", _SIGNAL), ("units", _UNIT)):
            hold_text(meta.get(field), wanted, f"meta.{field}", name)
        for item in items_of(document.get("data"), "data", name):
            place = f"{zone}, {item.get('point_time')}"
            updated = item.get("last_updated")
            yield {
                "point_at": moment_of(item.get("point_time"), place, name),
                "region_code": zone,
                "signal_type": _SIGNAL,
                "value": number_of(
                    item.get("value"), place, name, low=0, high=_MOST_LBS, unit="pounds per MWh"
                ),
                "unit": _UNIT,
                "period_seconds": meta.get("data_point_period_seconds"),
                "is_estimated": item.get("imputed_data_used"),
                "model_date": (meta.get("model") or {}).get("date"),
                "value_version": item.get("version"),
                "updated_at": updated and moment_of(updated, place, name),
            }

    def lasting(self, answer: bytes) -> bytes:
        """Without the moment at which the answer was made."""
        return _MADE_AT.sub(b"", answer)

    def _signed_in(self, query: Sequence[tuple[str, str]]) -> bytes:
        """Ask with a token; one that ran out early is replaced once."""
        for first in (True, False):
            token = self._bearer()
            headers = {"Authorization": f"Bearer {token}"}
            try:
                return self.api.get("/v3/historical", query, headers=headers, secrets=(token,))
            except Unreachable as error:
                if error.why != "no_credentials" or not first:
                    raise
                self._token = None
        raise AssertionError

    def _bearer(self) -> str:
        if self._token is None or self._token[1] < monotonic():
            user, password = self.secret(USER), self.secret(PASSWORD)
            basic = base64.b64encode(f"{user}:{password}".encode()).decode()
            headers = {"Authorization": f"Basic {basic}"}
            answer = self.api.get("/login", headers=headers, secrets=(password, basic))
            token = document_of(answer, f"{self.api.base}/login").get("token")
            if not isinstance(token, str):
                raise Unreachable(f"{self.api.base}/login gives no token.", "no_credentials")
            self._token = token, monotonic() + _TOKEN_SECONDS
        return self._token[0]
