"""Where each table comes from, and the columns it has. The one place that names an address.

Belongs here: data about publications. Does not: reading them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from orchestration.factor_tables import bls_index, ecb_rates

Row = Mapping[str, str]


@dataclass(frozen=True)
class Publication:
    """A table of `seeds/`: `read` gives its newer rows from the publisher's bytes.

    `key` names a row, `value` is the column that counts. `read` takes the bytes, the name of the
    file for messages, and the first key that the table holds.
    """

    seed: str
    url: str
    key: tuple[str, ...]
    value: str
    read: Callable[[bytes, str, str], Iterator[Row]]


PUBLICATIONS: Mapping[str, Publication] = {
    "fx_monthly": Publication(
        seed="spend/fx_monthly.csv",
        url="https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip",
        key=("month", "currency"),
        value="units_per_eur",
        read=ecb_rates.read,
    ),
    "price_index": Publication(
        seed="spend/price_index.csv",
        url="https://download.bls.gov/pub/time.series/cu/cu.data.1.AllItems",
        key=("index_id", "currency", "year"),
        value="value",
        read=bls_index.read,
    ),
}
