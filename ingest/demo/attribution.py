"""Who owns what the made-up company runs: the rules of its register.

Belongs here: tags, labels, namespaces, resources and accounts by team. Does not: the file
(`organisation.py`).
"""

from collections.abc import Sequence

from ingest.demo.azure import needs as azure
from ingest.demo.company import ACCOUNTS, LABEL_TEAM, TAG_TEAM, TEAMS
from ingest.demo.gcp import needs as gcp
from ingest.demo.register_file import Row

_RULES: tuple[Row, ...] = (
    ("rule_id", "priority", "kind", "tag_key", "pattern", "team_id", "valid_from", "valid_to"),
    *(
        (f"tag-{team.team_id}", 10 + i, "tag", TAG_TEAM, team.team_id, team.team_id, "", "")
        for i, team in enumerate(TEAMS)
    ),
    ("namespace-serving", 20, "namespace", "", "search-serving", "search", "", ""),
    # the ingestion nodes changed hands in December
    ("namespace-ingestion-until-november", 21, "namespace", "", "ingestion", "platform", "",
     "2025-12-01"),
    ("namespace-ingestion", 22, "namespace", "", "ingestion", "data", "2025-12-01", ""),
    ("namespace-system", 23, "namespace", "", "kube-system", "platform", "", ""),
    ("resource-lake", 30, "resource", "", "lumenfold-lake-*", "data", "", ""),
    ("resource-nat", 31, "resource", "", "*:natgateway/*", "platform", "", ""),
    ("account-research", 90, "account", "", ACCOUNTS["research"].account_id, "training", "", ""),
)  # fmt: skip

_LABELLED = ("search", "training", "platform", "data", "web")
"""The teams that label what they run outside AWS."""

_LABEL_RULES: tuple[Row, ...] = tuple(
    (f"label-{team}", 40 + i, "tag", LABEL_TEAM, team, team, "", "")
    for i, team in enumerate(_LABELLED)
)
_GOOGLE_RULES: tuple[Row, ...] = (
    ("resource-front", 50, "resource", "", "front", "web", "", ""),
    ("account-ml", 91, "account", "", gcp.ML.project_id, "training", "", ""),
    ("account-data", 92, "account", "", gcp.DATA.project_id, "data", "", ""),
)
_AZURE_RULES: tuple[Row, ...] = (
    ("resource-logs", 60, "resource", "", "*/workspaces/log-lumenfold", "platform", "", ""),
    ("subscription-data", 93, "account", "", azure.DATA.subscription_id, "data", "", ""),
)


_OWN_RULES: tuple[Row, ...] = (
    ("namespace-assistant", 24, "namespace", "", "assistant", "search", "", ""),
    ("namespace-notebooks", 25, "namespace", "", "notebooks", "labs", "", ""),
)


def rules_of(clouds: Sequence[str], *, own_sites: bool = False) -> list[Row]:
    """The header and the rules that meet something on `clouds`, or at the company's sites."""
    rules = list(_RULES)
    rules += _OWN_RULES if own_sites else ()
    rules += _LABEL_RULES if {"gcp", "azure"} & set(clouds) else ()
    rules += _GOOGLE_RULES if "gcp" in clouds else ()
    rules += _AZURE_RULES if "azure" in clouds else ()
    return rules
