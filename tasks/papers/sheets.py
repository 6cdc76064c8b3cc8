"""The figures of a paper as one table of CSV: what stands on the page, and where."""

import csv
from collections.abc import Iterator
from io import StringIO

from tasks.papers.paper import Figure, Paper, Section

MARK = "\ufeff"
"""With it, spreadsheets read a CSV file as UTF-8."""

HEADS = ("section", "table", "row", "column", "shown", "figure")


def figures_csv(paper: Paper) -> str:
    """Give every figure of a paper: its section, table, row and column, and its place among the figures."""
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow(HEADS)
    for section in paper.sections:
        rows.writerows(_rows(section))
    return MARK + text.getvalue()


def _rows(section: Section) -> Iterator[tuple[str, ...]]:
    for line in section.lines:
        for part in line:
            if isinstance(part, Figure) and part.path:
                yield section.title, "", "", "", part.text, part.path
    for table in section.tables:
        for row in table.rows:
            for head, cell in zip(table.heads[1:], row.cells, strict=True):
                if cell.path:
                    yield section.title, table.caption, row.head, head, cell.text, cell.path
