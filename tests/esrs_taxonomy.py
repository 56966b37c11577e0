"""A stand-in for the ESRS taxonomy, made of the lists of its names: concepts, sums, axes, members.

Belongs here: schema and linkbases that a validator can load offline. Does not: the taxonomy itself,
which is its publisher's; a fixture of tests, never published.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

NAMESPACE = "https://xbrl.efrag.org/taxonomy/esrs/2023-12-22"
SCHEMA = "stand_in.xsd"

_ROLE = "https://xbrl.efrag.org/taxonomy/role-"
_SUMMATION = "https://xbrl.org/2023/arcrole/summation-item"
_DIMENSION = "http://xbrl.org/int/dim/arcrole/"
_DIMENSION_XSD = "http://www.xbrl.org/2005/xbrldt-2005.xsd"
_NUMERIC = {
    "ghgEmissionsItemType": "dtr-types", "energyItemType": "dtr-types",
    "percentItemType": "dtr-types", "ghgEmissionsPerMonetaryItemType": "dtr-types",
    "monetaryItemType": "xbrli",
}  # fmt: skip
_LINES, _TABLE = "LineItems", "Table"
_PREFIX = "esrs:"
_DTR = "http://www.xbrl.org/dtr/type/2024-01-31"
_HEAD = (
    f'<xsd:schema targetNamespace="{NAMESPACE}" elementFormDefault="qualified" '
    f'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:esrs="{NAMESPACE}" '
    'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xbrldt="http://xbrl.org/2005/xbrldt" '
    f'xmlns:dtr-types="{_DTR}">'
)
_IMPORTS = "".join(
    f'<xsd:import namespace="{namespace}" schemaLocation="{place}"/>'
    for namespace, place in (
        ("http://www.xbrl.org/2003/instance",
         "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"),
        ("http://xbrl.org/2005/xbrldt", _DIMENSION_XSD),
        (_DTR, "https://www.xbrl.org/dtr/type/2024-01-31/types.xsd"),
    )
)  # fmt: skip


def write(lists: Path, folder: Path) -> None:
    """Write the schema and its linkbases into `folder`, from the lists of names in `lists`."""
    concepts = {
        row["qname"].removeprefix(_PREFIX): row["item_type"]
        for row in _rows(lists / "esrs_set1_e1_elements.csv")
        if row["item_type"] in _NUMERIC and row["qname"].startswith(_PREFIX)
    }
    members = [
        row
        for row in _rows(lists / "esrs_set1_e1_dimensions.csv")
        if row["member"].startswith(_PREFIX)
    ]
    sums = [
        row
        for row in _rows(lists / "esrs_set1_e1_calc.csv")
        if {_local(row["parent"]), _local(row["child"])} <= concepts.keys()
    ]
    roles = sorted({row["role"] for row in sums})
    (folder / SCHEMA).write_text(_schema(concepts, members, roles), encoding="utf-8")
    (folder / "cal.xml").write_text(_calculation(sums, roles), encoding="utf-8")
    (folder / "def.xml").write_text(_definition(concepts, members), encoding="utf-8")


def _schema(
    concepts: Mapping[str, str], members: Sequence[Mapping[str, str]], roles: Iterable[str]
) -> str:
    references = "".join(
        f'<link:linkbaseRef xlink:type="simple" xlink:href="{kind[:3]}.xml" xlink:role='
        f'"http://www.xbrl.org/2003/role/{kind}LinkbaseRef" xlink:arcrole='
        '"http://www.w3.org/1999/xlink/properties/linkbase"/>'
        for kind in ("calculation", "definition")
    )
    types = "".join(
        f'<link:roleType roleURI="{_ROLE}{role}" id="r{role}">'
        f"<link:usedOn>link:{used}Link</link:usedOn></link:roleType>"
        for used, of in (("calculation", roles), ("definition", ("table", "defaults")))
        for role in of
    )
    return (
        f"{_HEAD}<xsd:annotation><xsd:appinfo>{references}{types}</xsd:appinfo></xsd:annotation>"
        f"{_IMPORTS}{''.join(_elements(concepts, members))}</xsd:schema>"
    )


def _elements(concepts: Mapping[str, str], members: Sequence[Mapping[str, str]]) -> Iterator[str]:
    string = "xbrli:stringItemType"
    for name, kind in concepts.items():
        yield _element(name, f"{_NUMERIC[kind]}:{kind}", "xbrli:item", abstract=False)
    for name in dict.fromkeys(_local(row["axis"]) for row in members):
        yield _element(name, string, "xbrldt:dimensionItem")
    for name in dict.fromkeys(_local(row["member"]) for row in members):
        yield _element(name, "dtr-types:domainItemType", "xbrli:item")
    yield _element(_TABLE, string, "xbrldt:hypercubeItem")
    yield _element(_LINES, string, "xbrli:item")


def _element(name: str, kind: str, group: str, *, abstract: bool = True) -> str:
    return (
        f'<xsd:element name="{name}" id="esrs_{name}" type="{kind}" substitutionGroup="{group}" '
        f'abstract="{str(abstract).lower()}" nillable="true" xbrli:periodType="duration"/>'
    )


def _calculation(sums: Sequence[Mapping[str, str]], roles: Iterable[str]) -> str:
    body = "".join(
        _extended(
            "calculation",
            role,
            [
                (_SUMMATION, _local(row["parent"]), _local(row["child"]),
                 f'weight="{row["weight"]}.0"')
                for row in sums
                if row["role"] == role
            ],
        )
        for role in roles
    )  # fmt: skip
    schema = {_SUMMATION: "https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item"}
    return _linkbase(body, roles, schema)


def _definition(concepts: Iterable[str], members: Sequence[Mapping[str, str]]) -> str:
    arcs = [(f"{_DIMENSION}all", _LINES, _TABLE,
             'xbrldt:closed="true" xbrldt:contextElement="scenario"')]  # fmt: skip
    arcs += [(f"{_DIMENSION}domain-member", _LINES, name, "") for name in concepts]
    defaults: list[tuple[str, str, str, str]] = []
    for row in members:
        axis, member = _local(row["axis"]), _local(row["member"])
        if row["order"] == "1":
            arcs.append((f"{_DIMENSION}hypercube-dimension", _TABLE, axis, ""))
            arcs.append((f"{_DIMENSION}dimension-domain", axis, member, ""))
            defaults.append((f"{_DIMENSION}dimension-default", axis, member, ""))
        else:
            parent = _local(row["parent_member"])
            arcs.append((f"{_DIMENSION}domain-member", parent, member, ""))
    body = _extended("definition", "table", arcs) + _extended("definition", "defaults", defaults)
    kinds = ("all", "hypercube-dimension", "dimension-domain", "domain-member", "dimension-default")
    schema = {f"{_DIMENSION}{kind}": f"{_DIMENSION_XSD}#{kind}" for kind in kinds}
    return _linkbase(body, ("table", "defaults"), schema)


def _extended(kind: str, role: str, arcs: Sequence[tuple[str, str, str, str]]) -> str:
    names = sorted({name for _, parent, child, _ in arcs for name in (parent, child)})
    locators = "".join(
        f'<link:loc xlink:type="locator" xlink:href="{SCHEMA}#esrs_{name}" xlink:label="{name}"/>'
        for name in names
    )
    drawn = "".join(
        f'<link:{kind}Arc xlink:type="arc" xlink:arcrole="{arcrole}" xlink:from="{parent}" '
        f'xlink:to="{child}" order="{order}" {further}/>'
        for order, (arcrole, parent, child, further) in enumerate(arcs, 1)
    )
    return (
        f'<link:{kind}Link xlink:type="extended" xlink:role="{_ROLE}{role}">{locators}{drawn}'
        f"</link:{kind}Link>"
    )


def _linkbase(body: str, roles: Iterable[str], arcroles: Mapping[str, str]) -> str:
    named = "".join(
        f'<link:roleRef roleURI="{_ROLE}{role}" xlink:type="simple" xlink:href="{SCHEMA}#r{role}"/>'
        for role in roles
    )
    drawn = "".join(
        f'<link:arcroleRef arcroleURI="{name}" xlink:type="simple" xlink:href="{place}"/>'
        for name, place in arcroles.items()
    )
    return (
        '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xbrldt="http://xbrl.org/2005/xbrldt">'
        f"{named}{drawn}{body}</link:linkbase>"
    )


def _local(name: str) -> str:
    return name.removeprefix(_PREFIX)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))
