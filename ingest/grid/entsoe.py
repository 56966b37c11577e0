"""ENTSO-E's transparency platform: actual generation of a domain by type (A75, realised).

Belongs here: its question. Does not: its documents (entsoe_document.py), months and slices
(zone_months.py), carbon: an intensity is computed from this in SQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.grid import entsoe_document
from ingest.grid.spans import Span
from ingest.grid.zone_months import Row, ZoneMonths
from ingest.http_api import Limit

TOKEN = "ENTSOE_SECURITY_TOKEN"
_EACH_TIME = re.compile(rb"<(mRID|createdDateTime)>[^<]*</\1>")


class Entsoe(ZoneMonths):
    """Mean power at `uri` (https://web-api.tp.entsoe.eu/api); `zones` are EIC codes of domains.

    By type and interval; what storage takes stands apart.
    """

    kind = "grid_entsoe"
    columns = entsoe_document.COLUMNS
    key = ("interval_start", "fuel_code", "direction")
    limit = Limit(requests=400, seconds=60.0)  # more is answered with ten minutes of refusals
    secrets = (TOKEN,)

    def ask(self, zone: str, span: Span) -> Iterator[bytes]:
        """A month at once, which is within its limits of a year and a hundred documents."""
        token = self.secret(TOKEN)
        query = (
            ("securityToken", token),
            ("documentType", "A75"),
            ("processType", "A16"),
            ("in_Domain", zone),
            ("periodStart", f"{span.start:%Y%m%d%H%M}"),
            ("periodEnd", f"{span.end:%Y%m%d%H%M}"),
        )
        yield self.api.get("", query, secrets=(token,))

    def rows_of(self, answer: bytes, zone: str, name: str) -> Iterator[Row]:
        """One row per interval, type and direction."""
        return entsoe_document.rows_of(answer, zone, name)

    def lasting(self, answer: bytes) -> bytes:
        """Without the ids and the moment that every answer gets anew."""
        return _EACH_TIME.sub(b"", answer)
