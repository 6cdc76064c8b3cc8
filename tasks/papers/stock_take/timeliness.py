"""Timeliness: what was on time, how long reviews took, and where their days went."""

from collections.abc import Iterator

from models.guidance.words import word
from models.monitoring.national import National
from tasks.papers.paper import Line, Row, Section, Table
from tasks.papers.setting import Setting

_MONTHS = ("months.n", "months.mean", "months.median", "months.lower", "months.upper", "over_six.n")
_PARTS = ("working", "attributed", "unexplained", "elapsed", "net")


def section(at: Setting[National]) -> Section:
    """Write the section."""
    return Section("timeliness", at.texts.text("section_timeliness"), tuple(_lines(at)), tuple(_tables(at)))


def _lines(at: Setting[National]) -> Iterator[Line]:
    yield at.share_line("on_time", "timeliness.on_time", not_yet="timeliness.not_yet")
    if not at.figures.source.delays.reviews:
        yield at.line("no_reviews_yet")
        return
    yield at.line("where_days_went", reviews="delays.reviews")
    if not at.figures.source.delays.causes:
        yield at.line("no_causes")
    late = "timeliness.first_panel_late"
    yield at.line("first_panel", median="timeliness.first_panel.median", n=f"{late}.n", of=f"{late}.of")


def _tables(at: Setting[National]) -> Iterator[Table]:
    time = at.figures.source.timeliness
    by_board = {
        name: f"timeliness.on_time_by_board.{code}" for name, code in at.boards(time.on_time_by_board).items()
    }
    if by_board:
        yield at.shares("on_time_by_board", "board", by_board)
    if at.figures.source.delays.reviews:
        yield _months(at)
        yield _days(at, "days", "delays")
    if at.figures.source.delays.causes:
        yield _causes(at)
    if at.figures.source.delays_so_far.reviews:
        yield _days(at, "days_so_far", "delays_so_far")
    if time.sign_off:
        yield _sign_off(at)
    if at.figures.source.agencies:
        yield _agencies(at)


def _months(at: Setting[National]) -> Table:
    time = at.figures.source.timeliness
    rows = [(at.texts.text("all"), "timeliness.completed")]
    rows += [(word("outcome", kind).of(at.language), f"timeliness.by_kind.{kind}") for kind in time.by_kind]
    rows += [
        (at.texts.text("completed_in", year=year), f"timeliness.by_year.{year}") for year in time.by_year
    ]
    return Table(
        at.texts.text("months"),
        at.heads("kind_of_review", "number", "mean", "median", "lower", "upper", "over_six"),
        tuple(Row(name, at.figures.many(*(f"{path}.{part}" for part in _MONTHS))) for name, path in rows),
        at.texts.text("months_note"),
    )


def _days(at: Setting[National], caption: str, path: str) -> Table:
    rows = [
        Row(
            at.texts.text(part),
            at.figures.many(f"{path}.{part}", f"months_each.{path}.{part}"),
            total=part == "elapsed",
        )
        for part in _PARTS
    ]
    return Table(at.texts.text(caption), at.heads("what", "days_all", "months_each"), tuple(rows))


def _causes(at: Setting[National]) -> Table:
    rows = tuple(
        Row(
            word("cause", each.cause).of(at.language),
            at.figures.many(
                *(f"delays.causes.{place}.{part}" for part in ("any", "exclusive", "shared", "reviews"))
            ),
        )
        for place, each in enumerate(at.figures.source.delays.causes)
    )
    heads = at.heads("cause", "any", "exclusive", "shared", "in_reviews")
    return Table(at.texts.text("causes"), heads, rows, at.texts.text("causes_note"))


def _sign_off(at: Setting[National]) -> Table:
    rows = tuple(
        Row(name, at.figures.many(*(f"timeliness.sign_off.{code}.{part}" for part in ("n", "median"))))
        for name, code in at.boards(at.figures.source.timeliness.sign_off).items()
    )
    return Table(at.texts.text("sign_off"), at.heads("board", "reviews", "median"), rows)


def _agencies(at: Setting[National]) -> Table:
    parts = ("came.n", "came.median", "waiting", "given_up")
    rows = tuple(
        Row(
            word("agency", each.agency).of(at.language),
            at.figures.many(*(f"agencies.{place}.{part}" for part in parts)),
        )
        for place, each in enumerate(at.figures.source.agencies)
    )
    rows = tuple(sorted(rows, key=lambda row: row.head))
    return Table(at.texts.text("agencies"), at.heads("agency", "came", "median", "waiting", "given_up"), rows)
