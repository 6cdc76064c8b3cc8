"""The whole stock-take in one language: four sections always, then what follows from them."""

from dataclasses import replace
from datetime import date

from models.guidance.words import Language, Words
from models.monitoring.national import National
from tasks.papers.figures import Figures
from tasks.papers.paper import Line, Paper, Section, Texts
from tasks.papers.setting import Setting
from tasks.papers.stock_take import adherence, consistency, gaps, impact, number, quality, timeliness
from tasks.papers.stock_take.pictures import pictures
from tasks.papers.stock_take.published import hidden

PAPER = "stock_take"


def contents(
    national: National, language: Language, *, publish: bool = False, about: tuple[Words, ...] = ()
) -> Paper:
    """Write the stock-take of some figures, and of them alone.

    Args:
        national: the figures.
        language: of the paper.
        publish: leave out small figures, and whatever would give one away.
        about: what else is to be known of where the figures come from.
    """
    figures = Figures(national, hidden(national) if publish else frozenset())
    at = Setting(figures, Texts(PAPER, language))
    return Paper(
        language=language,
        title=at.texts.text("title", as_of=_day(national.as_of)),
        warnings=_warnings(at, publish=publish),
        about=(_made_of(at), *((each.of(language),) for each in about), at.line("learn_not_blame")),
        sections=_sections(at, published=publish),
    )


def _sections(at: Setting[National], *, published: bool) -> tuple[Section, ...]:
    written = (
        _short(at),
        number.section(at),
        timeliness.section(at),
        quality.section(at),
        impact.section(at),
        adherence.section(at),
        consistency.section(at, published=published),
        gaps.earlier(at),
        gaps.missing(at),
    )
    drawn = pictures(at.figures, at.language)
    return tuple(replace(each, pictures=drawn.get(each.code, ())) for each in written)


def _warnings(at: Setting[National], *, publish: bool) -> tuple[str, ...]:
    synthetic = ("synthetic",) if at.figures.source.synthetic else ()
    kept = "for_publication" if publish else "not_for_publication"
    return at.heads(*synthetic, kept)


def _made_of(at: Setting[National]) -> Line:
    national = at.figures.source
    if not national.boards:
        return at.line("made_of_no_board")
    return at.texts.line(
        "made_of",
        boards=", ".join(at.boards(national.boards)),
        as_of=_day(national.as_of),
        known_on=_day(national.known_on),
    )


def _short(at: Setting[National]) -> Section:
    lines = [
        at.line(
            "short_number",
            referrals="number.referrals",
            reviews="number.reviews",
            published="number.published",
            notified="number.notified",
        )
    ]
    if at.figures.source.delays.reviews:
        lines.append(
            at.share_line("short_time", "timeliness.on_time", mean="timeliness.completed.months.mean")
        )
        parts = ("elapsed", "working", "attributed", "unexplained")
        lines.append(at.line("short_days", **{part: f"months_each.delays.{part}" for part in parts}))
    lines.append(at.share_line("short_quality", "quality.clear"))
    lines.append(at.share_line("short_impact", "timeliness.with_action_plan"))
    return Section("short", at.texts.text("section_short"), tuple(lines))


def _day(written: str) -> date:
    return date.fromisoformat(written)
