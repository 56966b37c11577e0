"""Accounts whose month more than one source has billed: their use would count twice.

Belongs here: finding them in the landed bills. Does not: telling them; the run and the doctor do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.lake import Lake

_ACCOUNTS = (
    ("bill_payer_account_id", "line_item_usage_account_id"),
    ("billing_account_id", "sub_account_id"),
    ("billing_account_id", "project_id"),
    ("billing_account_id", "subscription_id"),
)
"""Columns of a bill: who pays, and the account that used."""

_DISTINCT = """
select distinct "{payer}", coalesce("{account}", "{payer}")
from read_parquet(?, union_by_name = true)
where "{payer}" is not null
"""


@dataclass(frozen=True)
class DoubleBill:
    """The `accounts` of one `payer` whose month (YYYY-MM) stands in each of `sources`."""

    payer: str
    month: str
    sources: tuple[str, ...]
    accounts: Sequence[str]

    @property
    def message(self) -> str:
        """What counts twice, in one line."""
        first, *others = self.accounts
        more = f" and {len(others)} more" if others else ""
        return (
            f"{self.month} of payer {self.payer}, account {first}{more}, is in the bills of "
            f"{' and '.join(self.sources)}: what stands in both counts twice"
        )


def double_bills(lake: Lake, usage_kinds: Collection[str]) -> list[DoubleBill]:
    """Every payer's month of which more than one source has lines of the same account.

    Two bills of one payer that share no account are no double: member accounts may have their own.
    """
    files = _files(lake, usage_kinds)
    if len({source for source, _ in files}) < 2:
        return []
    sources: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    with duckdb.connect() as connection:
        for (source, month), landed in sorted(files.items()):
            for payer, account in _accounts(connection, landed):
                sources[payer, month, account].append(source)
    found: dict[tuple[str, str, tuple[str, ...]], list[str]] = defaultdict(list)
    for (payer, month, account), named in sorted(sources.items()):
        if len(named) > 1:
            found[payer, month, tuple(named)].append(account)
    return [
        DoubleBill(payer, month, named, tuple(accounts))
        for (payer, month, named), accounts in sorted(found.items())
    ]


def _files(
    lake: Lake, usage_kinds: Collection[str]
) -> dict[tuple[str, str], list[tuple[Path, frozenset[str]]]]:
    """The landed files of bills by source and month, each with its columns."""
    found: dict[tuple[str, str], list[tuple[Path, frozenset[str]]]] = defaultdict(list)
    for kind in usage_kinds:
        for manifest, file, path in lake.current_files(kind):
            for month in [file.period] if file.period else manifest.periods:
                found[manifest.export, month].append((path, frozenset(file.columns)))
    return found


def _accounts(
    connection: duckdb.DuckDBPyConnection, landed: list[tuple[Path, frozenset[str]]]
) -> Iterator[tuple[str, str]]:
    """Payer and account of every line, once each."""
    for payer, account in _ACCOUNTS:
        paths = [str(path) for path, columns in landed if {payer, account} <= columns]
        if paths:
            sql = _DISTINCT.format(payer=payer, account=account)
            for row in connection.execute(sql, [paths]).fetchall():
                yield str(row[0]), str(row[1])
