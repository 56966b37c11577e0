"""Who the made-up company is: accounts, regions, teams and the tags it uses.

Belongs here: facts about the fictional company. Does not: what it buys (`needs.py`), how a bill
is written (`cur2.py`).
"""

from dataclasses import dataclass

NAME = "Lumenfold GmbH (fictional)"
ENTITY_ID = "lumenfold"
EXPORT = "lumenfold-cur2"
LABS_EXPORT = "lumenfold-labs-cur2"
CARBON_EXPORT = "lumenfold-carbon"
CLUSTER = "lumenfold"
INVOICING_ENTITY = "Amazon Web Services EMEA SARL"


@dataclass(frozen=True, slots=True)
class Account:
    """One AWS account; ids are text, for leading zeros count."""

    account_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Region:
    """One AWS region as bills spell it.

    `prefix` stands before usage types ("" in us-east-1), `short` names the region inside
    inter-region usage types, `price_level` is the ratio of its list prices to us-east-1.
    """

    code: str
    location: str
    prefix: str
    short: str
    utc_offset: int
    price_level: float
    em_zone: str


@dataclass(frozen=True, slots=True)
class Team:
    """One team of the company."""

    team_id: str
    name: str
    cost_center: str


PAYER = Account("210987654321", "lumenfold-billing")
LABS_PAYER = Account("109876543210", "lumenfold-labs-billing")
"""The payer of a company that was bought: a bill of its own, of one usage account."""

ACCOUNTS: dict[str, Account] = {
    "production": Account("345678901234", "lumenfold-production"),
    "platform": Account("456789012345", "lumenfold-platform"),
    "research": Account("567890123456", "lumenfold-research"),
    "analytics": Account("001122334455", "lumenfold-analytics"),
    "labs": Account("678901234567", "lumenfold-labs"),
}
"""Usage accounts; the one with leading zeros shows whether a reader keeps ids as text."""

REGIONS: dict[str, Region] = {
    r.code: r
    for r in (
        Region("us-east-1", "US East (N. Virginia)", "", "USE1", -5, 1.0, "US-MIDA-PJM"),
        Region("us-west-2", "US West (Oregon)", "USW2-", "USW2", -8, 1.0, "US-NW-PACW"),
        Region("eu-central-1", "Europe (Frankfurt)", "EUC1-", "EUC1", 1, 1.17, "DE"),
        Region("ap-south-1", "Asia Pacific (Mumbai)", "APS3-", "APS3", 5, 1.06, "IN-WE"),
    )
}

TEAMS: tuple[Team, ...] = (
    Team("search", "Search", "CC-110"),
    Team("training", "Model training", "CC-120"),
    Team("platform", "Platform", "CC-130"),
    Team("data", "Data and analytics", "CC-140"),
    Team("web", "Web shop", "CC-150"),
    Team("labs", "Labs", "CC-160"),
)

TAG_TEAM = "user_team"
LABEL_TEAM = "team"
"""The tag of AWS as its bills normalise it, and the label of the other clouds."""

TAG_ENV = "user_env"
TAG_NAMESPACE = "aws_eks_namespace"


def payer_of(account_id: str) -> Account:
    """Who pays for a usage account."""
    return LABS_PAYER if account_id == ACCOUNTS["labs"].account_id else PAYER
