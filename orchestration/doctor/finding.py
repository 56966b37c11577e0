"""One thing that the doctor found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["breach", "note"]


@dataclass(frozen=True)
class Finding:
    """What is found where, and what helps.

    A `breach` makes a figure wrong or missing; a `note` costs precision or evidence.
    """

    severity: Severity
    what: str
    where: str
    remedy: str
