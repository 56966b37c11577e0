"""Values as Prometheus prints them, and which of them say that there was no reading.

Belongs here: text to numbers, NVIDIA's codes. Does not: what a blank reading means for energy.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from ingest.arrow import Array
from ingest.arrow import compute as pc

# DCGM's blank, not found, not supported, no permission: of int32, int64 and of doubles.
_CODES = [float(2**31 - 16 + i) for i in range(4)] + [float(2**47 + i) for i in range(4)]
_INT64_CODES_FROM = float(2**63 - 16)
_TEXT_CODE = "<<<"


def numbers(texts: Sequence[str | None], *, has_codes: bool) -> Array:
    """The values that `texts` print; null where there was no reading: NaN, infinity, a code.

    Raises:
        ValueError: one is neither a number nor a code.
    """
    try:
        values = pa.array(map(float, texts), pa.float64())  # pyright: ignore[reportArgumentType]
    except (TypeError, ValueError):
        values = pa.array([_number(text) for text in texts], pa.float64())
    good = pc.is_finite(values)
    if has_codes:
        codes = pc.is_in(values, value_set=pa.array(_CODES))
        beyond = pc.greater_equal(values, _INT64_CODES_FROM)
        good = pc.and_not(pc.and_not(good, codes), beyond)
    return pc.if_else(good, values, pa.scalar(None, pa.float64()))


def _number(text: str | None) -> float | None:
    return None if text is None or text.startswith(_TEXT_CODE) else float(text)
