"""The contribution in one language: number, timeliness, quality, learning and action; always all four."""

from collections.abc import Iterable
from datetime import date

from models.guidance.words import Language, word
from models.monitoring.annual import Contribution, due_on, last_day
from tasks.papers.figures import Figures
from tasks.papers.paper import Paper, Section, Table, Texts
from tasks.papers.setting import Setting

PAPER = "annual_report"


def contents(figures: Contribution, language: Language) -> Paper:
    """Write a Board's contribution of some figures, and of them alone."""
    at = Setting(Figures(figures), Texts(PAPER, language))
    years = {"first": figures.year - 1, "last": figures.year}
    about = [at.texts.line("made_of", due=due_on(figures.year), as_of=_day(figures.as_of), **years)]
    if _day(figures.as_of) < last_day(figures.year):
        about.append(at.line("not_over"))
    about.append(at.line("source"))
    return Paper(
        language=language,
        title=at.texts.text("title", board=at.board(figures.board), **years),
        warnings=at.heads(*(["synthetic"] if figures.synthetic else []), "not_for_publication"),
        about=tuple(about),
        sections=(_number(at), _timeliness(at), _quality(at), _learning(at)),
    )


def _number(at: Setting[Contribution]) -> Section:
    figures = at.figures.source
    lines = [at.line("number_what", received="received", completed="completed", published="published")]
    tables = []
    for name, counts, none in (
        ("decided", figures.decided, "none_decided"),
        ("open_reviews", figures.open_reviews, "none_open"),
    ):
        if counts:
            tables.append(_counts(at, name, counts))
        else:
            lines.append(at.line(none))
    return Section("number", at.texts.text("section_number"), tuple(lines), tuple(tables))


def _counts(at: Setting[Contribution], name: str, counts: Iterable[str]) -> Table:
    head = "outcome" if name == "decided" else "status"
    rows = {word(head, code).of(at.language): f"{name}.{code}" for code in counts}
    return at.counts(name, head, rows)


def _timeliness(at: Setting[Contribution]) -> Section:
    title = at.texts.text("section_timeliness")
    if not at.figures.source.completed:
        return Section("timeliness", title, (at.line("none_completed"),))
    line = at.line("months", n="months.n", mean="months.mean", median="months.median")
    return Section("timeliness", title, (line,), (_shares(at, "timeliness", "on_time", "over_six"),))


def _quality(at: Setting[Contribution]) -> Section:
    table = _shares(at, "quality", "clear", "otherwise", "forums_without")
    line = at.line("quality_what", notified="notified")
    return Section("quality", at.texts.text("section_quality"), (line,), (table,))


def _learning(at: Setting[Contribution]) -> Section:
    rows = ("with_action_plan", "items_done", "boards_acknowledged", "agencies_acknowledged")
    line = at.line("learning_what", learning_points="learning_points", reach="reach")
    return Section("learning", at.texts.text("section_learning"), (line,), (_shares(at, "learning", *rows),))


def _shares(at: Setting[Contribution], caption: str, *rows: str) -> Table:
    return at.shares(caption, "what", {at.texts.text(row): row for row in rows})


def _day(written: str) -> date:
    return date.fromisoformat(written)
