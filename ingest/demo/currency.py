"""The currencies in which the made-up company is billed: USD, and one more if asked for."""

from dataclasses import dataclass

from ingest.demo.company import ACCOUNTS


@dataclass(frozen=True, slots=True)
class Currency:
    """A billing currency of one account; `per_usd` units of it are one USD."""

    account: str
    code: str
    per_usd: float = 0.86


def currency_code(account_id: str, currency: Currency | None) -> str:
    """The ISO code in which an account is billed."""
    if currency and ACCOUNTS[currency.account].account_id == account_id:
        return currency.code
    return "USD"
