"""Earlier years, and what is missing: stated, never counted as nought."""

from models.guidance.sentences import sentence
from models.monitoring.dictionary import tables
from models.monitoring.national import National
from tasks.papers.paper import Figure, Row, Section, Table, filled
from tasks.papers.setting import Setting


def earlier(at: Setting[National]) -> Section:
    """Write what was counted in earlier years."""
    counts = at.figures.source.earlier
    title = at.texts.text("section_earlier")
    if not counts:
        return Section("earlier", title, (at.line("no_earlier"),))
    rows = tuple(
        Row(
            each.period,
            (
                Figure(at.board(each.board) if each.board else at.texts.text("all")),
                Figure(_measure(at, each.measure)),
                Figure(at.texts.text("not_known"))
                if each.value is None
                else at.figures.at(f"earlier.{place}.value"),
                Figure(each.source),
            ),
        )
        for place, each in enumerate(counts)
    )
    heads = at.heads("period", "board", "measure", "number", "source")
    return Section(
        "earlier", title, (at.line("earlier_what"),), (Table(at.texts.text("earlier"), heads, rows),)
    )


def missing(at: Setting[National]) -> Section:
    """Write what the data do not say."""
    title = at.texts.text("section_missing")
    if not at.figures.source.missing:
        return Section("missing", title, (at.line("nothing_missing"),))
    lines = [at.line("missing_what")]
    for place, each in enumerate(at.figures.source.missing):
        open_places = sentence(each.code, n="{n}", of="{of}").of(at.language)
        share = {name: at.figures.at(f"missing.{place}.share.{name}") for name in ("n", "of")}
        lines.append(filled(open_places, at.language, **share))
    return Section("missing", title, tuple(lines))


def _measure(at: Setting[National], code: str) -> str:
    """Say what was counted, in the words of the data dictionary."""
    measures = next(each.codes for each in tables()["earlier"].fields if each.name == "measure")
    return measures[code].of(at.language) if code in measures else code
