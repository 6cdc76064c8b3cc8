"""Following the guidance: deadlines kept, decisions otherwise than the criteria pointed (R115)."""

from models.guidance.words import word
from models.monitoring.national import National
from tasks.papers.paper import Figure, Row, Section, Table
from tasks.papers.setting import Setting


def section(at: Setting[National]) -> Section:
    """Write the section."""
    national = at.figures.source
    lines = [at.line("adherence_what"), at.line("declined", count="flags.count")]
    if not national.departures:
        lines.append(at.line("no_departures"))
    tables = [_steps(at)] if national.steps else []
    tables += [_departures(at)] if national.departures else []
    return Section("adherence", at.texts.text("section_adherence"), tuple(lines), tuple(tables))


def _steps(at: Setting[National]) -> Table:
    parts = ("in_time.n", "late", "overdue", "to_come", "days_late.median")
    rows = []
    for place, each in enumerate(at.figures.source.steps):
        sources = ", ".join(word("provenance", code).of(at.language) for code in each.provenance)
        cells = at.figures.many(*(f"steps.{place}.{part}" for part in parts))
        name = f"{each.stage} {word('milestone', each.milestone).of(at.language)}"
        rows.append(Row(name, (*cells, Figure(sources))))
    heads = at.heads("stage", "in_time", "late", "overdue", "to_come", "days_late", "provenance")
    return Table(at.texts.text("steps"), heads, tuple(rows), at.texts.text("steps_note"))


def _departures(at: Setting[National]) -> Table:
    rows = tuple(
        Row(
            word("table_row", each.rule).of(at.language),
            at.figures.many(
                *(f"departures.{place}.{who}.{part}" for who in ("group", "chair") for part in ("n", "of"))
            ),
        )
        for place, each in enumerate(at.figures.source.departures)
    )
    heads = at.heads("rule", "group_departed", "of", "chair_departed", "of")
    return Table(at.texts.text("departures"), heads, rows)
