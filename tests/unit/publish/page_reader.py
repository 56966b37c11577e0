"""What a browser would make of a page: its tags, its texts, and the cells of its tables."""

from html.parser import HTMLParser

_VOID = frozenset({"meta", "rect", "line"})


class PageReader(HTMLParser):
    """Collects tags, attributes, texts, `<data>` by id, and each table's rows."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.exact: dict[str, str] = {}
        self.tables: dict[str, list[list[str]]] = {}
        self.open: list[str] = []
        self._table: list[list[str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.attributes += [(tag, name, value) for name, value in values.items()]
        if tag not in _VOID:
            self.open.append(tag)
        if tag == "table":
            self._table = self.tables.setdefault(values.get("id", ""), [])
        elif tag == "tr":
            self._table.append([])
        elif tag in ("td", "th"):
            self._table[-1].append("")
        elif tag == "data" and "id" in values:
            self.exact[values["id"]] = values["value"]

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if ("td" in self.open or "th" in self.open) and self._table and self._table[-1]:
            self._table[-1][-1] += data

    def row(self, table: str, first: str) -> list[str]:
        """The row of a table whose first cell reads `first`."""
        return next(row for row in self.tables[table] if row[0] == first)
