"""The same lines of cost details in every generation of header that Azure has written.

Belongs here: what each generation calls its columns. Does not: the lines (azure_cost.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.contract.samples.azure_cost import Row

_EA_2019 = {
    "SubscriptionId": "SubscriptionGuid",
    "Date": "UsageDateTime",
    "Quantity": "UsageQuantity",
    "EffectivePrice": "ResourceRate",
    "Cost": "PreTaxCost",
    "ResourceId": "InstanceId",
    "BillingCurrency": "Currency",
    "MeterSubCategory": "MeterSubcategory",
}
_GERMAN = {
    **_EA_2019,
    "SubscriptionId": "Abonnement-GUID (SubscriptionGuid)",
    "Date": "UsageDateTime (UsageDateTime)",
    "MeterCategory": "Kategorie der Verbrauchseinheit (MeterCategory)",
    "MeterSubCategory": "MeterSubcategory (MeterSubcategory)",
    "MeterName": "Name der Verbrauchseinheit (MeterName)",
    "MeterRegion": "Region der Verbrauchseinheit (MeterRegion)",
    "ResourceGroup": "Ressourcengruppe (ResourceGroup)",
    "ResourceLocation": "Ressourcenstandort (ResourceLocation)",
    "EffectivePrice": "Ressourcensatz (ResourceRate)",
    "ConsumedService": "Genutzter Dienst (ConsumedService)",
    "AdditionalInfo": "Zusätzliche Informationen (AdditionalInfo)",
    "UnitOfMeasure": "Maßeinheit (UnitOfMeasure)",
}
_MCA = {
    "Date": "date",
    "Cost": "costInBillingCurrency",
    "Product": "ProductName",
    "ResourceGroup": "resourceGroupName",
    "BillingCurrency": "billingCurrency",
    "MeterCategory": "meterCategory",
    "MeterSubCategory": "meterSubCategory",
    "MeterName": "meterName",
    "MeterRegion": "meterRegion",
    "ResourceLocation": "resourceLocation",
    "UnitOfMeasure": "unitOfMeasure",
    "ChargeType": "chargeType",
    "PricingModel": "pricingModel",
    "AdditionalInfo": "additionalInfo",
    "ConsumedService": "consumedService",
    "Quantity": "quantity",
    "Tags": "tags",
}
_MIXED = {
    **_GERMAN,
    "SubscriptionId": "subscriptionId",
    "Date": "date",
    "Cost": "costInBillingCurrency",
    "ResourceId": "InstanceName",
    "AdditionalInfo": "additionalInfo",
}
GENERATIONS: dict[str, Callable[[str], str]] = {
    "enterprise, of today": lambda name: name,
    "enterprise, with billing currency": lambda name: {
        "Cost": "CostInBillingCurrency",
        "BillingCurrency": "BillingCurrencyCode",
        "Product": "ProductName",
    }.get(name, name),
    "pay as you go": lambda name: _EA_2019.get(name, name),
    "customer agreement": lambda name: _MCA.get(name, name),
    "German": lambda name: _GERMAN.get(name, name),
    "German and English mixed": lambda name: _MIXED.get(name, name),
    "all small letters": str.lower,
    "all capitals": str.upper,
}


def renamed(lines: Sequence[Row], generation: str) -> list[Row]:
    """The lines under the header of `generation`."""
    name = GENERATIONS[generation]
    return [{name(column): cell for column, cell in line.items()} for line in lines]


def dated(lines: Sequence[Row], written: Callable[[int, int, int], str]) -> list[Row]:
    """The lines with their dates (month/day/year) written another way."""

    def again(cell: str) -> str:
        month, day, year = map(int, cell.split("/"))
        return written(year, month, day)

    columns = ("Date", "BillingPeriodStartDate", "BillingPeriodEndDate")
    return [{**line, **{one: again(line[one]) for one in columns if one in line}} for line in lines]
