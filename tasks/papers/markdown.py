"""A paper as Markdown: its sentences and tables, for a page that shows nothing else."""

from collections.abc import Iterator

from tasks.papers.paper import Paper, Section, Table, plain_text


def markdown(paper: Paper) -> str:
    """Give a paper as Markdown; pictures are left to the page."""
    lines = [f"# {paper.title}", *(f"**{each}**" for each in paper.warnings), *map(plain_text, paper.about)]
    for section in paper.sections:
        lines += _section(section)
    return "\n\n".join(lines) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}"
    yield from map(plain_text, section.lines)
    for table in section.tables:
        yield f"**{table.caption}**"
        yield "\n".join(_table(table))
        if table.note:
            yield table.note


def _table(table: Table) -> Iterator[str]:
    yield _row(table.heads)
    yield _row(["---", *["---:"] * (len(table.heads) - 1)])
    for row in table.rows:
        yield _row((row.head, *(cell.text for cell in row.cells)))


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
