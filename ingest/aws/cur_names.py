"""What a column of a bill is called, however it is delivered: one name, that of CUR 2.0.

Belongs here: `lineItem/UsageAmount`, `line_item_usage_amount` and tag columns to columns and keys
of the raw contract. Does not: values.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ingest.errors import BadInput

# Third parties who load a bill spell these as words; AWS puts every capital letter apart.
_ALIASES = {
    "reservation_reservation_arn": "reservation_reservation_a_r_n",
    "savings_plan_savings_plan_arn": "savings_plan_savings_plan_a_r_n",
}
_MAPS = ("resource_tags", "cost_category", "product", "discount")
"""Maps that older deliveries spread over a column per key."""


@dataclass
class Named:
    """Where a bill's file holds what the contract promises; numbers are places in its header.

    `columns` by contract column: the first place that has a value gives it. `keys` by map column:
    pairs of key and place.
    """

    columns: dict[str, list[int]] = field(default_factory=dict)
    keys: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


def cur2_name(name: str) -> str:
    """The name that CUR 2.0 gives the column `name` of a bill's header."""
    if "/" not in name:
        return _ALIASES.get(name.lower(), name.lower())
    snake = "_".join(filter(None, map(_snake, name.split("/", 1))))
    return _ALIASES.get(snake, snake)


def named(
    header: list[str],
    *,
    name: str,
    contract: Mapping[str, str],
    minimum: Collection[str],
) -> Named:
    """Find the columns of `contract` in the `header` of the file called `name` in messages.

    What the contract does not know is left out; it stays in the delivered file.

    Raises:
        BadInput: a column of `minimum` is missing, or one is there twice.
    """
    found = Named()
    spelled: dict[str, str] = {}
    for place, given in sorted(enumerate(header), key=lambda one: (one[1], one[0])):
        column = cur2_name(given)
        group = next((one for one in _MAPS if column.startswith(f"{one}_")), None)
        if column in contract:
            _refuse_twice(spelled, column, given, name)
            found.columns.setdefault(column, []).append(place)
        elif group is not None:
            found.keys.setdefault(group, []).append((column.removeprefix(f"{group}_"), place))
    absent = [column for column in minimum if column not in found.columns]
    if absent:
        raise BadInput(
            name,
            "line 1" if name.lower().endswith((".csv", ".gz", ".zip")) else "the columns",
            f"promised columns are missing: {', '.join(absent)}",
            "Add them to the export's column selection and have the period delivered again",
        )
    return found


def _refuse_twice(spelled: dict[str, str], column: str, given: str, name: str) -> None:
    """Two columns of one name are a fault, unless one of them is only its other spelling."""
    before = spelled.get(column)
    spelled[column] = given
    if before is None or (before.lower() in _ALIASES) != (given.lower() in _ALIASES):
        return
    problem = f"{before} and {given} are both {column}"
    raise BadInput(name, "line 1", problem, "Have the file delivered again, with one of them")


def _snake(name: str) -> str:
    """`name` as AWS writes it in Parquet: each capital letter apart, all else an underscore."""
    apart = re.sub(r"([A-Z])", r"_\1", name)
    plain = "".join(c if c.isalnum() else "_" for c in apart.lower())
    return re.sub(r"_+", "_", plain).strip("_")
