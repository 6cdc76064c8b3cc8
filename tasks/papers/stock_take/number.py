"""Number: how many referrals there were, and what became of them."""

from models.guidance.words import word
from models.monitoring.national import National
from tasks.papers.paper import Row, Section, Table
from tasks.papers.setting import Setting

_OUTCOMES = ("concise", "extended", "mapf", "none", "deferred", "not_decided")


def section(at: Setting[National]) -> Section:
    """Write the section."""
    number = at.figures.source.number
    tables = [_by_board(at)]
    statuses = {
        word("status", code).of(at.language): f"number.reviews_by_status.{code}"
        for code in number.reviews_by_status
    }
    tables.append(at.counts("by_status", "status", statuses, "number.reviews"))
    if number.by_year:
        years = {year: f"number.by_year.{year}" for year in number.by_year}
        tables.append(at.counts("by_year", "year", years))
    if number.forums:
        forums = {at.texts.text(f"forum_{code}"): f"number.forums.{code}" for code in number.forums}
        tables.append(at.counts("forums", "status", forums))
    processes = {
        word("process", kind).of(at.language): f"number.processes.{kind}" for kind in number.processes
    }
    if processes:
        tables.append(at.counts("processes", "what", processes))
    lines = [at.line("number_what"), *([] if processes else [at.line("no_processes")])]
    return Section("number", at.texts.text("section_number"), tuple(lines), tuple(tables))


def _by_board(at: Setting[National]) -> Table:
    number = at.figures.source.number
    outcomes = [code for code in _OUTCOMES if code in number.by_outcome]
    names = [_outcome(at, code) for code in outcomes]
    rows = [
        Row(
            name,
            at.figures.many(*(f"cells.{board}.{code}" for code in outcomes), f"number.by_board.{board}"),
        )
        for name, board in at.boards(number.by_board).items()
    ]
    totals = at.figures.many(*(f"number.by_outcome.{code}" for code in outcomes), "number.referrals")
    rows.append(Row(at.texts.text("all"), totals, total=True))
    heads = (*at.heads("board"), *names, *at.heads("all"))
    return Table(at.texts.text("by_board"), heads, tuple(rows))


def _outcome(at: Setting[National], code: str) -> str:
    return at.texts.text(code) if code == "not_decided" else word("outcome", code).of(at.language)
