"""CUR 2.0 through a real S3 API: only what the newest manifest names, month by month."""

from __future__ import annotations
