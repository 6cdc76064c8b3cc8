"""Consistency: the same facts decided otherwise by other Boards, and what Boards declared to do otherwise."""

from models.guidance.local_rules import rule_words, value_words
from models.guidance.words import word
from models.monitoring.consistency import Finding
from models.monitoring.national import National
from models.monitoring.vectors import described
from tasks.papers.paper import Figure, Row, Section, Table
from tasks.papers.setting import Setting


def section(at: Setting[National], *, published: bool) -> Section:
    """Write the section; *published* leaves out what the facts were."""
    national = at.figures.source
    lines = [at.line("consistency_what", count="findings.count")]
    tables = []
    if national.findings and published:
        lines.append(at.line("findings_left_out"))
    elif national.findings:
        tables.append(_findings(at))
    if national.protocols:
        tables.append(_protocols(at))
    else:
        lines.append(at.line("no_protocols"))
    return Section("consistency", at.texts.text("section_consistency"), tuple(lines), tuple(tables))


def _findings(at: Setting[National]) -> Table:
    rows = tuple(
        Row(described(each.facts).of(at.language), (Figure(_decided(at, each)),))
        for each in at.figures.source.findings
    )
    return Table(at.texts.text("findings"), at.heads("facts", "decided"), rows)


def _decided(at: Setting[National], finding: Finding) -> str:
    return "; ".join(
        f"{word('outcome', outcome).of(at.language)}: "
        + ", ".join(f"{at.board(board)} ({n})" for board, n in boards.items())
        for outcome, boards in finding.outcomes.items()
    )


def _protocols(at: Setting[National]) -> Table:
    rows = tuple(
        Row(
            rule_words(rule.rule).of(at.language),
            (
                Figure(at.board(one.board)),
                Figure(value_words(rule.guidance).of(at.language)),
                Figure(value_words(one.local).of(at.language)),
                Figure(one.reason),
            ),
        )
        for rule in at.figures.source.protocols
        for one in rule.boards
    )
    return Table(at.texts.text("protocols"), at.heads("rule", "board", "guidance", "local", "reason"), rows)
