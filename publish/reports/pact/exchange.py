"""Footprints in the data model of PACT v3: one product per service and declared unit.

Belongs here: the names that the exchange gives things, and decimals as strings. Does not: a figure;
each is the mart's.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import quote

from publish import figures, identity, texts
from publish.definition import Document
from publish.errors import UnfitFigureError
from publish.period import Period
from publish.reading import Marts, Row
from publish.reports.pact import footprints

SPECIFICATION = "3.0.3"
_STANDARDS = ("GHGP-Product", "PACT-3.0")
_TRAINING = (
    "Training of the served model is left out: its booked emissions over the use so far, as a "
    "share of them and the footprint together."
)
_NO_TRAINING = "No training of the served model is booked; none is known to be left out."
_BOUNDARY = (
    "Electricity of provisioned hosts with idle time and facility overhead, its upstream and grid "
    "losses, and hardware written off over its life; location-based. Not the customer's own "
    "devices and network."
)
_ALLOCATION = (
    "Booked emissions of a host by measured energy of its workloads, else by accelerator hours; "
    "hardware by time; shares of a host sum to what it booked."
)


def documents(marts: Marts, period: Period) -> Sequence[Document]:
    """The answer of a footprint list: every product of the fiscal year.

    Raises:
        UnfitFigureError: the entity names no set of global warming potentials.
    """
    products = [
        product(row, identity.entity(marts), footprints.sources(marts, period))
        | {"created": identity.published_at(marts).isoformat() + "Z"}
        for row in footprints.of_year(marts, period)
    ]
    return [Document(".json", texts.written([texts.as_json({"data": products})]))]


def product(row: Row, entity: Row, sources: Sequence[tuple[str, str]]) -> dict[str, object]:
    """One product footprint without the moment of its making; its id is made of all it says."""
    unit = footprints.unit(row)
    service, owner = quote(str(row["service_id"]), safe=""), quote(str(row["entity_id"]), safe="")
    told: dict[str, object] = {
        "specVersion": SPECIFICATION,
        "status": "Active",
        "companyName": entity.get("entity_name") or row["entity_id"],
        "companyIds": [f"urn:tonne:entity:{owner}"],
        "productDescription": (
            f"Answers of the model {row['model_id']} by the service {row['service_id']}, per {unit}"
        ),
        "productIds": [f"urn:tonne:service:{owner}:{service}:{row['declared_unit']}"],
        "productNameCompany": f"{row['service_id']}, {unit}",
        "comment": _TRAINING if row["exempted_percent"] is not None else _NO_TRAINING,
        "pcf": _footprint(row, sources),
    }
    content = texts.as_json(told)
    return {"id": str(uuid.uuid5(uuid.NAMESPACE_URL, content)), **told}


def _footprint(row: Row, sources: Sequence[tuple[str, str]]) -> Mapping[str, object]:
    named = [{"name": name, "version": version} for name, version in sources]
    return {
        "declaredUnitOfMeasurement": row["declared_unit"],
        "declaredUnitAmount": _decimal(row, "declared_unit_amount"),
        "productMassPerDeclaredUnit": _decimal(row, "product_mass_kg"),
        "referencePeriodStart": _midnight(row["reference_period_from"]),
        "referencePeriodEnd": _midnight(row["reference_period_to"]),
        "boundaryProcessesDescription": _BOUNDARY,
        "pcfExcludingBiogenicUptake": _decimal(row, "pcf_excluding_uptake_kgco2e"),
        "pcfIncludingBiogenicUptake": _decimal(row, "pcf_including_uptake_kgco2e"),
        "fossilGhgEmissions": _decimal(row, "fossil_kgco2e"),
        "fossilCarbonContent": _decimal(row, "fossil_carbon_content_kgc"),
        "landUseChangeGhgEmissions": _decimal(row, "land_use_change_kgco2e"),
        "landManagementFossilGhgEmissions": _decimal(row, "land_management_fossil_kgco2e"),
        "landManagementBiogenicCO2Emissions": _decimal(row, "land_management_biogenic_co2_kgco2e"),
        "biogenicCO2Uptake": _decimal(row, "biogenic_co2_uptake_kgco2e"),
        "packagingEmissionsIncluded": False,
        "ipccCharacterizationFactors": [_potentials(row)],
        "crossSectoralStandards": list(_STANDARDS),
        "exemptedEmissionsPercent": _decimal(row, "exempted_percent") or "0",
        "exemptedEmissionsDescription": (
            _TRAINING if row["exempted_percent"] is not None else _NO_TRAINING
        ),
        "allocationRulesDescription": _ALLOCATION,
        **({"secondaryEmissionFactorSources": named} if named else {}),
    }


def _decimal(row: Row, column: str) -> str:
    """A decimal as the exchange writes it: digits without zeros that say nothing."""
    text = figures.exact(row[column])
    return text.rstrip("0").rstrip(".") if "." in text else text


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _potentials(row: Row) -> str:
    """The assessment report whose potentials the entity aims at.

    Raises:
        UnfitFigureError: the register has none.
    """
    if not row["gwp_set"]:
        raise UnfitFigureError(
            f"the entity {row['entity_id']!r} names no global warming potentials, which a product "
            "footprint must: fill gwp_target in inputs/entities.csv"
        )
    return str(row["gwp_set"])
