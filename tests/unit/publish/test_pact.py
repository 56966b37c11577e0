"""Product footprints as PACT exchanges them: every decimal a string, every figure the mart's."""

from __future__ import annotations

import json
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from publish.errors import UnfitFigureError
from publish.report import write_report
from tests.pipeline import REPOSITORY
from tests.unit.publish.page_reader import PageReader
from tests.unit.publish.published_file import PublishedFile

_MODEL = REPOSITORY / "dbt_project/models/marts/disclosures/rpt_pact__footprints.yml"
_REQUIRED = {
    "id", "specVersion", "created", "status", "companyName", "companyIds", "productDescription",
    "productIds", "productNameCompany", "pcf",
}  # fmt: skip
_REQUIRED_OF_FOOTPRINT = {
    "declaredUnitOfMeasurement", "declaredUnitAmount", "productMassPerDeclaredUnit",
    "referencePeriodStart", "referencePeriodEnd", "pcfExcludingBiogenicUptake",
    "pcfIncludingBiogenicUptake", "fossilGhgEmissions", "fossilCarbonContent",
    "ipccCharacterizationFactors", "crossSectoralStandards", "exemptedEmissionsPercent",
}  # fmt: skip
_INSERT = """
insert into marts.rpt_pact__footprints by name select 'e' as entity_id, 2025 as fiscal_year,
    {service} as service_id, '=m()' as model_id, '{unit}' as declared_unit,
    {amount} as declared_unit_amount, 50000 as units_served, date '2025-04-01' as
    reference_period_from, date '2026-01-01' as reference_period_to, {gwp} as gwp_set,
    {kg} as fossil_kgco2e, 0 as land_use_change_kgco2e, 0 as land_management_fossil_kgco2e,
    0 as land_management_biogenic_co2_kgco2e, 0 as biogenic_co2_uptake_kgco2e,
    {kg} as pcf_excluding_uptake_kgco2e, {kg} as pcf_including_uptake_kgco2e,
    0 as fossil_carbon_content_kgc, 0 as product_mass_kg, {exempted} as exempted_percent
"""


def _published(folder: Path, *, gwp: str = "'AR6'") -> Path:
    (model,) = yaml.safe_load(_MODEL.read_text(encoding="utf-8"))["models"]
    columns = ", ".join(f"{one['name']} {one['data_type']}" for one in model["columns"])
    script = "'<script>' || chr(10) || 'chat'"
    rows = (("piece", 1000, "0.192610000", "71.5"), ("hour", 1, "2", "null"))
    return PublishedFile(
        extra=[
            f"create table marts.rpt_pact__footprints ({columns})",
            *(
                _INSERT.format(
                    service=script, unit=unit, amount=amount, kg=kg, exempted=exempted, gwp=gwp
                )
                for unit, amount, kg, exempted in rows
            ),
            "insert into marts.rpt_ghg__inventory_factors (fiscal_year, factor_role, factor_id, "
            "publisher, edition) values (2025, 'grid', 'DE', 'EEA', '2024'), "
            "(2025, 'spend', 'x', 'US EPA', 'v1')",
        ]
    ).write(folder)


def _products(folder: Path, published: Path) -> list[dict[str, Any]]:
    (path,) = write_report(
        published, folder / "out", name="pact", period="2025", formats=["json"]
    ).paths
    return json.loads(path.read_text(encoding="utf-8"))["data"]


def test_every_required_property_is_there_and_every_decimal_is_a_string(tmp_path: Path) -> None:
    for product in _products(tmp_path, _published(tmp_path)):
        numbers = [
            value for name, value in product["pcf"].items()
            if name.endswith(("Emissions", "Uptake", "Content", "Amount", "Percent", "Unit"))
        ]  # fmt: skip
        assert product.keys() >= _REQUIRED
        assert product["pcf"].keys() >= _REQUIRED_OF_FOOTPRINT
        assert len(numbers) == 11
        assert {type(number) for number in numbers} == {str}
        assert all(Decimal(number) >= 0 for number in numbers)
        assert uuid.UUID(product["id"]).version == 5


def test_a_footprint_is_the_marts_in_its_declared_unit(tmp_path: Path) -> None:
    hour, piece = (one["pcf"] for one in _products(tmp_path, _published(tmp_path)))

    assert (piece["declaredUnitOfMeasurement"], piece["declaredUnitAmount"]) == ("piece", "1000")
    assert piece["pcfExcludingBiogenicUptake"] == piece["pcfIncludingBiogenicUptake"] == "0.19261"
    assert piece["exemptedEmissionsPercent"] == "71.5"
    assert (hour["declaredUnitOfMeasurement"], hour["declaredUnitAmount"]) == ("hour", "1")
    assert hour["fossilGhgEmissions"] == "2"
    assert piece["referencePeriodStart"] == "2025-04-01T00:00:00Z"
    assert piece["referencePeriodEnd"] == "2026-01-01T00:00:00Z"
    assert piece["secondaryEmissionFactorSources"] == [{"name": "EEA", "version": "2024"}]


def test_a_changed_figure_is_another_footprint(tmp_path: Path) -> None:
    published = _published(tmp_path)
    before = [one["id"] for one in _products(tmp_path, published)]
    again = [one["id"] for one in _products(tmp_path, published)]
    (tmp_path / "b").mkdir()
    after = [one["id"] for one in _products(tmp_path, _published(tmp_path / "b", gwp="'AR5'"))]

    assert before == again
    assert not set(before) & set(after)


def test_a_service_is_named_and_stays_a_text(tmp_path: Path) -> None:
    published = _published(tmp_path)
    product = _products(tmp_path, published)[0]
    text = next((tmp_path / "out").glob("pact*.json")).read_text(encoding="utf-8")

    assert product["productNameCompany"].startswith("<script>\nchat")
    assert product["productIds"] == ["urn:tonne:service:e:%3Cscript%3E%0Achat:hour"]
    assert "<" not in text


def test_without_potentials_nothing_is_claimed(tmp_path: Path) -> None:
    published = _published(tmp_path, gwp="null")

    with pytest.raises(UnfitFigureError, match=r"gwp_target in inputs/entities\.csv"):
        _products(tmp_path, published)


def test_the_page_shows_what_is_exchanged(tmp_path: Path) -> None:
    published = _published(tmp_path)
    sheet, page, _ = write_report(published, tmp_path, name="pact", period="2025").paths
    reader = PageReader(page.read_text(encoding="utf-8"))
    rows = reader.tables["footprint-table"]

    assert [row[2:4] for row in rows[2:]] == [["1 GPU hour", "2.00"], ["1,000 requests", "0.193"]]
    assert "script" not in reader.tags
    assert "0.192610000" in sheet.read_text(encoding="utf-8")
