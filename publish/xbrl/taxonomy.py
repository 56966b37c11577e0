"""Names of the ESRS Set 1 taxonomy (2023-12-22) that rows do not carry themselves.

Belongs here: namespaces, the entry point, the axes of years, restatement and control. Does not: the
taxonomy, whose package a user gives to a validator. It covers the 2023 set only; for the 2026 set
none is published.
"""

from collections.abc import Mapping

VERSION = "esrs_2023"
ENTRY_POINT = "https://xbrl.efrag.org/taxonomy/esrs/2023-12-22/esrs_all.xsd"
ENTITY_PREFIX = "entity"
"""Prefix of an entity's own id, for one without a legal entity identifier."""

NAMESPACES: Mapping[str, str] = {
    "entity": "urn:tonne:entity",
    "esrs": "https://xbrl.efrag.org/taxonomy/esrs/2023-12-22",
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "lei": "http://standards.iso.org/iso/17442",
    "utr": "http://www.xbrl.org/2009/utr",
    "xbrl": "https://xbrl.org/2021",
}

STATED_AXIS = "esrs:ReportingScopeAxis"
PREVIOUSLY_STATED = "esrs:PreviouslyStatedMember"
YEARS_AXIS = "esrs:CurrentlyStatedBaselineMilestonesOrTargetYearsAxis"
BASE_YEAR = "esrs:BaselineYearMember"
TARGET_YEARS = "esrs:MilestonesAndTargetYearsMember"
"""Of any target: not every table has members of single years, and the period tells the year."""

BREAKDOWNS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "control": (
        "esrs:FinancialAndOperationalControlAxis",
        {
            "consolidated_group": "esrs:ConsolidatedAccountingGroupFinancialControlMember",
            "operational_control_outside": "esrs:OtherInvesteesExcludedFromConsolidatedAccounting"
            "GroupIncludingContractualArrangementsOperationalControlMember",
        },
    ),
    "gas": (
        "esrs:GHGCategoryAxis",
        {
            "co2": "esrs:PollutantCarbonDioxideCO2Member",
            "ch4": "esrs:PollutantMethaneCH4Member",
            "n2o": "esrs:PollutantNitrousOxideN2OMember",
            "hfc": "esrs:HydrofluorocarbonsHFCsMember",
            "pfc": "esrs:PerfluorocarbonsPFCsMember",
            "sf6": "esrs:PollutantSulphurHexafluorideSF6Member",
            "nf3": "esrs:NitrogenTrifluorideNF3Member",
        },
    ),
}
"""Axis and members of a breakdown whose rows name none."""


YEAR_MEMBERS: Mapping[str, str] = {"base": BASE_YEAR, "target": TARGET_YEARS}
"""Members of the years' axis by role; the year and its comparative have none."""
