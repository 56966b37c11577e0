"""What Google Cloud and Azure deliver to the made-up company, in proportion to its AWS bill.

Belongs here: where their files lie and how they are configured. Does not: what the files say
(`gcp/`, `azure/`), AWS (`aws.py`).
"""

import json
from pathlib import Path

from ingest.demo.aws import RESTATED, Progress
from ingest.demo.azure.delivery import deliver_bill as deliver_azure
from ingest.demo.azure.emissions import SUBSCRIPTIONS, deliver_answers
from ingest.demo.azure.run_manifest import EXPORTS, ROOT
from ingest.demo.gcp.delivery import deliver_bill as deliver_google
from ingest.demo.gcp.footprint import deliver_footprint
from ingest.demo.month import Month
from ingest.demo.plan import Plan
from ingest.demo.sources import ConfiguredSource

GOOGLE_SOURCE, FOOTPRINT_SOURCE = "lumenfold_gcp", "lumenfold_gcp_footprint"
AZURE_SOURCE, ANSWERS_SOURCE = "lumenfold_azure", "lumenfold_azure_carbon"
_BILLING, _FOOTPRINT = Path("clouds/gcp/billing"), Path("clouds/gcp/footprint")
_CONTAINER, _ANSWERS = Path("clouds/azure/msexports"), Path("clouds/azure/carbon")


def other_sources(plan: Plan) -> list[ConfiguredSource]:
    """How the exports of the plan's other clouds are configured."""
    found: list[ConfiguredSource] = []
    if "gcp" in plan.clouds:
        text = "Detailed billing export, extracts by month of export"
        found.append(ConfiguredSource(GOOGLE_SOURCE, "gcp_billing", _BILLING.as_posix(), text))
        if plan.told_months:
            text, uri = "Google's own carbon figures", _FOOTPRINT.as_posix()
            found.append(ConfiguredSource(FOOTPRINT_SOURCE, "gcp_carbon", uri, text))
    if "azure" in plan.clouds:
        folder = _CONTAINER / ROOT
        amortized = {"amortized_uri": f'"{(folder / EXPORTS["AmortizedCost"]).as_posix()}"'}
        uri = (folder / EXPORTS["ActualCost"]).as_posix()
        text = "Exports of actual and amortized cost of a customer agreement"
        found.append(ConfiguredSource(AZURE_SOURCE, "azure_cost", uri, text, amortized))
        if plan.told_months:
            text, uri = "Azure's own carbon figures, answers as saved", _ANSWERS.as_posix()
            asked = {"subscriptions": json.dumps(SUBSCRIPTIONS)}
            found.append(ConfiguredSource(ANSWERS_SOURCE, "azure_carbon", uri, text, asked))
    return found


def deliver_others(home: Path, plan: Plan, restated: bool, progress: Progress | None) -> None:
    """Writes everything that the plan's other clouds deliver.

    Args:
        home: the workspace.
        plan: what the company is written with.
        restated: whether the month that is delivered twice is already restated.
        progress: told what was written.
    """
    months = [Month(period) for period in plan.months]
    first, second = (None, RESTATED) if restated else (RESTATED, None)
    if "gcp" in plan.clouds:
        lines = deliver_google(home / _BILLING, months, plan.density, plan.seed, first, second)
        _tell(progress, f"Google Cloud: {lines:,} lines")
        for month in months:
            if month.period in plan.told_months:
                is_first = month.period == min(plan.told_months)
                deliver_footprint(
                    home / _FOOTPRINT, month, plan.density, plan.seed, is_first=is_first
                )
    if "azure" in plan.clouds:
        lines = deliver_azure(home / _CONTAINER, months, plan.density, plan.seed, first, second)
        _tell(progress, f"Azure, actual and amortized: {lines:,} lines")
        for month in months:
            if month.period in plan.told_months:
                deliver_answers(home / _ANSWERS, month, plan.density, plan.seed)


def _tell(progress: Progress | None, text: str) -> None:
    if progress:
        progress(text)
