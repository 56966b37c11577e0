"""The checks before a close: what the published marts say of the period, and what was accepted.

Belongs here: reading them and letting a refusal through by name. Does not: measuring anything; the
report `rpt_audit__close_checks` does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import duckdb

from ingest.errors import TonneError
from orchestration.books.refusals import Refused
from publish.period import Period

_ASKED = """
select period, check_id, status, cast(value as varchar), text
from marts.rpt_audit__close_checks
where period = ?
order by check_id
"""


@dataclass(frozen=True)
class Check:
    """One check of one period; `value` as the report prints it."""

    period: str
    check_id: str
    status: Literal["ok", "warn", "refuse"]
    value: str | None
    text: str


def read(connection: duckdb.DuckDBPyConnection, period: Period) -> list[Check]:
    """The checks of a month or of a fiscal year.

    Raises:
        TonneError: nothing was checked.
    """
    found = [Check(*row) for row in connection.execute(_ASKED, [period.slug]).fetchall()]
    if not found:
        raise TonneError(f"Nothing was checked of {period.slug}. `tonne run` checks.")
    return found


def hold(found: Sequence[Check], accepted: Collection[str]) -> None:
    """Hold that nothing refuses but what was accepted by its name.

    Raises:
        Refused: something does; the message has each with its text.
    """
    refusing = [one for one in found if one.status == "refuse" and one.check_id not in accepted]
    if refusing:
        said = "\n".join(f"  {one.check_id} ({one.period}): {one.text}" for one in refusing)
        names = " ".join(f"--accept {name}" for name in sorted({one.check_id for one in refusing}))
        raise Refused(
            f"{len(refusing)} checks refuse the close:\n{said}\n"
            f"Put it right and `tonne run`, or accept it: {names} --reason TEXT"
        )


def recorded(
    found: Sequence[Check], accepted: Collection[str], *, by: str, reason: str | None
) -> list[dict[str, Any]]:
    """What was accepted, as the book keeps it.

    Raises:
        TonneError: a name is no check that refuses, or there is no reason.
    """
    refusing = {one.check_id for one in found if one.status == "refuse"}
    if needless := sorted(set(accepted) - refusing):
        there = f"These do: {', '.join(sorted(refusing))}" if refusing else "None does"
        raise TonneError(f"{', '.join(needless)} does not refuse the close. {there}.")
    if accepted and not (reason or "").strip():
        raise TonneError("Say why it is accepted: --reason TEXT")
    return [
        {**asdict(one), "accepted_by": by, "reason": reason}
        for one in found
        if one.status == "refuse" and one.check_id in accepted
    ]
